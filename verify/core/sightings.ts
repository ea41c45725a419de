/** What the three witnesses saw of each slot's devices, written down as spans that know by which entries they stand. */
import { type Fields, fieldsOf, isTrue, listOf, textOf, wholeOf } from './fields.ts';
import type { Entry } from './log.ts';

const witnesses = ['session', 'transport', 'media'] as const;
type Witness = (typeof witnesses)[number];

/** Seen from one instant to another; `closed` infinite: still seen when the log ends. */
export type Sighting = {
  witness: Witness;
  fromMs: number;
  toMs: number;
  /** The entries that began and ended it. */
  opened: number;
  closed: number;
};

export type Device = { slotId: string; sightings: Sighting[] };

/** Whoever was seen once was there at that instant (EVID-6). */
const provenMs = 1;

const neverMs = Number.POSITIVE_INFINITY;

export class Sightings {
  readonly #devices = new Map<string, Device>();
  readonly #open = new Map<Device, Map<Witness, Sighting>>();

  devicesOf(slotId: string): Device[] {
    return [...this.#devices.values()].filter((device) => device.slotId === slotId);
  }

  take(entry: Entry): void {
    const payload = fieldsOf(entry.payload);
    switch (entry.kind) {
      case 'witness.changed':
        this.#changed(entry, payload);
        return;
      case 'witness.snapshot':
        this.#snapshot(
          entry,
          listOf(payload, 'readings').map((one) => fieldsOf(one)),
        );
        return;
      case 'member.left':
        this.#loseAll(this.#deviceOf(payload), entry);
        return;
      case 'outage':
        if (payload.slotId === null && payload.cause === 'server-down')
          this.#sever(wholeOf(payload, 'fromMs'), entry.sequence);
        return;
      default:
        return;
    }
  }

  #changed({ sequence }: Entry, payload: Fields): void {
    const witness = witnesses.find((name) => name === payload.witness);
    if (!witness) return;
    const device = this.#deviceOf(payload);
    const atMs = wholeOf(payload, 'sinceMs');
    if (isTrue(payload, 'isPresent')) this.#see(device, witness, { atMs, sequence });
    else this.#lose(device, witness, { atMs, sequence });
  }

  /** All that is to be seen at this instant: whoever is not in it is not there. */
  #snapshot(when: Entry, readings: readonly Fields[]): void {
    const there = new Set(readings.map((reading) => this.#deviceOf(reading)));
    for (const device of this.#open.keys()) if (!there.has(device)) this.#loseAll(device, when);
    for (const reading of readings) {
      const device = this.#deviceOf(reading);
      for (const witness of witnesses) {
        if (isTrue(reading, witness)) this.#see(device, witness, when);
        else this.#lose(device, witness, when);
      }
    }
  }

  /** Lines die with their server; one that was made anew before this was written down is another line. */
  #sever(atMs: number, sequence: number): void {
    for (const [device, open] of this.#open) {
      for (const [witness, { fromMs }] of open)
        if (fromMs < atMs) this.#lose(device, witness, { atMs, sequence });
    }
  }

  #loseAll(device: Device, when: When): void {
    for (const witness of witnesses) this.#lose(device, witness, when);
  }

  #see(device: Device, witness: Witness, { atMs, sequence }: When): void {
    const open = this.#open.get(device) ?? new Map<Witness, Sighting>();
    this.#open.set(device, open);
    if (open.has(witness)) return;
    const sighting = { witness, fromMs: atMs, toMs: neverMs, opened: sequence, closed: neverMs };
    open.set(witness, sighting);
    device.sightings.push(sighting);
  }

  #lose(device: Device, witness: Witness, { atMs, sequence }: When): void {
    const open = this.#open.get(device);
    const sighting = open?.get(witness);
    if (!open || !sighting) return;
    sighting.toMs = Math.max(atMs, sighting.fromMs + provenMs);
    sighting.closed = sequence;
    open.delete(witness);
  }

  #deviceOf(fields: Fields): Device {
    const slotId = textOf(fields, 'slotId');
    const key = `${slotId} ${textOf(fields, 'device')}`;
    const known = this.#devices.get(key);
    if (known) return known;
    const device = { slotId, sightings: [] };
    this.#devices.set(key, device);
    return device;
  }
}

type When = { atMs: number; sequence: number };
