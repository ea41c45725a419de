import fc from 'fast-check';
import { usualCaseTerms } from '../../server/protocol/case-terms.ts';
import { appealChoices, firstChoices } from '../../server/protocol/cases.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { act, type CaseCommand, type CaseMoment } from '../../server/rules/case-acts.ts';
import type { Benches, Seat } from '../../server/rules/case-bench.ts';
import { levelsFrom, seatedLevel } from '../../server/rules/case-bench.ts';
import { lapsedBy } from '../../server/rules/case-clock.ts';
import { openingSteps } from '../../server/rules/case-opening.ts';
import { statusBefore } from '../../server/rules/case-standing.ts';
import {
  afterStep,
  type CaseFacts,
  type CaseState,
  type CaseStep,
  caseAfter,
} from '../../server/rules/cases.ts';

export const hourMs = 3_600_000;
export const respondent = 'candidate';
export const opponent = 'opponent';
export const official = 'official';
export const stranger = 'stranger';
const local = ['local-1', 'local-2', 'local-3'];
const centre = ['centre-1', 'centre-2', 'centre-3', 'centre-4'];
/** Who may try anything: members, among them the parties themselves and people with a conflict, and others. */
const people = [respondent, opponent, official, stranger, ...local, ...centre];

const seat = (accountId: string, level: Seat['level']): Seat => ({
  accountId,
  level,
  areaId: level === 'local' ? 'area' : null,
});
export const benches: Benches = {
  seats: [
    ...[...local, respondent, opponent, official].map((id) => seat(id, 'local')),
    ...[...centre, respondent, 'local-1'].map((id) => seat(id, 'centre')),
  ],
  areas: ['area', 'country'],
  ties: { opponents: [opponent], officials: [official] },
};

export const voting = { opensAtMs: 400 * hourMs, closesAtMs: 480 * hourMs };

const thisId = '00000000-0000-4000-8000-000000000001';
const otherId = '00000000-0000-4000-8000-000000000002';

/** One step of a random course: somebody tries something after some time. */
export type Try = { by: string; afterMs: number; command: CaseCommand };

const text = fc.constant('because');
const attachmentIds = fc.constant([] as string[]);
const command: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.record({ act: fc.constantFrom('admit' as const, 'decide' as const) }),
  fc.record({
    act: fc.constantFrom('refuse' as const, 'declare-conflict' as const, 'reopen' as const),
    reason: text,
  }),
  fc.record({ act: fc.constant('link' as const), duplicateOf: fc.constantFrom(thisId, otherId) }),
  fc.record({ act: fc.constant('assign' as const), memberId: fc.constantFrom(...people) }),
  fc.record({ act: fc.constant('ask' as const), text }),
  fc.record({ act: fc.constant('publish' as const), words: text }),
  fc.record({ act: fc.constantFrom('answer' as const, 'appeal' as const), text, attachmentIds }),
);
const vote: fc.Arbitrary<CaseCommand> = fc.record({
  act: fc.constant('vote' as const),
  choice: fc.constantFrom('remove', 'overturn', ...firstChoices, ...appealChoices),
  reason: text,
});

/** Rare enough that most courses come to a decision. */
const ending: readonly CaseCommand['act'][] = ['link', 'refuse', 'declare-conflict'];

const afterMs = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: hourMs }) },
  { weight: 1, arbitrary: fc.constantFrom(24 * hourMs - 1, 24 * hourMs, 48 * hourMs, 200 * hourMs) },
);

const anything = fc.record({
  by: fc.constantFrom(...people),
  afterMs,
  command: fc.oneof(
    { weight: 4, arbitrary: vote },
    { weight: 3, arbitrary: command.filter(({ act: name }) => !ending.includes(name)) },
    { weight: 1, arbitrary: command },
  ),
});

const byOne = (by: string, given: CaseCommand): fc.Arbitrary<Try[]> =>
  afterMs.map((after) => [{ by, afterMs: after, command: given }]);

