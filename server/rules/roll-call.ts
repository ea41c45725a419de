/** A roll-call by random prompts (rule ROLL-1; threat T20: a page that is open proves nobody's presence). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { RollCall } from '../protocol/stage.ts';

/** How long the asked have to answer. */
export const rollCallMs = 60_000;

export type Opening = { rollCallId: string; asked: readonly string[]; nowMs: number };

/** Only one runs at a time. */
export function openRollCall(running: RollCall | null, opening: Opening): EvidenceFact {
  const { rollCallId, asked, nowMs } = opening;
  if (running && !running.isClosed) throw new Refusal('roll-call-open');
  if (asked.length === 0) throw new Refusal('not-found', 'nobody is here to be asked');
  return {
    kind: 'roll-call.opened',
    payload: { rollCallId, asked: [...asked], endsAtMs: nowMs + rollCallMs },
  };
}

export type Answer = { rollCallId: string; slotId: string; isRight: boolean; nowMs: number };

/** An answer counts until the end, and a right one once; none of it after that. */
export function answerRollCall(running: RollCall | null, answer: Answer): EvidenceFact[] {
  const { rollCallId, slotId, isRight, nowMs } = answer;
  const isOpen = running?.rollCallId === rollCallId && !running.isClosed && nowMs < running.endsAtMs;
  if (!isOpen || !running.asked.includes(slotId)) throw new Refusal('roll-call-closed');
  if (running.answered.includes(slotId)) return [];
  return [{ kind: 'roll-call.answered', payload: { rollCallId, slotId, isRight } }];
}

export function closeRollCall(running: RollCall | null): EvidenceFact[] {
  if (!running || running.isClosed) return [];
  const { rollCallId, asked, answered } = running;
  const missed = asked.filter((slotId) => !answered.includes(slotId));
  return [{ kind: 'roll-call.closed', payload: { rollCallId, missed } }];
}

/** The roll-call after a fact; the newest one stays to be seen when it is over. */
export function rollCallAfter(running: RollCall | null, fact: EvidenceFact): RollCall | null {
  switch (fact.kind) {
    case 'roll-call.opened':
      return { ...fact.payload, answered: [], isClosed: false };
    case 'roll-call.answered':
      return running && fact.payload.isRight && !running.answered.includes(fact.payload.slotId)
        ? { ...running, answered: [...running.answered, fact.payload.slotId] }
        : running;
    case 'roll-call.closed':
    case 'debate.ended':
      return running && { ...running, isClosed: true };
    default:
      return running;
  }
}
