import { describe, expect, it } from 'vitest';
import { seatFor } from '../../server/accounts/roles.ts';

const slotId = '6f7cf7a4-8d4e-4a6e-9f0c-0d6a8d1d0b11';
const home = { slotOfAccount: { alma: slotId }, moderatorIds: ['mira'] };
const roles = ['moderator'] as const;
const refusal = expect.objectContaining({ name: 'Refusal', code: 'not-allowed' });

describe('the seat that a ticket names', () => {
  it('anybody may watch, signed in or not', () => {
    const seat = { role: 'viewer', slotId: null, grants: ['watch'] };
    expect(seatFor({ as: 'viewer', accountId: null, roles, home })).toEqual(seat);
    expect(seatFor({ as: 'viewer', accountId: 'alma', roles, home })).toEqual(seat);
  });

  it('a candidate of the lineup gets their own slot and may not moderate', () => {
    const seat = seatFor({ as: 'candidate', accountId: 'alma', roles, home });
    expect(seat).toEqual({ role: 'candidate', slotId, grants: ['watch', 'publish', 'take-turns'] });
  });

  it('a moderator of this debate has no slot and takes no turns', () => {
    const seat = seatFor({ as: 'moderator', accountId: 'mira', roles, home });
    const grants = ['watch', 'publish', 'moderate', 'observe'];
    expect(seat).toEqual({ role: 'moderator', slotId: null, grants });
  });

  it('OBS-1 an observer and a committee member read every act, and do nothing', () => {
    for (const role of ['observer', 'committee'] as const) {
      const seat = seatFor({ as: 'observer', accountId: 'olga', roles: [role], home });
      expect(seat).toEqual({ role: 'observer', slotId: null, grants: ['watch', 'observe'] });
    }
  });

  it.each([
    { as: 'candidate', accountId: null },
    { as: 'candidate', accountId: 'mira' },
    { as: 'candidate', accountId: 'constructor' },
    { as: 'moderator', accountId: null },
    { as: 'moderator', accountId: 'alma' },
    { as: 'observer', accountId: 'mira' },
    { as: 'observer', accountId: null },
  ] as const)('$accountId is refused the seat of a $as', ({ as, accountId }) => {
    expect(() => seatFor({ as, accountId, roles, home })).toThrow(refusal);
  });
});
