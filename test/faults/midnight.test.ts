import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../client/state/useTimes.ts';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { dueInArea } from '../../server/rules/area-time.ts';
import { verdictsIn } from '../../server/rules/attendance.ts';
import { at, idOf, logOf, minuteMs, opened, tenMs } from '../rules/debate-log.ts';
import { evidence } from '../rules/random-evidence.ts';

const dayMs = 24 * 60 * minuteMs;
/** Clocks of most of Kazakhstan went back an hour at this midnight. */
const changeMs = Date.UTC(2024, 1, 29, 18);

/** The same debate at another time: instants are large numbers, lengths of time are small ones. */
function moved(entries: readonly EvidenceEntry[], byMs: number): EvidenceEntry[] {
  const move = (value: unknown): unknown => {
    if (typeof value === 'number') return value > tenMs - dayMs ? value + byMs : value;
    if (Array.isArray(value)) return value.map(move);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, move(each)]));
  };
  return entries.map((entry) => move(entry) as EvidenceEntry);
}

describe('reliability scenario 23: a debate over midnight, and over a change of clocks', () => {
  it('7.2 the same debate at any hour of any day gives the same minutes and the same verdicts', () => {
    const byMs = fc.oneof(
      fc.integer({ min: 0, max: 6 * 365 * dayMs }),
      // Midnight, or the change of clocks, falls into the debate.
      fc.integer({ min: 0, max: 30 }).map((minutes) => changeMs - tenMs - minutes * minuteMs),
    );
    fc.assert(
      fc.property(evidence, byMs, (entries, shiftMs) => {
        const then = Object.entries(verdictsIn(entries) ?? {});
        const expected = then.map(([slotId, verdict]) => {
          const { arrivedAtMs } = verdict;
          return [slotId, { ...verdict, arrivedAtMs: arrivedAtMs === null ? null : arrivedAtMs + shiftMs }];
        });
        expect(verdictsIn(moved(entries, shiftMs))).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 500 },
    );
  });

  it('7.2 an hour’s debate in which clocks go back an hour lasts an hour', () => {
    const [ana, ben] = [idOf(1), idOf(2)];
    const attested = (slotId: string) =>
      [at(60), { kind: 'presence.attested', payload: { slotId, fromMs: at(0), toMs: at(60) } }] as const;
    const log = logOf([
      [at(-9), opened(2, { silenceMs: dayMs })],
      [at(0), { kind: 'debate.started', payload: {} }],
      attested(ana),
      attested(ben),
      [at(60), { kind: 'debate.ended', payload: { cause: 'moderator' } }],
    ]);
    const verdicts = verdictsIn(moved(log, changeMs - tenMs - 30 * minuteMs)) ?? {};
    expect(verdicts[ana]).toMatchObject({ presentMs: 60 * minuteMs, countableMs: 60 * minuteMs });
  });

  it('D-1 the last instant of a day is each area’s own, and pages say which clock they show', () => {
    const [before, after] = [changeMs - minuteMs, changeMs + minuteMs];
    const zones = { capital: 'Asia/Almaty', area: 'Asia/Oral' };
    expect([zoneOffset(before, zones.capital), zoneOffset(after, zones.capital)]).toEqual(['GMT+6', 'GMT+5']);
    expect([zoneOffset(before, zones.area), zoneOffset(after, zones.area)]).toEqual(['GMT+5', 'GMT+5']);
    const endOfSeptember2020 = Date.UTC(2020, 8, 30, 18);
    expect(dueInArea(endOfSeptember2020, zones) - endOfSeptember2020).toBe(60 * minuteMs);
    expect(dueInArea(after + dayMs, zones) - (after + dayMs)).toBe(0);
  });
});
