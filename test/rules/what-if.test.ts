import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import { isHarming, outcomesUnder, verdictsUnder } from '../../server/rules/what-if.ts';
import { at, idOf, logOf, opened } from './debate-log.ts';
import { ana, end, sees, start, type Timed } from './witnessed-log.ts';

/** Ana is there for the first minutes of an hour, and again after a gap. */
function gapOf(seconds: number): Timed[] {
  const gapFromMs = at(20);
  const backMs = gapFromMs + seconds * 1000;
  return [start, ...sees(true, at(0)), ...sees(false, gapFromMs), ...sees(true, backMs), end(60)];
}

const log = (timed: readonly Timed[]) =>
  logOf([[at(-60), opened(2, { silenceMs: 36_000_000 })], ...[...timed].sort(([a], [b]) => a - b)]);

const change = fc.record(
  {
    bridgeMs: fc.integer({ min: 0, max: 600_000 }),
    sharePercent: fc.integer({ min: 1, max: 100 }),
    lateAfterMs: fc.integer({ min: 0, max: 1_800_000 }),
  },
  { requiredKeys: [] },
);

describe('what another rule would have given', () => {
  it('TRIAL-1 7.2 is what that rule gives: with nothing changed, the verdicts of the rule in force', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_300 }), (seconds) => {
        const entries = log(gapOf(seconds));
        const presence = presenceOf(entries);
        expect(presence).not.toBeNull();
        if (presence)
          expect(verdictsUnder(entries, {})).toEqual(verdictsOf(presence.facts, presence.ruleSet));
      }),
    );
  });

  it('7.2 a gap of 90 s is bridged by a grace of 90 s, and not by one of 89 s', () => {
    const entries = log(gapOf(90));
    const presentUnder = (bridgeMs: number) => verdictsUnder(entries, { bridgeMs })[ana]?.presentMs;
    expect(presentUnder(90_000)).toBe(3_600_000);
    expect(presentUnder(89_000)).toBe(3_510_000);
  });

  it('7.2 a longer grace never takes presence away, and a smaller share never makes anybody absent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_300 }), change, fc.nat(300_000), (seconds, first, more) => {
        const entries = log(gapOf(seconds));
        const longer = { ...first, bridgeMs: (first.bridgeMs ?? 0) + more };
        const of = (asked: typeof first) => verdictsUnder(entries, asked)[ana];
        const before = of({ ...first, bridgeMs: first.bridgeMs ?? 0 });
        expect(of(longer)?.presentMs).toBeGreaterThanOrEqual(before?.presentMs ?? 0);
        const smaller = of({ ...first, sharePercent: 1 });
        if (smaller && isHarming(smaller.outcome)) expect(isHarming(of(first)?.outcome ?? 'void')).toBe(true);
      }),
    );
  });

  it('is told for each slot and change that was asked about, and changes none of the entries', () => {
    const entries = log(gapOf(600));
    const before = structuredClone(entries);
    const stranger = idOf(99);
    const told = outcomesUnder(entries, [ana, stranger], [{}, { sharePercent: 1 }]);
    expect(told.map((each) => each.length)).toEqual([2, 2]);
    expect(told.map(([, nobody]) => nobody)).toEqual(['unknown', 'unknown']);
    expect(entries).toEqual(before);
  });
});
