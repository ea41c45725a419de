/** Who leads a debate (rules CHAIR-1 and CHAIR-2): one moderator at a time, and never nobody for long. */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';

/** For so long a chair whose line is lost is waited for. */
export const chairWaitMs = 10_000;

/** `lostMs`: how long the chair has had no line into the debate; null while there is one. */
export type ChairMoment = { chair: string | null; accountId: string; lostMs: number | null };

/** CHAIR-1: the first moderator who acts leads; after that only the chair's acts count. */
export function actAs({ chair, accountId }: ChairMoment): EvidenceFact[] {
  if (chair === null) return [taken(accountId, 'first')];
  if (chair !== accountId) throw new Refusal('not-in-chair');
  return [];
}

/** CHAIR-2: nobody takes the chair from somebody who is here. */
export function takeChair({ chair, accountId, lostMs }: ChairMoment): EvidenceFact[] {
  if (chair === accountId) return [];
  if (chair === null) return [taken(accountId, 'first')];
  if (lostMs === null || lostMs < chairWaitMs) throw new Refusal('chair-taken');
  return [taken(accountId, 'taken-over')];
}

/** CHAIR-2: only the chair gives it away, and only to a moderator of this debate who is here. */
export function handOver(moment: ChairMoment, to: { accountId: string; isHere: boolean }): EvidenceFact[] {
  if (moment.chair !== moment.accountId) throw new Refusal('not-in-chair');
  if (!to.isHere) throw new Refusal('not-found', 'that moderator is not here');
  return to.accountId === moment.chair ? [] : [taken(to.accountId, 'handed-over')];
}

export function chairAfter(chair: string | null, fact: EvidenceFact): string | null {
  return fact.kind === 'chair.taken' ? fact.payload.accountId : chair;
}

function taken(accountId: string, cause: 'first' | 'handed-over' | 'taken-over'): EvidenceFact {
  return { kind: 'chair.taken', payload: { accountId, cause } };
}
