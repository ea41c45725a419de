/** Who was still on the way back after a failure of ours when we failed again (domain spec 7.2, "minus outages"). */
import type { EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import { witnessedPresence } from './witnesses.ts';

/** How long people get to come back once we are back, before their absence is their own again. */
export const returnAllowanceMs = 20_000;

/** Whoever leaves otherwise is not on the way back. */
const accidents = ['server-closed', 'connection-lost', 'replaced'];

type FaultCause = 'server-down' | 'media-worker-died';
type Awaited = { fromMs: number; cause: FaultCause };

/** Somebody who was there when we failed, waited for since `fromMs`; `backMs` is null for whoever has not come. */
export type Return = Awaited & { slotId: string; backMs: number | null };

/**
 * Everybody who was there when we failed has time to come back, and once they are that is written down. What a process
 * that died could not write down any more is in its log all the same: who was waited for, and who had come.
 */
export function unwrittenReturns(log: readonly EvidenceEntry[], witnessesNeeded: number): Return[] {
  const awaited = awaitedAtEnd(log);
  if (awaited.size === 0) return [];
  // One further than the last entry, so that whoever is seen in that one is seen.
  const untilMs = (log.at(-1)?.atMs ?? 0) + 1;
  const presence = witnessedPresence(log, { witnessesNeeded, untilMs });
  return [...awaited].map(([slotId, { fromMs, cause }]) => {
    const seen = presence.get(slotId)?.find(({ toMs }) => toMs > fromMs);
    return { slotId, fromMs, cause, backMs: seen?.fromMs ?? null };
  });
}

/** What somebody's way back took of our time, up to the last sign of life of the process that waited for them. */
export function outageOfReturn({ slotId, fromMs, cause, backMs }: Return, untilMs: number): EvidenceFact[] {
  const toMs = Math.min(backMs ?? untilMs, fromMs + returnAllowanceMs, untilMs);
  return toMs > fromMs ? [{ kind: 'outage', payload: { slotId, fromMs, toMs, cause } }] : [];
}

/** Whether they were still within their time when that process died. */
export function isOnTheWay({ fromMs, backMs }: Return, untilMs: number): boolean {
  return backMs === null && untilMs < fromMs + returnAllowanceMs;
}

function awaitedAtEnd(log: readonly EvidenceEntry[]): Map<string, Awaited> {
  const devices = new Map<string, string>();
  const awaited = new Map<string, Awaited>();
  for (const { kind, payload } of log) {
    if (kind === 'member.joined') devices.set(payload.device, payload.slotId);
    if (kind === 'member.left') {
      devices.delete(payload.device);
      if (!accidents.includes(payload.cause)) awaited.delete(payload.slotId);
    }
    if (kind !== 'outage' || payload.cause === 'server-stalled') continue;
    const { slotId, fromMs, toMs, cause } = payload;
    const there = new Set(devices.values());
    if (slotId === null)
      for (const one of [...there, ...awaited.keys()]) awaited.set(one, { fromMs: toMs, cause });
    // Cut short by the next failure, and nobody came: they are waited for further on.
    else if (there.has(slotId) || toMs - fromMs >= returnAllowanceMs) awaited.delete(slotId);
  }
  return awaited;
}
