/** What decisions do to a candidacy: removal, the suspensive effect of an appeal, reinstatement (D-9, CASE-4). */
import type { CandidacyStatus } from '../protocol/campaign.ts';
import type { VotingDays } from '../protocol/case-terms.ts';
import { freezeAtMs } from './case-clock.ts';
import { type CaseState, holding } from './cases.ts';

/** What one case says of its candidacy at an instant. */
type Effect = 'none' | 'removed' | 'suspended' | 'overturned';

export type Ruling = { effect: Effect; formerStatus: CandidacyStatus | null };

export function rulingOf(state: CaseState, voting: VotingDays, nowMs: number): Ruling {
  const first = holding(state, 1);
  const removal = state.decisions.find(({ choice }) => choice === 'remove');
  const formerStatus = removal?.formerStatus ?? null;
  if (first === null || removal === undefined) return { effect: 'none', formerStatus };
  if (first.choice !== 'remove') return { effect: 'overturned', formerStatus };
  const appealed = holding(state, 2);
  if (appealed !== null)
    return { effect: appealed.choice === 'overturn' ? 'overturned' : 'removed', formerStatus };
  return { effect: isSuspended(state, voting, nowMs) ? 'suspended' : 'removed', formerStatus };
}

/** A pending appeal keeps a removal from taking effect until the ballot is frozen. */
function isSuspended({ instance, terms }: CaseState, voting: VotingDays, nowMs: number): boolean {
  const freezeMs = freezeAtMs(terms, voting);
  return instance === 2 && (freezeMs === null || nowMs < freezeMs);
}

const standing: readonly CandidacyStatus[] = ['registered', 'advanced', 'reinstated'];

/** What a candidacy is after all that was decided of it. Who withdrew or was rejected stays so. */
export function candidacyAfter(current: CandidacyStatus, rulings: readonly Ruling[]): CandidacyStatus {
  if (current !== 'removed' && !standing.includes(current)) return current;
  if (rulings.some(({ effect }) => effect === 'removed')) return 'removed';
  const suspended = rulings.find(({ effect }) => effect === 'suspended');
  if (suspended !== undefined) return current === 'removed' ? statusBefore(current, rulings) : current;
  if (rulings.some(({ effect }) => effect === 'overturned')) return 'reinstated';
  return current;
}

/** What the candidacy was before any of these decisions. */
export function statusBefore(current: CandidacyStatus, rulings: readonly Ruling[]): CandidacyStatus {
  if (current !== 'removed') return current;
  const former = rulings.map(({ formerStatus }) => formerStatus).find((status) => status !== null);
  return former ?? 'registered';
}
