import { expect } from 'vitest';
import type { EvidenceEntry, EvidenceKind } from '../../server/protocol/evidence.ts';
import { type SlotVerdict, verdictsOf } from '../../server/rules/attendance.ts';
import { type PresenceFacts, presenceOf } from '../../server/rules/presence.ts';
import type { TestHub } from '../support/hub.ts';

type Entry<K extends EvidenceKind> = Extract<EvidenceEntry, { kind: K }>;

/** What a debate's evidence comes to, as the committee's rules read it. */
export type Ruling = {
  entries: EvidenceEntry[];
  facts: PresenceFacts;
  verdicts: Record<string, SlotVerdict>;
  /** The entries of one kind that are about this slot, in order. */
  of<K extends EvidenceKind>(kind: K, slotId: string): Entry<K>[];
};

export async function rulingOn({ stores, debateId }: Pick<TestHub, 'stores' | 'debateId'>): Promise<Ruling> {
  const entries = await stores.evidence.read(debateId);
  const found = presenceOf(entries);
  if (found === null) throw new Error('the debate was never opened');
  const { facts, ruleSet } = found;
  return {
    entries,
    facts,
    verdicts: verdictsOf(facts, ruleSet),
    of: <K extends EvidenceKind>(kind: K, slotId: string) =>
      entries.filter(
        (entry): entry is Entry<K> =>
          entry.kind === kind && (entry.payload as { slotId?: unknown }).slotId === slotId,
      ),
  };
}

/** Whoever comes in on a second device has left the first one by then. */
export function expectNoTwoDevices({ entries }: Ruling, slotId: string): void {
  const devices = new Set<string>();
  for (const { kind, payload } of entries) {
    if ((kind !== 'member.joined' && kind !== 'member.left') || payload.slotId !== slotId) continue;
    if (kind === 'member.left') devices.delete(payload.device);
    else devices.add(payload.device);
    expect(devices.size).toBeLessThanOrEqual(1);
  }
}

/** No witness speaks of a device after it has left. */
export function expectNothingSeenOfThoseGone({ of }: Ruling, slotId: string): void {
  const leftAt = new Map(
    of('member.left', slotId).map(({ payload, sequence }) => [payload.device, sequence]),
  );
  for (const { payload, sequence } of of('witness.changed', slotId))
    expect(sequence).toBeLessThan(leftAt.get(payload.device) ?? Number.POSITIVE_INFINITY);
}
