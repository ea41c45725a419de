import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bridge,
  clip,
  type Interval,
  intersect,
  lengthMs,
  subtract,
  union,
  whereAtLeast,
} from '../../server/rules/intervals.ts';

const rangeMs = 40;
const everyMs = Array.from({ length: rangeMs }, (_, atMs) => atMs);

// Ends may lie before beginnings: such an interval is empty and must not matter.
const interval = fc.record({ fromMs: fc.nat(rangeMs), toMs: fc.nat(rangeMs) });
const intervals = fc.array(interval, { maxLength: 8 });

const holds = (list: readonly Interval[], atMs: number) =>
  list.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

/** The milliseconds of a list, one by one: the slow model everything is compared with. */
const millisecondsOf = (list: readonly Interval[]) => everyMs.filter((atMs) => holds(list, atMs));

function expectNormal(list: readonly Interval[]): void {
  for (const [index, one] of list.entries()) {
    expect(one.fromMs).toBeLessThan(one.toMs);
    const next = list[index + 1];
    if (next) expect(one.toMs).toBeLessThan(next.fromMs);
  }
}

function expectSame(actual: readonly Interval[], model: (atMs: number) => boolean): void {
  expectNormal(actual);
  expect(millisecondsOf(actual)).toEqual(everyMs.filter(model));
}

describe('the algebra of intervals agrees with counting milliseconds one by one', () => {
  it('union', () => {
    fc.assert(fc.property(intervals, (a) => expectSame(union(a), (atMs) => holds(a, atMs))));
  });

  it('intersect', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) =>
        expectSame(intersect(a, b), (atMs) => holds(a, atMs) && holds(b, atMs)),
      ),
    );
  });

  it('subtract', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) =>
        expectSame(subtract(a, b), (atMs) => holds(a, atMs) && !holds(b, atMs)),
      ),
    );
  });

  it('clip', () => {
    fc.assert(
      fc.property(intervals, interval, (a, within) =>
        expectSame(clip(a, within), (atMs) => holds(a, atMs) && holds([within], atMs)),
      ),
    );
  });

  it('lengthMs', () => {
    fc.assert(
      fc.property(intervals, (a) => {
        expect(lengthMs(a)).toBe(millisecondsOf(a).length);
      }),
    );
  });

  it('whereAtLeast', () => {
    fc.assert(
      fc.property(fc.array(intervals, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (lists, needed) =>
        expectSame(
          whereAtLeast(needed, lists),
          (atMs) => lists.filter((list) => holds(list, atMs)).length >= needed,
        ),
      ),
    );
  });

  it('bridge fills exactly the gaps that are short enough', () => {
    fc.assert(
      fc.property(intervals, fc.nat(rangeMs), (a, gapMs) => {
        const filled = everyMs.filter((atMs) => {
          const before = millisecondsOf(a)
            .filter((one) => one <= atMs)
            .at(-1);
          const after = millisecondsOf(a).find((one) => one >= atMs);
          return before !== undefined && after !== undefined && after - before - 1 <= gapMs;
        });
        expectNormal(bridge(a, gapMs));
        expect(millisecondsOf(bridge(a, gapMs))).toEqual(filled);
      }),
    );
  });

  it('changes nothing that was handed in', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const before = structuredClone([a, b]);
        union(a);
        intersect(a, b);
        subtract(a, b);
        bridge(a, 3);
        expect([a, b]).toEqual(before);
      }),
    );
  });
});

it('ATT (f) a gap of exactly the length allowed is filled, one millisecond more is not', () => {
  const around = (gapMs: number) => [
    { fromMs: 0, toMs: 1000 },
    { fromMs: 1000 + gapMs, toMs: 5_000_000 },
  ];
  expect(bridge(around(120_000), 120_000)).toHaveLength(1);
  expect(bridge(around(120_001), 120_000)).toHaveLength(2);
});
