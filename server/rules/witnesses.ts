/** The three witnesses of presence as step functions over time (domain spec 7.2, "presence = union of evidence"). */
import type { EvidenceEntry, Witness, WitnessReading } from '../protocol/evidence.ts';
import { type Interval, union, whereAtLeast } from './intervals.ts';

/** One witness of one device: when it saw it, and since when it sees it now. */
type Sight = { sinceMs: number | null; seen: Interval[] };
type Device = { slotId: string; device: string; sights: Record<Witness, Sight> };
/** When each witness saw one device of one slot. */
export type DeviceSeen = { slotId: string; device: string } & Record<Witness, Interval[]>;
type Devices = Map<string, Device>;

/** A proof counts for its instant: who was seen once, just before a failure of ours, has arrived. */
const provenMs = 1;

/** When each slot was present: on some device, by as many witnesses as the rule needs. */
export function witnessedPresence(
  log: readonly EvidenceEntry[],
  rule: { witnessesNeeded: number; untilMs: number },
): Map<string, Interval[]> {
  const presence = new Map<string, Interval[]>();
  for (const { slotId, session, transport, media } of devicesSeen(log, rule.untilMs)) {
    const present = whereAtLeast(rule.witnessesNeeded, [session, transport, media]);
    presence.set(slotId, union([...(presence.get(slotId) ?? []), ...present]));
  }
  return presence;
}

/** What the witnesses saw of every device, in the order in which the devices came. */
export function devicesSeen(log: readonly EvidenceEntry[], untilMs: number): DeviceSeen[] {
  const devices: Devices = new Map();
  for (const entry of log) note(devices, entry);
  return [...devices.values()].map(({ slotId, device, sights: { session, transport, media } }) => ({
    slotId,
    device,
    session: union(seenUntil(session, untilMs)),
    transport: union(seenUntil(transport, untilMs)),
    media: union(seenUntil(media, untilMs)),
  }));
}

function note(devices: Devices, entry: EvidenceEntry): void {
  switch (entry.kind) {
    case 'witness.changed': {
      const { witness, isPresent, sinceMs } = entry.payload;
      mark(deviceOf(devices, entry.payload).sights[witness], isPresent, sinceMs);
      return;
    }
    case 'witness.snapshot':
      noteSnapshot(devices, entry.payload.readings, entry.atMs);
      return;
    case 'member.left':
      loseSight(deviceOf(devices, entry.payload), entry.atMs);
      return;
    case 'outage':
      // Connections die with their server and are made anew on the next one; in the other outages they may live on.
      if (entry.payload.slotId === null && entry.payload.cause === 'server-down')
        sever(devices, entry.payload.fromMs);
      return;
    default:
      return;
  }
}

function noteSnapshot(devices: Devices, readings: readonly WitnessReading[], atMs: number): void {
  const named = new Set(readings.map((reading) => deviceOf(devices, reading)));
  for (const device of devices.values()) if (!named.has(device)) loseSight(device, atMs);
  for (const reading of readings) {
    const { sights } = deviceOf(devices, reading);
    mark(sights.session, reading.session, atMs);
    mark(sights.transport, reading.transport, atMs);
    mark(sights.media, reading.media, atMs);
  }
}

/** Only what was seen before: a device back before the outage was written down has proved itself to the new server. */
function sever(devices: Devices, fromMs: number): void {
  for (const { sights } of devices.values()) {
    for (const sight of Object.values(sights)) {
      if (sight.sinceMs !== null && sight.sinceMs < fromMs) mark(sight, false, fromMs);
    }
  }
}

function loseSight({ sights }: Device, atMs: number): void {
  for (const sight of Object.values(sights)) mark(sight, false, atMs);
}

function mark(sight: Sight, isPresent: boolean, atMs: number): void {
  if (isPresent) {
    sight.sinceMs ??= atMs;
  } else if (sight.sinceMs !== null) {
    sight.seen.push({ fromMs: sight.sinceMs, toMs: Math.max(atMs, sight.sinceMs + provenMs) });
    sight.sinceMs = null;
  }
}

function seenUntil({ sinceMs, seen }: Sight, untilMs: number): Interval[] {
  return sinceMs === null ? seen : [...seen, { fromMs: sinceMs, toMs: untilMs }];
}

function deviceOf(devices: Devices, { slotId, device }: { slotId: string; device: string }): Device {
  const key = `${slotId} ${device}`;
  const known = devices.get(key);
  if (known) return known;
  const unseen = (): Sight => ({ sinceMs: null, seen: [] });
  const met = { slotId, device, sights: { session: unseen(), transport: unseen(), media: unseen() } };
  devices.set(key, met);
  return met;
}
