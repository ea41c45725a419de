import { describe, expect, it } from 'vitest';
import { countedVotes } from '../../server/rules/case-bench.ts';
import { at } from './debate-log.ts';
import { neverCame, verdictOf } from './verdict-cases.ts';
import { ana, ben, end, factsOf, snapshots, start } from './witnessed-log.ts';

const course = [start, ...snapshots(0, 30, false), end(30)];

describe('7.2 what is said of one slot is said of that slot', () => {
  it('a confirmed identity is nobody else’s', () => {
    const confirmed = { kind: 'identity.confirmed', payload: { slotId: ben, by: 'moderator' } } as const;
    const { slots } = factsOf([[at(-3), confirmed], ...course]);
    expect(slots[ben]?.isIdentityConfirmed).toBe(true);
    expect(slots[ana]?.isIdentityConfirmed).toBe(false);
  });

  it('presence attested at a desk is nobody else’s', () => {
    const attested = {
      kind: 'presence.attested',
      payload: { slotId: ben, fromMs: at(0), toMs: at(20) },
    } as const;
    const { slots } = factsOf([[at(20), attested], ...course]);
    expect(slots[ben]?.present).toEqual([{ fromMs: at(0), toMs: at(20) }]);
    expect(slots[ana]?.present).toEqual([]);
  });

  it('a debate that ended as it began was not held, and nobody missed it', () => {
    const verdict = verdictOf(neverCame, { startedAtMs: at(0), endedAtMs: at(0) });
    expect(verdict).toMatchObject({ outcome: 'void', reasons: [{ code: 'debate-not-held' }] });
  });
});

describe('CASE-1 a vote counts while its voter may sit', () => {
  it('and no more once they have a conflict, or sit no longer', () => {
    const vote = (accountId: string) => ({ accountId, choice: 'warn' as const, reason: 'It was.', atMs: 1 });
    const bench = [
      { accountId: 'able', conflict: null },
      { accountId: 'tied', conflict: 'opponent' as const },
    ];
    expect(countedVotes({ votes: ['able', 'tied', 'gone'].map(vote) }, bench)).toEqual([vote('able')]);
  });
});
