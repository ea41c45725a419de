/** Time that a moderator adds or takes (rule FLOOR-7). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { refuseStranger } from './people.ts';
import type { FloorCommand, LiveMoment } from './stage.ts';
import { clockMs } from './stage-course.ts';

type Adjusting = Extract<FloorCommand, { kind: 'adjust' }>;

/**
 * Added to or taken from the slot's turn, also one that stands still; for whoever has none, to or from the next turn.
 * What it changes for each is part of the fact.
 */
export function adjustTime(moment: LiveMoment, { slotId, byMs, reason }: Adjusting): EvidenceFact[] {
  const { plan } = moment;
  refuseStranger(plan, slotId);
  const { leftMs, roomMs } = bounds(moment, slotId);
  const changedMs = Math.max(-leftMs, Math.min(byMs, roomMs));
  if (changedMs === 0) return [];
  const effectMs = Object.fromEntries(plan.lineup.map(({ id }) => [id, id === slotId ? changedMs : 0]));
  return [{ kind: 'time.adjusted', payload: { slotId, byMs: changedMs, reason, effectMs } }];
}

/** What can be taken, and what there is room to add: an open part ends when it ends (FLOOR-4). */
function bounds({ stage, nowMs }: LiveMoment, slotId: string): { leftMs: number; roomMs: number } {
  const { turn, held } = stage;
  const partEndsMs = stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY;
  if (turn?.slotId === slotId) {
    const leftMs = Math.max(0, turn.endsAtMs - clockMs(stage, nowMs));
    return { leftMs, roomMs: Math.max(0, partEndsMs - turn.endsAtMs) };
  }
  if (held?.slotId === slotId) {
    const { leftMs } = held;
    return { leftMs, roomMs: Math.max(0, partEndsMs - held.heldAtMs - leftMs) };
  }
  return { leftMs: stage.creditMs[slotId] ?? 0, roomMs: Number.POSITIVE_INFINITY };
}
