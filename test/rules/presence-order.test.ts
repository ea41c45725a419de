import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvidenceFact, witnesses } from '../../server/protocol/evidence.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import { at, logOf, opened } from './debate-log.ts';
import { conclusionOf, rearranged } from './random-evidence.ts';
import { ana, ben, changed, end, laptop, phone, start } from './witnessed-log.ts';

describe('any order and any repetition of the same entries', () => {
  const slotId = fc.constantFrom(ana, ben);
  const device = fc.constantFrom(laptop, phone);
  const instant = fc.integer({ min: at(-5), max: at(45) });
  const fact: fc.Arbitrary<EvidenceFact> = fc.oneof(
    fc
      .record({
        slotId,
        device,
        witness: fc.constantFrom(...witnesses),
        isPresent: fc.boolean(),
        sinceMs: instant,
      })
      .map((payload): EvidenceFact => changed(payload)),
    fc
      .array(
        fc.record({ slotId, device, session: fc.boolean(), transport: fc.boolean(), media: fc.boolean() }),
        {
          maxLength: 3,
        },
      )
      .map((readings): EvidenceFact => ({ kind: 'witness.snapshot', payload: { readings } })),
    fc
      .record({ slotId: fc.option(slotId), fromMs: instant, toMs: instant })
      .map((payload): EvidenceFact => ({ kind: 'outage', payload: { ...payload, cause: 'server-down' } })),
    fc
      .record({ slotId, fromMs: instant, toMs: instant })
      .map((payload): EvidenceFact => ({ kind: 'presence.attested', payload })),
    fc.record({ slotId, device }).map(
      (payload): EvidenceFact => ({
        kind: 'member.left',
        payload: { ...payload, cause: 'connection-lost' },
      }),
    ),
  );
  const log = fc
    .array(fc.tuple(instant, fact), { maxLength: 40 })
    .map((timed) => [...timed, start, end(40)].sort(([a], [b]) => a - b))
    .map((timed) => logOf([[at(-60), opened(2)], ...timed]));
  it('gives the same bytes, verdicts included', () => {
    fc.assert(
      fc.property(rearranged, ({ entries, again }) => {
        expect(conclusionOf(again)).toBe(conclusionOf(entries));
      }),
    );
  });

  it('shows no presence outside the debate or inside an outage', () => {
    fc.assert(
      fc.property(log, (entries) => {
        const facts = presenceOf(entries)?.facts;
        for (const { present, outages } of Object.values(facts?.slots ?? {})) {
          for (const { fromMs, toMs } of present) {
            expect(fromMs).toBeGreaterThanOrEqual(at(0));
            expect(toMs).toBeLessThanOrEqual(at(40));
            for (const lost of [...outages, ...(facts?.outages ?? [])]) {
              expect(toMs <= lost.fromMs || lost.toMs <= fromMs).toBe(true);
            }
          }
        }
      }),
    );
  });
});
