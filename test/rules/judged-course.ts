import fc from 'fast-check';
import type { Outcome } from '../../server/protocol/campaign.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { type Judged, type Person, windowMs } from '../../server/rules/judged.ts';
import { decide, type JudgementCommand, type JudgementFact } from '../../server/rules/judgements.ts';

export const endMs = 1_000_000;

const person = (accountId: string, roles: Partial<Person> = {}): Person => ({
  ...{ accountId, isCommittee: false, isModerator: false },
  ...roles,
});

/** Everybody who could act: with the same name, the same person. */
export const people = {
  moderator: person('moderator', { isModerator: true }),
  coModerator: person('co-moderator', { isModerator: true }),
  elsewhere: person('elsewhere', { isModerator: true }),
  elsewhere2: person('elsewhere-2', { isModerator: true }),
  anna: person('anna', { isCommittee: true }),
  bota: person('bota', { isCommittee: true }),
  carl: person('carl', { isCommittee: true }),
  dina: person('dina', { isCommittee: true }),
  candidate: person('candidate'),
  opponent: person('opponent', { isCommittee: true }),
  stranger: person('stranger'),
} as const;

export function proposed(outcome: Outcome, change: Partial<Judged> = {}): Judged {
  return {
    outcome,
    status: 'proposed',
    origin: 'evidence',
    publishedAtMs: endMs,
    endedAtMs: endMs,
    moderatorIds: ['moderator', 'co-moderator'],
    standingIds: ['candidate', 'opponent'],
    candidateId: 'candidate',
    confirmedBy: [],
    partialRulings: [],
    objection: null,
    earlierOfficials: [],
    ...change,
  };
}

/** The verdicts of one slot, one after the other: the last one holds. */
export type Course = { verdicts: Judged[]; facts: { fact: JudgementFact; by: string | null }[] };

export const courseOf = (outcome: Outcome): Course => ({ verdicts: [proposed(outcome)], facts: [] });

export const holding = ({ verdicts }: Course): Judged => verdicts.at(-1) as Judged;

/** What the store does with the facts of a command. A refusal leaves everything as it was. */
export function step(course: Course, command: JudgementCommand, nowMs: number): Course {
  const by = command.kind === 'time-passes' ? null : command.by.accountId;
  try {
    const facts = decide(holding(course), command, nowMs);
    return facts.reduce((so_far, fact) => evolve(so_far, { fact, by, nowMs }), course);
  } catch (error) {
    if (error instanceof Refusal) return course;
    throw error;
  }
}

function evolve(
  course: Course,
  { fact, by, nowMs }: { fact: JudgementFact; by: string | null; nowMs: number },
): Course {
  const facts = [...course.facts, { fact, by }];
  const now = holding(course);
  const accountId = by ?? '';
  const become = (change: Partial<Judged>): Course => ({
    facts,
    verdicts: [...course.verdicts.slice(0, -1), { ...now, ...change }],
  });
  switch (fact.kind) {
    case 'confirmed': {
      const confirmedBy = [...now.confirmedBy, accountId];
      return become({ confirmedBy, ...(fact.isComplete ? { status: 'confirmed' } : {}) });
    }
    case 'partial-ruled':
      return become({ partialRulings: [...now.partialRulings, { accountId, ruling: fact.ruling }] });
    case 'objected':
      return become({ objection: { madeAtMs: nowMs, isOpen: true, rulings: [] } });
    case 'objection-ruled': {
      const rulings = [...(now.objection?.rulings ?? []), { accountId, ruling: fact.ruling }];
      return become({ objection: { madeAtMs: now.objection?.madeAtMs ?? 0, isOpen: true, rulings } });
    }
    case 'objection-ended':
      return become({ objection: now.objection && { ...now.objection, isOpen: false } });
    case 'finalised':
      return become({ status: 'final' });
    case 'replaced':
      return {
        facts,
        verdicts: [
          ...course.verdicts.slice(0, -1),
          { ...now, status: 'superseded' },
          {
            ...proposed(fact.outcome),
            ...{ status: fact.status, origin: fact.origin, publishedAtMs: nowMs },
            earlierOfficials: officialsOf(now),
          },
        ],
      };
  }
}

export function officialsOf({ confirmedBy, partialRulings, objection, earlierOfficials }: Judged): string[] {
  const ruled = [...partialRulings, ...(objection?.rulings ?? [])].map(({ accountId }) => accountId);
  return [...earlierOfficials, ...confirmedBy, ...ruled];
}

const anybody = fc.constantFrom(...Object.values(people));
/** Some more often than others, so that two people come to say the same. */
const partialRuling = fc.constantFrom('absent', 'absent', 'accept', 'make-up');
const objectionRuling = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('attended', 'dismissed') },
  { weight: 1, arbitrary: fc.constantFrom('late', 'partial', 'unknown', 'void') },
);

const command: fc.Arbitrary<JudgementCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('confirm'), by: anybody }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('rule-partial'), by: anybody, ruling: partialRuling }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'object', by: people.candidate } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('object'), by: anybody }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('rule-objection'), by: anybody, ruling: objectionRuling }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'time-passes' } as const) },
);

/** Any commands of anybody, with any time between them. */
export const anyCourse: fc.Arbitrary<{ afterMs: number; command: JudgementCommand }[]> = fc.array(
  fc.record({
    afterMs: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * windowMs }) },
    ),
    command,
  }),
  { minLength: 30, maxLength: 80 },
);

export function play(outcome: Outcome, commands: { afterMs: number; command: JudgementCommand }[]): Course {
  let nowMs = endMs;
  let course = courseOf(outcome);
  for (const each of commands) {
    nowMs += each.afterMs;
    course = step(course, each.command, nowMs);
  }
  return course;
}
