/** The ways a debate can go (design, section 2). */
import type { DebateStatus } from '../protocol/campaign.ts';

const waysTo: Record<DebateStatus, readonly DebateStatus[]> = {
  draft: [],
  published: ['draft', 'postponed'],
  lobby: ['published'],
  live: ['published', 'lobby'],
  ended: ['published', 'lobby', 'live'],
  final: ['ended'],
  postponed: ['published', 'lobby'],
  cancelled: ['draft', 'published', 'postponed', 'lobby'],
  failed: ['lobby', 'live'],
};

/** The statuses from which a debate may move to this one; none for the one in which it begins. */
export function statusesBefore(to: DebateStatus): readonly DebateStatus[] {
  return waysTo[to];
}
