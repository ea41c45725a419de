import fc from 'fast-check';
import type { Format, Phase } from '../../server/protocol/campaign.ts';
import type { EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { LiveStage, Stage } from '../../server/protocol/stage.ts';
import { nextStep } from '../../server/rules/next-step.ts';
import { deadlineMs } from '../../server/rules/speaking.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { isUndoable, type LastAct, undo } from '../../server/rules/undo.ts';
import { idOf, lineupOf, logOf, opened, tenMs } from './debate-log.ts';
import { factsAfter } from './scene.ts';

const turnMs = fc.integer({ min: 1000, max: 60_000 });
const unused = fc.constantFrom('lost' as const, 'kept' as const, undefined);
const questions = fc.integer({ min: 1, max: 3 });
const budgetMs = fc.integer({ min: 1000, max: 90_000 });

/** All seven kinds of a format's parts. */
export const phase: fc.Arbitrary<Phase> = fc.oneof(
  fc.record({ kind: fc.constantFrom('opening', 'closing'), turnMs, unused }),
  fc.record({
    kind: fc.constant('each-asks-each'),
    questionMs: turnMs,
    answerMs: turnMs,
    totalMs: fc.integer({ min: 1000, max: 1_200_000 }),
    unused,
  }),
  fc.record({ kind: fc.constantFrom('moderator-questions', 'public-questions'), questions, turnMs, unused }),
  fc.record({
    kind: fc.constant('open'),
    turnMs,
    totalMs: fc.integer({ min: 1000, max: 240_000 }),
    budgetMs: fc.option(budgetMs, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('rebuttal'), turnMs, budgetMs }),
);

const names = { kk: 'Пікірсайыс', ru: 'Дебаты', en: 'Debate' };

export const plan: fc.Arbitrary<Plan> = fc
  .record({
    phases: fc.array(phase, { minLength: 1, maxLength: 4 }),
    interjectionMs: fc.option(fc.integer({ min: 1000, max: 40_000 }), { nil: undefined }),
    lossWaitMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
    isOverrunRepaid: fc.constantFrom(true, true, false, undefined),
    speakers: fc.integer({ min: 2, max: 12 }),
  })
  .map(({ speakers, ...format }) => ({
    format: { names, ...format } satisfies Format,
    lineup: lineupOf(speakers),
  }));

/** Who a move is about: a place in the lineup, or whoever has that part on the stage just then. */
type Who = number | 'holder' | 'held';
type Cue = { stage: Stage; nowMs: number; sinceMs: number; plan: Plan };
type Move = (cue: Cue) => StageCommand | 'undo' | null;
/** Until the next move: so long, or until so long after the clock's next deadline. */
type Wait = { ms: number } | { lateMs: number };

const who: fc.Arbitrary<Who> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(12) },
  { weight: 3, arbitrary: fc.constant('holder' as const) },
  { weight: 2, arbitrary: fc.constant('held' as const) },
);
const wait: fc.Arbitrary<Wait> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ ms: 0 }) },
  { weight: 4, arbitrary: fc.nat(4000).map((ms) => ({ ms })) },
  { weight: 2, arbitrary: fc.nat(90_000).map((ms) => ({ ms })) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 700, 70_000).map((lateMs) => ({ lateMs })) },
);

/** One more than the lineup is somebody who is not in it. */
function slotOf(someone: Who, { stage, plan: { lineup } }: Cue): string {
  const on = stage.status === 'live' ? stage : null;
  if (someone === 'holder') return on?.turn?.slotId ?? idOf(1);
  if (someone === 'held') return on?.held?.slotId ?? idOf(2);
  return idOf((someone % (lineup.length + 1)) + 1);
}

const always = (command: StageCommand | 'undo') => fc.constant<Move>(() => command);
const about = (make: (slotId: string, cue: Cue) => StageCommand) =>
  who.map(
    (someone): Move =>
      (cue) =>
        make(slotOf(someone, cue), cue),
  );

