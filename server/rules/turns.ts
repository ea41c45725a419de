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
export function slotAt(plan: Plan, speaker: number): string {
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
 * slot's credit, which at most doubles it. In a part with a budget never more than is left of that.
 */
export function turnLength({ plan, stage }: LiveMoment, slotId: string, planned: number | null): Length {
  const baseMs = baseLengthMs({ plan, stage }, planned);
  const creditMs = Math.min(stage.creditMs[slotId] ?? 0, baseMs);
  const leftMs = budgetLeftMs(plan, stage, slotId);
  return { entitledMs: Math.min(baseMs + creditMs, leftMs), creditMs };
}

function baseLengthMs({ plan, stage }: { plan: Plan; stage: LiveStage }, planned: number | null): number {
  const part = phaseAt(plan.format, stage.phase);
  if (isFree(part)) return part.turnMs;
  const owed = stage.owed.find((turn) => turn.planned === planned);
  return owed?.leftMs ?? plannedTurns(part, plan.lineup.length)[planned ?? 0]?.turnMs ?? 0;
}

/** What a slot may still use of this part; without a budget as much as there is. */
export function budgetLeftMs(plan: Plan, stage: LiveStage, slotId: string): number {
  const part = phaseAt(plan.format, stage.phase);
  const budgetMs = isFree(part) ? part.budgetMs : undefined;
  return budgetMs === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(0, budgetMs - (stage.phaseUsedMs[slotId] ?? 0));
}

/** Ends the running turn, if there is one. A turn that had run out before was ended by the clock, not by `cause`. */
export function endTurn(moment: LiveMoment, cause: TurnEndCause): EvidenceFact[] {
  const { turn, phaseEndsAtMs } = moment.stage;
  if (!turn) return [];
  const clock = turn.endsAtMs === phaseEndsAtMs ? 'phase-over' : 'clock';
  const hasRunOut = moment.nowMs >= turn.endsAtMs;
  return [ended(moment, turn, { cause: hasRunOut ? clock : cause, usedMs: turnUsedMs(turn, moment.nowMs) })];
}

/** Ends the turn that stands still, if there is one, with what it had used before. */
export function endHeld(moment: LiveMoment, cause: TurnEndCause): EvidenceFact[] {
  const { held } = moment.stage;
  return held ? [ended(moment, held, { cause, usedMs: held.spokenMs })] : [];
}

type Ending = { cause: TurnEndCause; usedMs: number };

function ended({ plan }: LiveMoment, turn: Turn | HeldTurn, { cause, usedMs }: Ending): EvidenceFact {
  const { slotId, phase, entitledMs } = turn;
  const payload = { slotId, phase, cause, usedMs, ...keptOf(plan, turn, usedMs) };
  const repaidMs = usedMs - entitledMs;
  const { isOverrunRepaid = formatRules.isOverrunRepaid } = plan.format;
  return {
    kind: 'turn.ended',
    payload: isOverrunRepaid && repaidMs > 0 ? { ...payload, repaidMs } : payload,
  };
}

function keptOf(plan: Plan, { phase, entitledMs, planned }: Turn | HeldTurn, usedMs: number) {
  const part = phaseAt(plan.format, phase);
  const isKept = planned !== null && 'unused' in part && part.unused === 'kept';
  return isKept && usedMs < entitledMs ? { keptMs: entitledMs - usedMs } : {};
}
