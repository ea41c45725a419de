import { describe, expect, it } from 'vitest';
import { type DebateStatus, debateStatuses } from '../../server/protocol/campaign.ts';
import { statusesBefore } from '../../server/rules/debate-status.ts';

const next = (from: DebateStatus) => debateStatuses.filter((to) => statusesBefore(to).includes(from));

function reachableFrom(from: DebateStatus): Set<DebateStatus> {
  const found = new Set<DebateStatus>();
  const visit = (status: DebateStatus): void => {
    for (const to of next(status).filter((each) => !found.has(each))) {
      found.add(to);
      visit(to);
    }
  };
  visit(from);
  return found;
}

describe('the ways of a debate', () => {
  it('DOM 2 each status leads where the design says, and nowhere else', () => {
    expect(Object.fromEntries(debateStatuses.map((status) => [status, next(status)]))).toEqual({
      draft: ['published', 'cancelled'],
      published: ['lobby', 'live', 'ended', 'postponed', 'cancelled'],
      lobby: ['live', 'ended', 'postponed', 'cancelled', 'failed'],
      live: ['ended', 'failed'],
      ended: ['final'],
      final: [],
      postponed: ['published', 'cancelled'],
      cancelled: [],
      failed: [],
    });
  });

  it('DOM 2 every status can be reached from the draft', () => {
    expect([...reachableFrom('draft')].sort()).toEqual(
      debateStatuses.filter((status) => status !== 'draft').sort(),
    );
  });

  it('DOM 2 what has gone live never comes back before the start', () => {
    for (const status of ['live', 'ended', 'final', 'failed'] as const) {
      const before = [...reachableFrom(status)].filter((each) =>
        ['draft', 'published', 'lobby'].includes(each),
      );
      expect(before).toEqual([]);
    }
  });
});
