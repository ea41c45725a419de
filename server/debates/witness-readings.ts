import { type EvidenceFact, type Witness, type WitnessReading, witnesses } from '../protocol/evidence.ts';

/** One device as last sampled, with the instant at which each witness was last proven true. */
export type Device = WitnessReading & { provenMs: Record<Witness, number> };

export type Sample = { reading: WitnessReading; sessionProofMs: number; atMs: number };

export function unseen(slotId: string, device: string, atMs: number): Device {
  const provenMs = { session: atMs, transport: atMs, media: atMs };
  return { slotId, device, session: false, transport: false, media: false, provenMs };
}

/**
 * The transitions between two samples of a device. A loss counts from the last proof, not from when we noticed:
 * nobody is credited with presence that was not seen.
 */
export function transitions(before: Device, sample: Sample): { device: Device; facts: EvidenceFact[] } {
  const { slotId, device } = before;
  const provenMs = { ...before.provenMs };
  const facts: EvidenceFact[] = [];
  for (const witness of witnesses) {
    const isPresent = sample.reading[witness];
    if (isPresent) provenMs[witness] = sample.atMs;
    if (isPresent === before[witness]) continue;
    const lastProofMs = witness === 'session' ? sample.sessionProofMs : provenMs[witness];
    const sinceMs = isPresent ? sample.atMs : Math.min(lastProofMs, sample.atMs);
    facts.push({ kind: 'witness.changed', payload: { slotId, device, witness, isPresent, sinceMs } });
  }
  return { device: { ...sample.reading, provenMs }, facts };
}

/** How many of the three witnesses see this device. */
export function witnessCount(reading: WitnessReading): number {
  return witnesses.filter((witness) => reading[witness]).length;
}
