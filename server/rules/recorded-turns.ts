/** When each slot had the floor and when the debate stood still, as its evidence tells it (domain spec 7.2). */
import type { Phase } from '../protocol/campaign.ts';
import type { EvidenceEntry } from '../protocol/evidence.ts';
import type { LiveStage, Stage } from '../protocol/stage.ts';
import { phaseAt } from './formats.ts';
import type { Interval } from './intervals.ts';
import { emptyLobby, type Plan } from './stage.ts';
import { evolve } from './stage-course.ts';
import { turnUsedMs } from './turns.ts';

/** One stretch of a turn. Stretches of one turn, interrupted in between, share its number. */
export type RecordedTurn = Interval & { turn: number; phaseKind: Phase['kind'] };

type Stretch = RecordedTurn & { slotId: string; sequence: number };
type Course = { plan: Plan; stage: Stage; stretches: Stretch[]; begun: Begun[]; pauses: Interval[] };
type Begun = { slotId: string; sequence: number };

/** Turns as the stage counts them: an outage inside a turn is not part of it, nor is a clock that fired late. */
export function recordedTurns(
  log: readonly EvidenceEntry[],
  plan: Plan,
  untilMs: number,
): { turnsOf(slotId: string): RecordedTurn[]; pauses: Interval[] } {
  const course: Course = { plan, stage: emptyLobby, stretches: [], begun: [], pauses: [] };
  for (const entry of log) follow(course, entry);
  close(course, { sequence: Number.POSITIVE_INFINITY, atMs: untilMs });
  return {
    pauses: course.pauses,
    turnsOf: (slotId) =>
      course.stretches
        .filter((stretch) => stretch.slotId === slotId)
        .map(({ turn, phaseKind, fromMs, toMs }) => ({ turn, phaseKind, fromMs, toMs })),
  };
}

function follow(course: Course, entry: EvidenceEntry): void {
  const before = course.stage;
  course.stage = evolve(course.plan, before, entry, entry.atMs);
  if (entry.kind === 'turn.started')
    course.begun.push({ slotId: entry.payload.slotId, sequence: entry.sequence });
  if (entry.kind === 'act.undone') forgetSince(course, entry.payload.sequence);
  if (before.status !== 'live') return;
  const spokenMs = spokenBy(entry, before);
  if (spokenMs !== null) record(course, before, { spokenMs, sequence: entry.sequence });
  const isOver = course.stage.status !== 'live' || course.stage.pause === null;
  if (before.pause && isOver) course.pauses.push({ fromMs: before.pause.atMs, toMs: entry.atMs });
}

/** What the running turn had used when this entry stopped it; null when it did not. */
function spokenBy(entry: EvidenceEntry, { turn }: LiveStage): number | null {
  if (!turn) return null;
  if (entry.kind === 'turn.ended' && entry.payload.slotId === turn.slotId) return entry.payload.usedMs;
  if (entry.kind === 'turn.held') return entry.payload.spokenMs;
  const isCutOff = entry.kind === 'debate.ended' || entry.kind === 'phase.started';
  return isCutOff ? turnUsedMs(turn, entry.atMs) : null;
}

function record(
  { plan, stretches, begun }: Course,
  { turn }: LiveStage,
  stop: { spokenMs: number; sequence: number },
): void {
  if (!turn) return;
  const { slotId, startedAtMs: fromMs, spokenMs } = turn;
  const number = begun.findLast((one) => one.slotId === slotId)?.sequence ?? 0;
  const toMs = fromMs + stop.spokenMs - spokenMs;
  const phaseKind = phaseAt(plan.format, turn.phase).kind;
  stretches.push({ slotId, turn: number, phaseKind, fromMs, toMs, sequence: stop.sequence });
}

/** An act that was taken back never was: the interrupted stretch goes on. */
function forgetSince(course: Course, sequence: number): void {
  course.stretches = course.stretches.filter((stretch) => stretch.sequence < sequence);
  course.begun = course.begun.filter((one) => one.sequence < sequence);
}

function close(course: Course, { sequence, atMs }: { sequence: number; atMs: number }): void {
  const { stage } = course;
  if (stage.status !== 'live') return;
  const untilMs = stage.pause?.atMs ?? atMs;
  if (stage.turn) record(course, stage, { spokenMs: turnUsedMs(stage.turn, untilMs), sequence });
  if (stage.pause) course.pauses.push({ fromMs: stage.pause.atMs, toMs: atMs });
}
