import { describe, expect, it } from 'vitest';
import { seatFor } from '../../server/accounts/roles.ts';

const slotId = '6f7cf7a4-8d4e-4a6e-9f0c-0d6a8d1d0b11';
const home = { slotOfAccount: { alma: slotId }, moderatorIds: ['mira'] };
const refusal = expect.objectContaining({ name: 'Refusal', code: 'not-allowed' });

describe('the seat that a ticket names', () => {
  it('anybody may watch, signed in or not', () => {
    const seat = { role: 'viewer', slotId: null, grants: ['watch'] };
    expect(seatFor({ as: 'viewer', accountId: null, home })).toEqual(seat);
    expect(seatFor({ as: 'viewer', accountId: 'alma', home })).toEqual(seat);
  });

  it('a candidate of the lineup gets their own slot and may not moderate', () => {
    const seat = seatFor({ as: 'candidate', accountId: 'alma', home });
    expect(seat).toEqual({ role: 'candidate', slotId, grants: ['watch', 'publish', 'take-turns'] });
  });

  it('a moderator of this debate has no slot and takes no turns', () => {
    const seat = seatFor({ as: 'moderator', accountId: 'mira', home });
    expect(seat).toEqual({ role: 'moderator', slotId: null, grants: ['watch', 'publish', 'moderate'] });
  });

  it.each([
    { as: 'candidate', accountId: null },
    { as: 'candidate', accountId: 'mira' },
    { as: 'candidate', accountId: 'constructor' },
    { as: 'moderator', accountId: null },
    { as: 'moderator', accountId: 'alma' },
  ] as const)('$accountId is refused the seat of a $as', ({ as, accountId }) => {
    expect(() => seatFor({ as, accountId, home })).toThrow(refusal);
  });
});
