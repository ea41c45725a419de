/** How long a turn is and what it has used (rules FLOOR-2, FLOOR-7 and FLOOR-8). */
import type { EvidenceFact, turnEndCauses } from '../protocol/evidence.ts';
import type { HeldTurn, LiveStage, Turn } from '../protocol/stage.ts';
import { formatRules, isFree, phaseAt, plannedTurns } from './formats.ts';
import type { LiveMoment, Plan } from './stage.ts';

export type TurnEndCause = (typeof turnEndCauses)[number];

/** What a turn has used by now, in all its stretches; never more than it was given, however late anybody looks. */
export function turnUsedMs(turn: Turn, nowMs: number): number {
  return turn.spokenMs + Math.max(0, Math.min(nowMs, turn.endsAtMs) - turn.startedAtMs);
}

/** The lineup's slot that speaks at this place of a planned order. */
function slotAt(plan: Plan, speaker: number): string {
  const inOrder = plan.lineup.toSorted((a, b) => a.position - b.position);
  const found = inOrder[speaker];
  if (!found) throw new RangeError(`nobody speaks at place ${speaker}`);
  return found.id;
}

/** The part's turns as slots: what `waiting` counts in. */
export function agendaOf(plan: Plan, phase: number) {
  return plannedTurns(phaseAt(plan.format, phase), plan.lineup.length).map((turn) => ({
    ...turn,
    slotId: slotAt(plan, turn.speaker),
    toSlotId: turn.toSpeaker === null ? null : slotAt(plan, turn.toSpeaker),
  }));
}

type Length = { entitledMs: number; creditMs: number };

/**
 * What the next turn of a slot is given: the format's time, or what is owed of a turn that was broken off, with the
 * slot's credit, which at most doubles it. Never more than is left of the part and of the slot's budget in it; credit
 * that finds no room there is kept.
 */
export function turnLength(moment: LiveMoment, slotId: string, planned: number | null): Length {
  const { stage, nowMs } = moment;
  const baseMs = baseLengthMs(moment, planned);
  const creditMs = Math.min(stage.creditMs[slotId] ?? 0, baseMs);
  const leftOfPartMs = (stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY) - nowMs;
  const entitledMs = Math.min(baseMs + creditMs, leftOfPartMs, budgetLeftMs(moment, slotId));
  return { entitledMs, creditMs: Math.max(0, entitledMs - baseMs) };
}

function baseLengthMs({ plan, stage }: LiveMoment, planned: number | null): number {
  const part = phaseAt(plan.format, stage.phase);
  if (isFree(part)) return part.turnMs;
  const owed = stage.owed.find((turn) => turn.planned === planned);
  return owed?.leftMs ?? plannedTurns(part, plan.lineup.length)[planned ?? 0]?.turnMs ?? 0;
}

/** A shorter rest of a budget is not worth a turn. */
const shortestTurnMs = 1_000;

/** Whether a slot can be given one more turn of this part. */
export function hasBudget(moment: LiveMoment, slotId: string): boolean {
  return budgetLeftMs(moment, slotId) >= shortestTurnMs;
}

/** What a slot may still use of this part, its running turn taken off; without a budget as much as there is. */
function budgetLeftMs({ plan, stage, nowMs }: LiveMoment, slotId: string): number {
  const part = phaseAt(plan.format, stage.phase);
  const budgetMs = isFree(part) ? part.budgetMs : undefined;
  if (budgetMs === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, budgetMs - (stage.phaseUsedMs[slotId] ?? 0) - unendedMs(stage, slotId, nowMs));
}

/** What a slot has used of a turn that is not over yet: one that runs, or one that stands still. */
export function unendedMs({ turn, held, pause }: LiveStage, slotId: string, nowMs: number): number {
  const runningMs = turn?.slotId === slotId ? turnUsedMs(turn, pause?.atMs ?? nowMs) : 0;
  return runningMs + (held?.slotId === slotId ? held.spokenMs : 0);
}

/** How long the floor has waited for the line of whoever holds this turn: never longer than it was to wait. */
export function heldWaitMs({ heldAtMs, untilMs }: HeldTurn, nowMs: number): number {
  return untilMs === null ? 0 : Math.max(0, Math.min(nowMs, untilMs) - heldAtMs);
}

/** Ends the running turn, if there is one. */
export function endTurn({ plan, stage, nowMs }: LiveMoment, cause: TurnEndCause): EvidenceFact[] {
  const { turn } = stage;
  if (!turn) return [];
  const lengthMs = turn.spokenMs + turn.endsAtMs - turn.startedAtMs;
  return [ended(plan, turn, { cause, usedMs: turnUsedMs(turn, nowMs), lengthMs })];
}

/** Ends the turn that stands still, if there is one, with what it had used before. */
export function endHeld({ plan, stage }: LiveMoment, cause: TurnEndCause): EvidenceFact[] {
  const { held } = stage;
  if (!held) return [];
  const { spokenMs: usedMs, leftMs } = held;
  return [ended(plan, held, { cause, usedMs, lengthMs: usedMs + leftMs })];
}

/** `lengthMs`: what the turn came to with what the moderator added or took. */
type Ending = { cause: TurnEndCause; usedMs: number; lengthMs: number };

function ended(plan: Plan, turn: Turn | HeldTurn, { cause, usedMs, lengthMs }: Ending): EvidenceFact {
  const { slotId, phase, entitledMs } = turn;
  const keptMs = isUnusedKept(plan, turn) ? Math.min(entitledMs, lengthMs) - usedMs : 0;
  const payload = { slotId, phase, cause, usedMs, ...(keptMs > 0 ? { keptMs } : {}) };
  return { kind: 'turn.ended', payload: { ...payload, ...repaidFor(plan, turn, usedMs) } };
}

function isUnusedKept(plan: Plan, { phase, planned }: Turn | HeldTurn): boolean {
  const part = phaseAt(plan.format, phase);
  return planned !== null && 'unused' in part && part.unused === 'kept';
}

/** FLOOR-12: what a turn has used beyond its own time, where the format gives that to the others too. */
export function repaidFor(
  { format }: Plan,
  { entitledMs }: Turn | HeldTurn,
  usedMs: number,
): { repaidMs?: number } {
  const { isOverrunRepaid = formatRules.isOverrunRepaid } = format;
  return isOverrunRepaid && usedMs > entitledMs ? { repaidMs: usedMs - entitledMs } : {};
}
