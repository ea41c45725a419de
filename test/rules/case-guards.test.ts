import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../server/protocol/cases.ts';
import { act, type CaseCommand } from '../../server/rules/case-acts.ts';
import { type CaseFacts, caseAfter } from '../../server/rules/cases.ts';
import { facts, hourMs, momentOf, respondent } from './random-case.ts';

const [one, two, three] = ['centre-1', 'centre-2', 'centre-3'] as const;
type Written = readonly [by: string | null, event: CaseEvent];

const opened: Written = [null, { kind: 'opened', level: 'centre', text: 'It was said.' }];
const admitted: Written = [one, { kind: 'admitted' }];
const assigned: Written = [one, { kind: 'assigned', memberId: one }];
const asked: Written = [one, { kind: 'asked', text: 'Why?', untilAtMs: 24 * hourMs }];
const answered: Written = [respondent, { kind: 'answered', text: 'No.', attachmentIds: [] }];
const heard = [opened, admitted, assigned, asked, answered];
const voted = (by: string): Written => [by, { kind: 'voted', choice: 'warn', reason: 'It was.' }];
const decided: Written = [
  one,
  {
    ...{ kind: 'decided', number: 1, choice: 'warn', supersedes: null },
    ...{ appealUntilAtMs: 48 * hourMs, formerStatus: 'registered' },
  },
];
const linked: Written = [one, { kind: 'linked', duplicateOf: '00000000-0000-4000-8000-000000000002' }];

const thisId = '00000000-0000-4000-8000-000000000001';
const otherId = '00000000-0000-4000-8000-000000000002';
const reason = 'Because.';

function attempt(
  steps: readonly Written[],
  by: string,
  command: CaseCommand,
  { nowMs = hourMs, ...others }: Partial<CaseFacts> & { nowMs?: number } = {},
) {
  const course = steps.map(([who, event]) => ({ atMs: 0, by: who, event }));
  const state = caseAfter({ ...facts('complaint'), ...others }, course);
  return act(momentOf(state, by, nowMs), command).map(({ event }) => event.kind);
}

type Refused = [
  what: string,
  steps: readonly Written[],
  by: string,
  command: CaseCommand,
  code: string,
  others?: Partial<CaseFacts> & { nowMs?: number },
];

const refused: Refused[] = [
  ['a complaint is admitted once', [opened, admitted], two, { act: 'admit' }, 'case-state'],
  ['nobody is its own duplicate', [opened], one, { act: 'link', duplicateOf: thisId }, 'case-state'],
  [
    'a breach is no duplicate',
    heard,
    one,
    { act: 'link', duplicateOf: otherId },
    'case-state',
    { kind: 'breach' },
  ],
  [
    'what was decided is not linked away',
    [...heard, decided],
    one,
    { act: 'link', duplicateOf: otherId },
    'case-state',
  ],
  [
    'nobody with a conflict reports',
    [opened, admitted],
    one,
    { act: 'assign', memberId: respondent },
    'conflict-of-interest',
  ],
  [
    'nobody from elsewhere reports',
    [opened, admitted],
    one,
    { act: 'assign', memberId: 'stranger' },
    'conflict-of-interest',
  ],
  [
    'nobody is asked where it is about nobody',
    [opened, admitted, assigned],
    one,
    { act: 'ask', text: 'Why?' },
    'case-state',
    { respondentId: null },
  ],
  [
    'nobody is removed where it is about nobody',
    [opened, admitted, assigned],
    one,
    { act: 'vote', choice: 'remove', reason },
    'bad-input',
    { respondentId: null },
  ],
  [
    'a first instance does not overturn',
    heard,
    one,
    { act: 'vote', choice: 'overturn', reason },
    'bad-input',
  ],
  [
    'the party is heard before anybody votes',
    [opened, admitted, assigned, asked],
    one,
    { act: 'vote', choice: 'warn', reason },
    'case-state',
  ],
  [
    'whoever says the decision has voted',
    [...heard, voted(two), voted(three), voted('centre-4')],
    one,
    { act: 'decide' },
    'case-state',
  ],
  [
    'a refusal needs another one',
    [opened, [one, { kind: 'refusal-proposed', reason }]],
    one,
    { act: 'refuse', reason },
    'second-person-needed',
  ],
  [
    'the public words need another one',
    [...heard, voted(one), voted(two), decided],
    one,
    { act: 'publish', words: 'x' },
    'second-person-needed',
  ],
  [
    'what is published is not published again',
    [...heard, voted(one), voted(two), decided, [two, { kind: 'published', number: 1, words: 'x' }]],
    two,
    { act: 'publish', words: 'x' },
    'case-state',
  ],
  ['nothing is published before a decision', heard, two, { act: 'publish', words: 'x' }, 'not-allowed'],
  [
    'what was linked away is not opened again',
    [opened, linked],
    two,
    { act: 'reopen', reason },
    'case-state',
  ],
  [
    'an answer is the party’s',
    [opened, admitted, assigned, asked],
    one,
    { act: 'answer', text: 'x', attachmentIds: [] },
    'not-allowed',
  ],
  [
    'an appeal is the party’s',
    [...heard, decided],
    two,
    { act: 'appeal', text: 'x', attachmentIds: [] },
    'not-allowed',
  ],
  [
    'an appeal has its time',
    [...heard, decided],
    respondent,
    { act: 'appeal', text: 'x', attachmentIds: [] },
    'deadline-passed',
    { nowMs: 48 * hourMs },
  ],
  [
    'no appeal while it is looked at again',
    [...heard, decided, [two, { kind: 'reopened', reason }]],
    respondent,
    { act: 'appeal', text: 'x', attachmentIds: [] },
    'case-state',
  ],
  [
    'a dismissal takes nothing, and is not appealed',
    [...heard, [one, { ...decided[1], choice: 'dismiss', appealUntilAtMs: null } as CaseEvent]],
    respondent,
    { act: 'appeal', text: 'x', attachmentIds: [] },
    'case-state',
  ],
  [
    'whoever declared a conflict is out',
    [opened, [one, { kind: 'conflict-declared', reason }]],
    one,
    { act: 'admit' },
    'conflict-of-interest',
  ],
];

