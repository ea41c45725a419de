/** When each slot had the floor and when the debate stood still, as its evidence tells it (domain spec 7.2). */
import type { Phase } from '../protocol/campaign.ts';
import type { EvidenceEntry } from '../protocol/evidence.ts';
import type { LiveStage, Stage, Turn } from '../protocol/stage.ts';
import { phaseAt } from './formats.ts';
import { type Interval, union } from './intervals.ts';
import { emptyLobby, type Plan } from './stage.ts';
import { clockMs, evolve } from './stage-course.ts';
import { turnUsedMs } from './turns.ts';

/** One stretch of a turn. Its stretches share its number, whether it was interrupted or postponed in between. */
export type RecordedTurn = Interval & { turn: number; phaseKind: Phase['kind'] };

/** `sequence`: the entry that ended it. */
type Stretch = RecordedTurn & { slotId: string; sequence: number };
type Begun = Pick<Turn, 'slotId' | 'phase' | 'planned'> & { sequence: number };

/** `past`: the stage that each entry found, for those that changed it. */
type Course = {
  plan: Plan;
  stage: Stage;
  past: { stage: LiveStage; sequence: number }[];
  begun: Begun[];
  stretches: Stretch[];
  pauses: Interval[];
};

/** Turns as the stage counts them: an outage inside a turn is not part of it, nor is a clock that fired late. */
export function recordedTurns(
  log: readonly EvidenceEntry[],
  plan: Plan,
  untilMs: number,
): { turnsOf(slotId: string): RecordedTurn[]; pauses: Interval[] } {
  const course: Course = { plan, stage: emptyLobby, past: [], begun: [], stretches: [], pauses: [] };
  for (const entry of log) follow(course, entry);
  close(course, untilMs);
  return {
    pauses: union(course.pauses),
    turnsOf: (slotId) =>
      course.stretches
        .filter((stretch) => stretch.slotId === slotId)
        .map(({ turn, phaseKind, fromMs, toMs }) => ({ turn, phaseKind, fromMs, toMs })),
  };
}

function follow(course: Course, entry: EvidenceEntry): void {
  const before = course.stage;
  const after = evolve(course.plan, before, entry, entry.atMs);
  if (after === before) return;
  course.stage = after;
  const { sequence } = entry;
  const turn = entry.kind === 'turn.started' && after.status === 'live' ? after.turn : null;
  if (turn) course.begun.push({ slotId: turn.slotId, phase: turn.phase, planned: turn.planned, sequence });
  if (before.status !== 'live') return;
  course.past.push({ stage: before, sequence });
  if (entry.kind === 'act.undone') takeBack(course, entry.payload.sequence);
  const found = entry.kind === 'act.undone' ? foundBy(course, entry.payload.sequence) : before;
  record(course, found.turn, { spokenMs: spokenBy(entry, found, after), sequence });
  const isOver = after.status !== 'live' || after.pause === null;
  if (before.pause && isOver) course.pauses.push({ fromMs: before.pause.atMs, toMs: entry.atMs });
}

/** An act that was taken back never was: the turn it found goes on, in a new stretch. */
function takeBack(course: Course, sequence: number): void {
  const isBefore = (one: { sequence: number }) => one.sequence < sequence;
  course.begun = course.begun.filter(isBefore);
  course.stretches = course.stretches.filter(isBefore);
}

/** The stage that the act found which began with this entry. */
function foundBy({ past }: Course, sequence: number): LiveStage {
  const act = past.find((one) => one.sequence >= sequence);
  if (!act) throw new RangeError(`nothing was done at ${sequence} that could be taken back`);
  return act.stage;
}

/** What the running turn had used when this entry stopped it, or let a new stretch of it begin; null otherwise. */
function spokenBy(entry: EvidenceEntry, found: LiveStage, after: Stage): number | null {
  const { turn } = found;
  switch (entry.kind) {
    case 'turn.ended':
      return entry.payload.slotId === turn?.slotId ? entry.payload.usedMs : null;
    case 'turn.held':
      return entry.payload.spokenMs;
    case 'act.undone':
    case 'debate.continued':
    case 'debate.resumed':
      return after.status === 'live' && after.turn ? after.turn.spokenMs : null;
    case 'debate.ended':
    case 'phase.started':
      return turn && turnUsedMs(turn, clockMs(found, entry.atMs));
    default:
      return null;
  }
}

type Stop = { spokenMs: number | null; sequence: number };

function record({ plan, stretches, begun }: Course, turn: Turn | null, { spokenMs, sequence }: Stop): void {
  if (!turn || spokenMs === null || spokenMs <= turn.spokenMs) return;
  const { slotId, startedAtMs: fromMs } = turn;
  const toMs = fromMs + spokenMs - turn.spokenMs;
  const phaseKind = phaseAt(plan.format, turn.phase).kind;
  stretches.push({ slotId, turn: numberOf(turn, begun), phaseKind, fromMs, toMs, sequence });
}

/** A planned turn keeps its number when it comes again, since its speaker owes it once; any other one is a new turn. */
function numberOf({ slotId, phase, planned }: Turn, begun: readonly Begun[]): number {
  const own = begun.filter((one) => one.slotId === slotId && one.phase === phase && one.planned === planned);
  const first = planned === null ? own.at(-1) : own[0];
  return first?.sequence ?? 0;
}

function close(course: Course, untilMs: number): void {
  const { stage } = course;
  if (stage.status !== 'live') return;
  const { turn, pause } = stage;
  const sequence = Number.POSITIVE_INFINITY;
  if (turn) record(course, turn, { spokenMs: turnUsedMs(turn, clockMs(stage, untilMs)), sequence });
  if (pause) course.pauses.push({ fromMs: pause.atMs, toMs: untilMs });
}
