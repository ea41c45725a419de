import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { actAs, chairAfter, chairWaitMs, handOver, takeChair } from '../../server/rules/chair.ts';

const [rosa, timur] = ['account-rosa', 'account-timur'];
const moment = (chair: string | null, accountId: string, lostMs: number | null = null) => ({
  chair,
  accountId,
  lostMs,
});
const taken = (accountId: string, cause: string) => [{ kind: 'chair.taken', payload: { accountId, cause } }];

/** The facts, or the refusal's code. */
function outcome(decide: () => EvidenceFact[]): EvidenceFact[] | string {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('the chair', () => {
  it('CHAIR-1 the first moderator who acts takes it; from then on only the chair’s acts count', () => {
    expect(actAs(moment(null, rosa))).toEqual(taken(rosa, 'first'));
    expect(actAs(moment(rosa, rosa))).toEqual([]);
    expect(outcome(() => actAs(moment(rosa, timur)))).toBe('not-in-chair');
    expect(outcome(() => actAs(moment(rosa, timur, 600_000)))).toBe('not-in-chair');
  });

  it('CHAIR-2 only the chair hands it over, to another moderator who is here', () => {
    const to = (accountId: string, isHere = true) => ({ accountId, isHere });
    expect(handOver(moment(rosa, rosa), to(timur))).toEqual(taken(timur, 'handed-over'));
    expect(handOver(moment(rosa, rosa), to(rosa))).toEqual([]);
    expect(outcome(() => handOver(moment(rosa, rosa), to(timur, false)))).toBe('not-found');
    expect(outcome(() => handOver(moment(rosa, timur), to(timur)))).toBe('not-in-chair');
    expect(outcome(() => handOver(moment(null, rosa), to(timur)))).toBe('not-in-chair');
  });

  it('CHAIR-2 it is taken over once the chair’s line has been lost for ten seconds, not before', () => {
    expect(chairWaitMs).toBe(10_000);
    for (const lostMs of [null, 0, 9_999])
      expect(outcome(() => takeChair(moment(rosa, timur, lostMs)))).toBe('chair-taken');
    expect(takeChair(moment(rosa, timur, 10_000))).toEqual(taken(timur, 'taken-over'));
    expect(takeChair(moment(null, timur))).toEqual(taken(timur, 'first'));
    expect(takeChair(moment(rosa, rosa, 10_000))).toEqual([]);
  });

  it('CHAIR-1 whatever is tried, it is never empty again, and whoever is refused does not get it', () => {
    const who = fc.constantFrom(rosa, timur, 'account-dina');
    const tries = fc.record({
      who,
      to: who,
      how: fc.nat(2),
      lostMs: fc.option(fc.nat(20_000)),
      isHere: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(tries), (all) => {
        let chair: string | null = null;
        for (const { who: accountId, to, how, lostMs, isHere } of all) {
          const now = { chair, accountId, lostMs };
          const ways = [
            () => actAs(now),
            () => takeChair(now),
            () => handOver(now, { accountId: to, isHere }),
          ];
          const facts = outcome(ways[how] ?? expect.fail());
          const next: string | null = typeof facts === 'string' ? chair : facts.reduce(chairAfter, chair);
          if (chair !== null) expect(next).not.toBeNull();
          if (chair !== null && next !== chair && how === 1)
            expect(lostMs).toBeGreaterThanOrEqual(chairWaitMs);
          if (chair !== null && next !== chair && how === 2) expect([accountId, next]).toEqual([chair, to]);
          if (how === 0) expect(next).toBe(chair ?? accountId);
          chair = next;
        }
      }),
    );
  });
});
