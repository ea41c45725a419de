/** What the moderator's one key does next. */
import type { LiveStage, Stage } from '../protocol/stage.ts';
import { isFree, phaseAt } from './formats.ts';
import { leastHeardFirst } from './speaking.ts';
import type { LiveMoment, Plan } from './stage.ts';
import { agendaOf, hasBudget } from './turns.ts';

export type NextStep =
  | { kind: 'start' }
  | { kind: 'continue' }
  | { kind: 'give'; slotId: string; planned: number | null }
  | { kind: 'next-phase' }
  | { kind: 'end' };

/** `isHere`: whether a slot could speak now; turns of who is not wait until the others have had theirs. */
type Seen = { nowMs: number; isHere?: (slotId: string) => boolean };

/** The step that leads on; null when there is nothing but to listen: never into an interruption, which gives back. */
export function nextStep(plan: Plan, stage: Stage, { nowMs, isHere = () => true }: Seen): NextStep | null {
  if (stage.status === 'lobby') return { kind: 'start' };
  if (stage.status === 'ended') return null;
  if (stage.pause) return { kind: 'continue' };
  const { turn, held } = stage;
  if (turn && held) return null;
  const isOfFreeTurns = isFree(phaseAt(plan.format, stage.phase));
  const give = isOfFreeTurns ? nextHand({ plan, stage, nowMs }) : nextPlanned(plan, stage, isHere);
  if (give) return give;
  const isSpeaking = turn !== null && nowMs < turn.endsAtMs;
  if (isOfFreeTurns ? isSpeaking || isSoonOver(held) : held) return null;
  return stage.phase + 1 < plan.format.phases.length ? { kind: 'next-phase' } : { kind: 'end' };
}

/** How many of those who ask for a turn are counted on. */
const likelyHands = 2;

/** Who has the floor or is likely to have it soon: whoever comes next by the format, and who asks for a turn. */
export function likelySpeakers(plan: Plan, stage: Stage, seen: Seen): string[] {
  if (stage.status === 'ended') return [];
  if (stage.status === 'lobby')
    return agendaOf(plan, 0)
      .slice(0, 1)
      .flatMap(({ slotId }) => slotId ?? []);
  const step = nextStep(plan, { ...stage, pause: null }, seen);
  const asking = new Set(stage.hands.map(({ slotId }) => slotId));
  const hands = leastHeardFirst(plan.lineup, stage, seen.nowMs).filter((slotId) => asking.has(slotId));
  const next = step?.kind === 'give' ? [step.slotId] : [];
  const now = [stage.turn?.slotId ?? [], stage.held?.slotId ?? []].flat();
  return [...new Set([...now, ...next, ...hands.slice(0, likelyHands)])];
}

/** The floor's waiting ends with the clock; but where the failure is ours it may last, and nobody else is kept by it. */
function isSoonOver(held: LiveStage['held']): boolean {
  return held !== null && held.untilMs !== null;
}

/** A question waits for whoever is asked, and an answer for its question: neither means anything without the other. */
function nextPlanned(plan: Plan, stage: LiveStage, isHere: (slotId: string) => boolean): NextStep | null {
  const agenda = agendaOf(plan, stage.phase);
  const canSpeak = (slotId: string | null) =>
    slotId === null || (isHere(slotId) && !stage.removed.includes(slotId));
  const next = stage.waiting.find((planned) => {
    const turn = agenda[planned];
    if (!turn || !canSpeak(turn.slotId)) return false;
    if (turn.kind === 'answer') return !stage.waiting.includes(planned - 1);
    return canSpeak(turn.toSlotId);
  });
  const slotId = next === undefined ? undefined : agenda[next]?.slotId;
  return next === undefined || slotId === undefined ? null : { kind: 'give', slotId, planned: next };
}

/** Of those who ask for a turn, the one heard least so far. */
function nextHand(moment: LiveMoment): NextStep | null {
  const { plan, stage, nowMs } = moment;
  if (nowMs >= (stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY)) return null;
  const asking = new Set(stage.hands.flatMap((hand) => (hand.kind === 'turn' ? [hand.slotId] : [])));
  const slotId = leastHeardFirst(plan.lineup, stage, nowMs).find(
    (id) => asking.has(id) && !holds(stage, id) && hasBudget(moment, id),
  );
  return slotId === undefined ? null : { kind: 'give', slotId, planned: null };
}

/** Who has the floor is not given it anew, nor is the one whose line it waits for. */
function holds({ turn, held }: LiveStage, slotId: string): boolean {
  return turn?.slotId === slotId || held?.slotId === slotId;
}
