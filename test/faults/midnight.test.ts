import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { tenMs } from '../rules/debate-log.ts';
import { conclusionOf, evidence } from '../rules/random-evidence.ts';

/** Where a debate may lie: an instant in its middle that some calendar makes much of. */
const instants = {
  'midnight in Almaty': '2026-10-05T19:00:00Z',
  'the end of a year': '2026-12-31T19:00:00Z',
  'a leap day': '2028-02-29T00:00:00Z',
  'the day on which Kazakhstan came to have one time zone': '2024-02-29T18:00:00Z',
  'the hour that Berlin skips': '2027-03-28T01:00:00Z',
  'the hour that New York shows twice': '2026-11-01T06:00:00Z',
  'the last leap second': '2017-01-01T00:00:00Z',
};
const zones = ['UTC', 'Asia/Almaty', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia'];

/** No length of time in a debate is as large as this, and every instant of our days is larger. */
const firstInstantMs = 100_000_000_000;

function movedBy<T>(value: T, byMs: number): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'number' && part > firstInstantMs ? part + byMs : part,
  ) as T;
}

describe('reliability scenario 23: a debate across midnight, and in any time zone', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(Object.entries(instants))('has the same minutes and verdicts at %s', (_, instant) => {
    const byMs = Date.parse(instant) - (tenMs + 300_000);
    fc.assert(
      fc.property(evidence, fc.constantFrom(...zones), (entries: EvidenceEntry[], name) => {
        process.env.TZ = name;
        const moved = JSON.parse(conclusionOf(movedBy(entries, byMs)));
        expect(movedBy(moved, -byMs)).toEqual(JSON.parse(conclusionOf(entries)));
      }),
      { numRuns: 60 },
    );
  });
});