/** What the moderator's one key does. */
const nextKey: Move = ({ plan: of, stage, nowMs }) => {
  const step = nextStep(of, stage, { nowMs });
  return step && commandOf(step);
};

export function commandOf(step: NonNullable<ReturnType<typeof nextStep>>): StageCommand {
  if (step.kind === 'end') return { kind: 'end', cause: 'moderator' };
  return step.kind === 'give' ? { ...step, planned: step.planned ?? undefined } : step;
}

/** Ends what stands still, and otherwise interrupts. */
const stopOrGo: Move = (cue) => {
  if (cue.stage.status !== 'live') return null;
  if (cue.stage.pause) return { kind: 'continue' };
  if (cue.stage.held && !cue.stage.turn) return { kind: 'regain', slotId: cue.stage.held.slotId };
  if (cue.stage.held) return { kind: 'take' };
  const other = cue.plan.lineup.find(({ id }) => id !== slotOf('holder', cue))?.id ?? idOf(1);
  return { kind: 'interrupt', slotId: other, cause: 'interposed' };
};

const reason = 'as agreed';
const lost = (ago: number, isOurs: boolean): Move => {
  return (cue) => ({
    kind: 'lose',
    slotId: slotOf('holder', cue),
    sinceMs: Math.max(0, cue.nowMs - ago),
    isOurs,
  });
};
const adjusted = (someone: Who, byMs: number): Move => {
  return (cue) => ({ kind: 'adjust', slotId: slotOf(someone, cue), byMs, reason });
};

const turnMoves: fc.WeightedArbitrary<Move>[] = [
  { weight: 16, arbitrary: fc.constant(nextKey) },
  { weight: 12, arbitrary: fc.constant(stopOrGo) },
  { weight: 6, arbitrary: about((slotId) => ({ kind: 'give', slotId })) },
  {
    weight: 2,
    arbitrary: fc.nat(12).chain((planned) => about((slotId) => ({ kind: 'give', slotId, planned }))),
  },
  { weight: 8, arbitrary: about((slotId) => ({ kind: 'interrupt', slotId, cause: 'point-of-order' })) },
  { weight: 3, arbitrary: always({ kind: 'take' }) },
  { weight: 4, arbitrary: about((slotId) => ({ kind: 'yield', slotId })) },
  { weight: 2, arbitrary: always({ kind: 'next-phase' }) },
  { weight: 8, arbitrary: always({ kind: 'expire' }) },
];

const clockMoves: fc.WeightedArbitrary<Move>[] = [
  {
    weight: 6,
    arbitrary: fc.tuple(who, fc.integer({ min: -60, max: 60 })).map(([w, s]) => adjusted(w, s * 1000)),
  },
  { weight: 3, arbitrary: always({ kind: 'pause', reason }) },
  { weight: 2, arbitrary: always({ kind: 'continue' }) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.nat(20_000), fc.boolean())
      .map(([ago, isOurs]) => lost(ago, isOurs && ago % 4 === 0)),
  },
  { weight: 6, arbitrary: about((slotId) => ({ kind: 'regain', slotId })) },
  {
    weight: 2,
    arbitrary: fc.nat(100).map(
      (share): Move =>
        ({ nowMs, sinceMs }) => ({ kind: 'resume', shiftMs: Math.floor(((nowMs - sinceMs) * share) / 100) }),
    ),
  },
  { weight: 6, arbitrary: always('undo') },
];

const peopleMoves: fc.WeightedArbitrary<Move>[] = [
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('turn' as const, 'point-of-order' as const)
      .chain((hand) => about((slotId) => ({ kind: 'raise', slotId, hand }))),
  },
  { weight: 1, arbitrary: about((slotId) => ({ kind: 'lower', slotId })) },
  { weight: 2, arbitrary: about((slotId) => ({ kind: 'mute', slotId, reason })) },
  { weight: 1, arbitrary: about((slotId) => ({ kind: 'unmute', slotId })) },
  { weight: 2, arbitrary: about((slotId) => ({ kind: 'remove', slotId, reason })) },
  { weight: 2, arbitrary: about((slotId) => ({ kind: 'readmit', slotId, reason })) },
  { weight: 1, arbitrary: about((slotId) => ({ kind: 'admit', slotId })) },
  { weight: 1, arbitrary: always({ kind: 'ask', questionId: idOf(500), text: 'What about the buses?' }) },
];

