import fc from 'fast-check';
import { type EvidenceEntry, type EvidenceFact, witnesses } from '../../server/protocol/evidence.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import { idOf, logOf, tenMs } from './debate-log.ts';
import { debate, type Played } from './random-debates.ts';

/** Few enough slots and devices to meet again and again; the third one is in no small lineup. */
const slotId = fc.constantFrom(idOf(1), idOf(2), idOf(3));
const device = fc.constantFrom(idOf(51), idOf(52), idOf(53));
const instant = fc.integer({ min: tenMs - 300_000, max: tenMs + 1_800_000 });

const changed = fc
  .record({
    slotId,
    device,
    witness: fc.constantFrom(...witnesses),
    isPresent: fc.boolean(),
    sinceMs: instant,
  })
  .map((payload): EvidenceFact => ({ kind: 'witness.changed', payload }));
const reading = fc.record({
  slotId,
  device,
  session: fc.boolean(),
  transport: fc.boolean(),
  media: fc.boolean(),
});
const snapshot = fc
  .array(reading, { maxLength: 3 })
  .map((readings): EvidenceFact => ({ kind: 'witness.snapshot', payload: { readings } }));
const outage = fc
  .record({
    slotId: fc.option(slotId),
    fromMs: instant,
    toMs: instant,
    cause: fc.constantFrom('server-down', 'server-stalled', 'media-worker-died'),
  })
  .map((payload): EvidenceFact => ({ kind: 'outage', payload }));
const attested = fc
  .record({ slotId, fromMs: instant, toMs: instant })
  .map((payload): EvidenceFact => ({ kind: 'presence.attested', payload }));
const comings = fc
  .record({ slotId, device })
  .chain((payload) =>
    fc.constantFrom<EvidenceFact>(
      { kind: 'member.joined', payload },
      { kind: 'member.left', payload: { ...payload, cause: 'connection-lost' } },
      { kind: 'identity.confirmed', payload: { slotId: payload.slotId, by: 'moderator' } },
    ),
  );

const seen = fc.tuple(instant, fc.oneof(changed, snapshot, outage, attested, comings));

/** Whole debates, with everything that can happen on the stage and everything that the witnesses can say. */
export const evidence: fc.Arbitrary<EvidenceEntry[]> = fc
  .tuple(debate, fc.array(seen, { maxLength: 40 }))
  .map(([played, looks]) => mixed(played, looks));

function mixed({ log }: Played, looks: (readonly [number, EvidenceFact])[]): EvidenceEntry[] {
  const [opening, ...course] = log.map((entry): [number, EvidenceFact] => [entry.atMs, entry]);
  const later = [...course, ...looks].toSorted(([a], [b]) => a - b);
  return logOf(
    [opening as [number, EvidenceFact], ...later].map(([atMs, { kind, payload }]) => [
      atMs,
      { kind, payload } as EvidenceFact,
    ]),
  );
}

/** The same entries in any order, each of them once to three times. */
export const rearranged: fc.Arbitrary<{ entries: EvidenceEntry[]; again: EvidenceEntry[] }> = evidence.chain(
  (entries) =>
    fc.record({
      entries: fc.constant(entries),
      again: fc
        .array(fc.nat(2), { minLength: entries.length, maxLength: entries.length })
        .map((more) =>
          entries.flatMap((entry, index) => Array<EvidenceEntry>(1 + (more[index] ?? 0)).fill(entry)),
        )
        .chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
    }),
);

/** Everything that is concluded from a debate's evidence, as bytes. */
export function conclusionOf(entries: readonly EvidenceEntry[]): string {
  const found = presenceOf(entries);
  return JSON.stringify(found && { ...found, verdicts: verdictsOf(found.facts, found.ruleSet) });
}