describe('each guard of a case', () => {
  it.each(refused)('%s', (_, steps, by, command, code, others) => {
    expect(() => attempt(steps, by, command, others)).toThrow(expect.objectContaining({ code }));
  });

  it.each<[string, readonly Written[], string, CaseCommand, string[]]>([
    [
      'a complaint about nobody is voted on unheard',
      [opened, admitted, assigned],
      one,
      { act: 'vote', choice: 'warn', reason },
      ['voted'],
    ],
    [
      'a second member’s refusal counts',
      [opened, [one, { kind: 'refusal-proposed', reason }]],
      two,
      { act: 'refuse', reason },
      ['refused'],
    ],
    [
      'another member publishes',
      [...heard, voted(one), voted(two), decided],
      two,
      { act: 'publish', words: 'x' },
      ['published'],
    ],
    [
      'the day before the end an appeal is in time',
      [...heard, decided],
      respondent,
      { act: 'appeal', text: 'x', attachmentIds: [] },
      ['appealed'],
    ],
  ])('but %s', (what, steps, by, command, kinds) => {
    const others = what.includes('nobody') ? { respondentId: null } : {};
    expect(attempt(steps, by, command, others)).toEqual(kinds);
  });

  it('CASE-2 a tie in which all have voted takes nothing from the candidate', () => {
    const split: Written[] = [
      [one, { kind: 'voted', choice: 'remove', reason }],
      [two, { kind: 'voted', choice: 'warn', reason }],
      [three, { kind: 'voted', choice: 'dismiss', reason }],
      ['centre-4', { kind: 'voted', choice: 'remove', reason }],
      ['local-1', { kind: 'voted', choice: 'warn', reason }],
    ];
    const course = [...heard, ...split].map(([by, event]) => ({ atMs: 0, by, event }));
    const state = caseAfter(facts('complaint'), course);
    const [step] = act(momentOf(state, one, hourMs), { act: 'decide' });
    expect(step?.event).toMatchObject({ kind: 'decided', choice: 'dismiss', appealUntilAtMs: null });
    const unfinished = caseAfter(facts('complaint'), course.slice(0, -1));
    expect(() => act(momentOf(unfinished, one, hourMs), { act: 'decide' })).toThrow(
      expect.objectContaining({ code: 'majority-missing' }),
    );
  });
});
