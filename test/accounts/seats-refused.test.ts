import { describe, expect, it } from 'vitest';
import { assertInvitable, seatFor } from '../../server/accounts/roles.ts';
import type { Role } from '../../server/protocol/words.ts';

const slotId = '6f7cf7a4-8d4e-4a6e-9f0c-0d6a8d1d0b11';
/** Mira moderates it; Dana does too, and stands in it. */
const home = { slotOfAccount: { dana: slotId }, moderatorIds: ['mira', 'dana'] };
const refusal = expect.objectContaining({ name: 'Refusal', code: 'not-allowed' });

describe('JOIN-2 a seat is refused', () => {
  it.each([
    {
      who: 'who is not signed in, whatever they say they are',
      as: 'observer',
      accountId: null,
      roles: ['observer'],
    },
    { who: 'who moderates another debate', as: 'moderator', accountId: 'nina', roles: ['moderator'] },
    { who: 'who is a moderator no more', as: 'moderator', accountId: 'mira', roles: [] },
    { who: 'who would moderate themselves', as: 'moderator', accountId: 'dana', roles: ['moderator'] },
  ] as const)('to somebody $who', ({ as, accountId, roles }) => {
    expect(() => seatFor({ as, accountId, roles, home })).toThrow(refusal);
  });
});

describe('SIGN-1 an organiser lets in', () => {
  const invite = (roles: Role[], isCandidate: boolean) => () => assertInvitable({ roles, isCandidate });

  it('candidates and moderators', () => {
    expect(invite([], true)).not.toThrow();
    expect(invite(['moderator'], false)).not.toThrow();
  });

  it('nobody else, and nobody who watches over others, whatever else they are', () => {
    expect(invite([], false)).toThrow(refusal);
    for (const role of ['committee', 'observer', 'organiser'] as const) {
      expect(invite([role], false)).toThrow(refusal);
      expect(invite([role, 'moderator'], true)).toThrow(refusal);
    }
  });
});