const move = fc.oneof(...turnMoves, ...clockMoves, ...peopleMoves);
const begin: Move = () => ({ kind: 'start' });
const lastMoves = fc.constantFrom<Move[]>(
  [],
  [() => ({ kind: 'end', cause: 'moderator' })],
  [() => ({ kind: 'end', cause: 'failed' })],
);

export type Moment = {
  before: Stage;
  command: StageCommand | 'undo';
  facts: EvidenceFact[];
  after: Stage;
  nowMs: number;
  /** The first entry of the act that was taken back; null for every other command. */
  undone: LastAct | null;
};

export type Played = { plan: Plan; moments: Moment[]; log: EvidenceEntry[]; untilMs: number };

type Scripted = { plan: Plan; steps: readonly (readonly [Move, Wait])[] };

/** After `debate.opened`. */
export const firstSequence = 2;

/** Plays a script from the start of the debate and leaves out what is refused. */
function play({ plan: of, steps }: Scripted): Played {
  const moments: Moment[] = [];
  let [stage, nowMs, sinceMs, sequence] = [emptyLobby, tenMs, tenMs, firstSequence];
  let last: LastAct | null = null;
  for (const [next, wish] of [[begin, { ms: 0 }] as const, ...steps]) {
    nowMs += waitMs(stage, wish, nowMs);
    const command = next({ plan: of, stage, nowMs, sinceMs });
    const facts = command && factsOf({ plan: of, stage, command, last, nowMs });
    if (!command || !facts) continue;
    const after = factsAfter(of, stage, facts, nowMs);
    moments.push({ before: stage, command, facts, after, nowMs, undone: command === 'undo' ? last : null });
    if (command === 'undo') last = null;
    else if (isUndoable(command) && facts.length > 0)
      last = { sequence, atMs: nowMs, before: stage as LiveStage };
    else if (facts.some(({ kind }) => !kind.startsWith('hand.'))) last = null;
    if (facts.length > 0) sinceMs = nowMs;
    sequence += facts.length;
    stage = after;
  }
  return { plan: of, moments, log: logFrom(of, moments), untilMs: nowMs };
}

function waitMs(stage: Stage, wish: Wait, nowMs: number): number {
  if ('ms' in wish) return wish.ms;
  return Math.max(0, (deadlineMs(stage) ?? nowMs) - nowMs) + wish.lateMs;
}

type Try = { plan: Plan; stage: Stage; command: StageCommand | 'undo'; last: LastAct | null; nowMs: number };

function factsOf({ plan: of, stage, command, last, nowMs }: Try): EvidenceFact[] | null {
  try {
    return command === 'undo' ? undo(last, stage, nowMs) : decide(of, stage, command, nowMs);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function logFrom({ format, lineup }: Plan, moments: readonly Moment[]): EvidenceEntry[] {
  const first = opened(lineup.length);
  if (first.kind !== 'debate.opened') throw new Error('no debate');
  const facts = moments.flatMap(({ facts: made, nowMs }) => made.map((fact) => [nowMs, fact] as const));
  return logOf([[tenMs, { ...first, payload: { ...first.payload, format } }], ...facts]);
}

/** Debates of every kind, with anything that can be done in them at any instant. */
export const debate: fc.Arbitrary<Played> = fc
  .record({
    plan,
    steps: fc.array(fc.tuple(move, wait), { minLength: 1, maxLength: 60, size: 'max' }),
    lastSteps: lastMoves.chain((moves) => fc.tuple(...moves.map((one) => fc.tuple(fc.constant(one), wait)))),
  })
  .map(({ plan: of, steps, lastSteps }) => play({ plan: of, steps: [...steps, ...lastSteps] }));
