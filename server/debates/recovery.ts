import type { EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import type { Stage } from '../protocol/stage.ts';
import { isOnTheWay, outageOfReturn, type Return, unwrittenReturns } from '../rules/returns.ts';

/** What a debate's evidence says of the process that carried it before. */
export type Restored = {
  /** Devices that joined and never left: they were there when the process died. */
  openDevices: { slotId: string; device: string }[];
  /** Slots whose media arrived when it died. */
  heardSlots: ReadonlySet<string>;
  /** Who was on the way back from an earlier failure of ours when it died. */
  returns: Return[];
  lastEntryMs: number;
};

export function restore(entries: readonly EvidenceEntry[]): Restored {
  const devices = new Map<string, { slotId: string; device: string }>();
  for (const entry of entries) {
    if (entry.kind === 'member.joined') devices.set(entry.payload.device, entry.payload);
    if (entry.kind === 'member.left') devices.delete(entry.payload.device);
  }
  return {
    openDevices: [...devices.values()],
    heardSlots: heardSlots(entries),
    returns: unwrittenReturns(entries, witnessesNeededIn(entries)),
    lastEntryMs: entries.at(-1)?.atMs ?? 0,
  };
}

function witnessesNeededIn(entries: readonly EvidenceEntry[]): number {
  const opening = entries.find(({ kind }) => kind === 'debate.opened');
  return opening?.kind === 'debate.opened' ? opening.payload.ruleSet.witnessesNeeded : 0;
}

/** A debate that another process carried until its last sign of life. */
export type Interrupted = { stage: Stage; restored: Restored; lastBeatMs: number };

function lastSignMs({ restored, lastBeatMs }: Interrupted): number {
  return Math.max(restored.lastEntryMs, lastBeatMs);
}

/** Who was there when the process died, or on the way back: we wait for them. */
export function awaitedAfter(interrupted: Interrupted): string[] {
  const { openDevices, returns } = interrupted.restored;
  const onTheWay = returns.filter((one) => isOnTheWay(one, lastSignMs(interrupted)));
  return [...openDevices, ...onTheWay].map(({ slotId }) => slotId);
}

/**
 * What is recorded when a live debate is taken up again: from the last sign of life until now was our outage, and
 * every device of the time before is gone.
 */
export function resumption(interrupted: Interrupted, nowMs: number): EvidenceFact[] {
  const { stage, restored } = interrupted;
  const left: EvidenceFact[] = restored.openDevices.map(({ slotId, device }) => ({
    kind: 'member.left',
    payload: { slotId, device, cause: 'server-closed' },
  }));
  if (stage.status !== 'live') return left;
  const fromMs = Math.min(lastSignMs(interrupted), nowMs);
  return [
    ...restored.returns.flatMap((one) => outageOfReturn(one, fromMs)),
    { kind: 'outage', payload: { slotId: null, fromMs, toMs: nowMs, cause: 'server-down' } },
    ...left,
    { kind: 'debate.resumed', payload: { shiftMs: nowMs - fromMs } },
  ];
}

function heardSlots(entries: readonly EvidenceEntry[]): ReadonlySet<string> {
  const devices = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'member.left') devices.delete(entry.payload.device);
    if (entry.kind !== 'witness.changed' || entry.payload.witness !== 'media') continue;
    const { device, slotId, isPresent } = entry.payload;
    if (isPresent) devices.set(device, slotId);
    else devices.delete(device);
  }
  return new Set(devices.values());
}