/** Everybody of a committee votes, mostly alike, and one says what it comes to. */
const roundOf = (committees: readonly string[][]) =>
  fc
    .tuple(fc.constantFrom(...committees), vote, fc.array(vote, { maxLength: 1 }), afterMs)
    .map(([members, alike, [other = alike], after]): Try[] => [
      ...members.map((by, index) => ({ by, afterMs: after % hourMs, command: index === 0 ? other : alike })),
      ...members.slice(0, 1).map((by) => ({ by, afterMs: 0, command: { act: 'decide' as const } })),
    ]);

const round = roundOf([local, centre]);
const appealing = byOne(respondent, { act: 'appeal', text: 'no', attachmentIds: [] });
const appealed = fc.tuple(roundOf([local]), appealing, roundOf([centre])).map((parts) => parts.flat());

const scripts: fc.Arbitrary<Try[]> = fc.oneof(
  round,
  appealed,
  byOne('centre-2', { act: 'refuse', reason: 'because' }),
  byOne('centre-4', { act: 'refuse', reason: 'because' }),
  byOne(respondent, { act: 'answer', text: 'no', attachmentIds: [] }),
  appealing,
  byOne('local-2', { act: 'reopen', reason: 'because' }),
  byOne('centre-2', { act: 'reopen', reason: 'because' }),
  byOne('centre-2', { act: 'admit' }),
  byOne('centre-3', { act: 'assign', memberId: 'centre-2' }),
  byOne('centre-2', { act: 'ask', text: 'because' }),
);

/** Whole rounds of a committee, and between them anybody who tries anything. */
export const tries: fc.Arbitrary<Try[]> = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: scripts }, { weight: 1, arbitrary: anything.map((one) => [one]) }),
    { maxLength: 24, size: 'max' },
  )
  .map((parts) => parts.flat());

export const facts = (kind: CaseFacts['kind']): CaseFacts => ({
  kind,
  ground: kind === 'breach' ? 'G1' : 'G7',
  respondentId: respondent,
  complainantId: kind === 'breach' ? null : 'local-3',
  terms: usualCaseTerms,
});

/** What came of one try: the steps it made, or the refusal. */
type Done = {
  tried: Try;
  nowMs: number;
  before: CaseState;
  steps: readonly CaseStep[];
  code: string | null;
};

export type Course = { steps: CaseStep[]; state: CaseState; done: Done[]; nowMs: number };

export function momentOf(state: CaseState, by: string, nowMs: number): CaseMoment {
  return {
    ...{ caseId: thisId, state, by, nowMs, benches, voting },
    nextNumber: state.decisions.length + 1,
    formerStatus: statusBefore('registered', []),
  };
}

/** Plays a course from the opening on; what is refused leaves no trace. */
export function play(kind: CaseFacts['kind'], all: readonly Try[]): Course {
  const level = seatedLevel(
    { ...facts(kind), declared: [], earlierPart: [] },
    levelsFrom(kind === 'breach' ? 'local' : 'centre'),
    benches,
  );
  const steps: CaseStep[] = openingSteps(facts(kind), { level, text: '', atMs: 0 });
  const course: Course = { steps, state: caseAfter(facts(kind), steps), done: [], nowMs: 0 };
  for (const tried of all) {
    course.nowMs += tried.afterMs;
    const { state: before, nowMs } = course;
    const { steps: made, code } = attempt(before, tried, nowMs);
    course.done.push({ tried, nowMs, before, steps: made, code });
    course.steps.push(...made);
    course.state = made.reduce(afterStep, before);
  }
  return course;
}

function attempt(state: CaseState, { by, command: asked }: Try, nowMs: number) {
  try {
    return { steps: act(momentOf(state, by, nowMs), asked), code: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { steps: lapsedBy(state, nowMs), code: error.code };
  }
}
