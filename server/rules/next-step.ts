/** What the moderator's one key does next. */
import type { LiveStage, Stage } from '../protocol/stage.ts';
import { isFree, phaseAt } from './formats.ts';
import { leastHeardFirst } from './speaking.ts';
import type { Plan } from './stage.ts';
import { agendaOf, budgetLeftMs } from './turns.ts';

export type NextStep =
  | { kind: 'start' }
  | { kind: 'continue' }
  | { kind: 'give'; slotId: string; planned: number | null }
  | { kind: 'next-phase' }
  | { kind: 'end' };

/** `isHere`: whether a slot could speak now; turns of who is not wait until the others have had theirs. */
type Seen = { nowMs: number; isHere?: (slotId: string) => boolean };

/** The step that leads on; null when there is nothing but to listen. */
export function nextStep(plan: Plan, stage: Stage, { nowMs, isHere = () => true }: Seen): NextStep | null {
  if (stage.status === 'lobby') return { kind: 'start' };
  if (stage.status === 'ended') return null;
  if (stage.pause) return { kind: 'continue' };
  const part = phaseAt(plan.format, stage.phase);
  const give = isFree(part) ? nextHand(plan, stage, nowMs) : nextPlanned(plan, stage, isHere);
  if (give) return give;
  const isPartOver = nowMs >= (stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY);
  if (isFree(part) && (stage.turn || stage.held) && !isPartOver) return null;
  return stage.phase + 1 < plan.format.phases.length ? { kind: 'next-phase' } : { kind: 'end' };
}

function nextPlanned(plan: Plan, stage: LiveStage, isHere: (slotId: string) => boolean): NextStep | null {
  const agenda = agendaOf(plan, stage.phase);
  const waiting = stage.waiting.flatMap((planned) => {
    const turn = agenda[planned];
    return turn && !stage.removed.includes(turn.slotId) ? [{ planned, slotId: turn.slotId }] : [];
  });
  const next = waiting.find(({ slotId }) => isHere(slotId));
  return next ? { kind: 'give', ...next } : null;
}

/** Of those who ask for a turn, the one heard least so far. */
function nextHand(plan: Plan, stage: LiveStage, nowMs: number): NextStep | null {
  if (nowMs >= (stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY)) return null;
  const asking = new Set(stage.hands.flatMap((hand) => (hand.kind === 'turn' ? [hand.slotId] : [])));
  const slotId = leastHeardFirst(plan.lineup, stage, nowMs).find(
    (id) => asking.has(id) && budgetLeftMs(plan, stage, id) > 0,
  );
  return slotId === undefined ? null : { kind: 'give', slotId, planned: null };
}
