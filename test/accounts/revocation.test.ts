import { describe, expect, it } from 'vitest';
import { concerns } from '../../server/accounts/revocation.ts';
import { isOfficial, isWatchedBy } from '../../server/accounts/roles.ts';
import { networkOf } from '../../server/accounts/sign-in-log.ts';
import { Role } from '../../server/protocol/words.ts';

const roles = Role.options;
const line = { accountId: 'alma', sessionId: 'here', role: 'candidate' } as const;
const taken = { accountId: 'alma', sessionId: null, role: null };

describe('SIGN-5 what a line stands on', () => {
  it.each(['sessions', 'passkeys', 'account'] as const)('goes with the %s of its person', (what) => {
    expect(concerns({ ...taken, what }, line)).toBe(true);
    expect(concerns({ ...taken, what, accountId: 'mira' }, line)).toBe(false);
    expect(concerns({ ...taken, what }, { ...line, accountId: null })).toBe(false);
  });

  it('goes with its own session, and not with another one', () => {
    expect(concerns({ ...taken, what: 'session', sessionId: 'here' }, line)).toBe(true);
    expect(concerns({ ...taken, what: 'session', sessionId: 'there' }, line)).toBe(false);
  });

  it('goes with the role that gave its seat, and with no other one', () => {
    const seats = ['viewer', 'moderator', 'observer'] as const;
    const gone = roles.flatMap((role) =>
      seats
        .filter((seat) => concerns({ ...taken, what: 'role', role }, { ...line, role: seat }))
        .map((seat) => `${role} ${seat}`),
    );
    expect(gone).toEqual(['moderator moderator', 'committee observer', 'observer observer']);
  });
});

describe('SIGN-7 whose access is watched over by whom', () => {
  const sets = roles.flatMap((one) => roles.map((other) => [...new Set([one, other])]));

  it('nobody takes anything from their own kind, or from those who watch them', () => {
    for (const held of sets) {
      if (held.includes('organiser')) expect(isWatchedBy('organiser', held), String(held)).toBe(false);
      if (held.some((role) => role === 'committee' || role === 'observer')) {
        expect(isWatchedBy('organiser', held), String(held)).toBe(false);
        expect(isWatchedBy('committee', held), String(held)).toBe(false);
      }
    }
  });

  it('an organiser watches over candidates and moderators, the committee over organisers and moderators', () => {
    expect(sets.filter((held) => isWatchedBy('organiser', held)).map(String)).toEqual([
      'candidate',
      'candidate,moderator',
      'moderator,candidate',
      'moderator',
    ]);
    expect(isWatchedBy('committee', ['organiser', 'candidate'])).toBe(true);
    expect(isWatchedBy('committee', ['candidate'])).toBe(false);
    expect(isWatchedBy('organiser', [])).toBe(false);
  });
});

it('SIGN-1 those who decide about others are officials', () => {
  expect(roles.filter((role) => isOfficial([role]))).toEqual(['moderator', 'committee', 'organiser']);
});

it.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:5:17', '2001:db8:5::/48'],
  ['0:0:0:0', '0:0:0::/48'],
])('SIGN-6 of %s only %s is kept', (prefix, network) => {
  expect(networkOf(prefix)).toBe(network);
});
