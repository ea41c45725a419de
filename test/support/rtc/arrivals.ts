import { transportFeedback } from './rtcp.ts';
import { extensionAt } from './rtp-packet.ts';

const ticksPerMs = 4;
const ticksPerReference = 256;
const longestGap = 500;
const mostWaiting = 1_000;

/**
 * When each packet of a receiving transport arrived. Told to the server ten times a second, as a browser does: from
 * that it estimates what the line can carry, and chooses layers by it.
 */
export class Arrivals {
  #extension = 0;
  #ssrc = 0;
  #highest: number | undefined;
  #waiting: { number: number; atMs: number }[] = [];
  #told = 0;

  /** Streams of this transport carry their number in the extension of this id. */
  expect(extension: number, ssrc: number): void {
    this.#extension = extension;
    this.#ssrc = ssrc;
  }

  hear(packet: Buffer, atMs: number): void {
    if (this.#extension === 0 || this.#waiting.length >= mostWaiting) return;
    const at = extensionAt(packet, this.#extension);
    if (at !== undefined) this.#waiting.push({ number: this.#unwrapped(packet.readUInt16BE(at)), atMs });
  }

  /** What there is to tell since the last time. */
  feedback(ownSsrc: number): Buffer | undefined {
    if (this.#waiting.length === 0) return undefined;
    const arrived = this.#waiting.sort((one, other) => one.number - other.number);
    this.#waiting = [];
    const base = this.#baseFor(arrived[0]?.number ?? 0);
    const highest = arrived.at(-1)?.number ?? base;
    this.#highest = Math.max(highest, this.#highest ?? highest);
    const reference = Math.floor(((arrived[0]?.atMs ?? 0) * ticksPerMs) / ticksPerReference);
    const deltas = deltasOf(arrived, {
      base,
      count: highest - base + 1,
      ticks: reference * ticksPerReference,
    });
    this.#told += 1;
    return transportFeedback({ ownSsrc, ssrc: this.#ssrc, base, reference, told: this.#told, deltas });
  }

  /** What is missing since the last feedback is told as missing in this one. */
  #baseFor(lowest: number): number {
    const next = (this.#highest ?? lowest - 1) + 1;
    return lowest > next && lowest - next < longestGap ? next : lowest;
  }

  #unwrapped(number: number): number {
    const near = this.#waiting.at(-1)?.number ?? this.#highest ?? number;
    return near + (((number - near) << 16) >> 16);
  }
}

/** For each number from `base` on: the 250 µs ticks since the arrival before it, or nothing where none came. */
function deltasOf(
  arrived: readonly { number: number; atMs: number }[],
  { base, count, ticks }: { base: number; count: number; ticks: number },
): (number | undefined)[] {
  const deltas = new Array<number | undefined>(count).fill(undefined);
  let before = ticks;
  for (const { number, atMs } of arrived) {
    const at = Math.floor(atMs * ticksPerMs);
    deltas[number - base] = at - before;
    before = at;
  }
  return deltas;
}
