import type { ConsumerOffer } from '../../../server/protocol/media.ts';
import type { ReportBlock } from './rtcp.ts';
import { transportNumber } from './source.ts';

/** `atMs`: the arrival, on the clock of `performance.now`. */
export type OnRtp = (packet: Buffer, atMs: number) => void;

type StreamParameters = {
  codecs: { clockRate: number }[];
  encodings: { ssrc: number }[];
  headerExtensions: { uri: string; id: number }[];
};

/** One producer as an endpoint receives it, and what its reports say about that. */
export class Reception {
  readonly consumerId: string;
  readonly producerId: string;
  readonly kind: 'audio' | 'video';
  readonly ssrc: number;
  /** The id under which its packets carry their number in the transport; 0 when they do not. */
  readonly transportNumberId: number;
  packets = 0;
  bytes = 0;
  readonly #ticksPerMs: number;
  readonly #listeners: OnRtp[] = [];
  #first = 0;
  #highest = 0;
  #transit = 0;
  #jitter = 0;
  #expectedBefore = 0;
  #packetsBefore = 0;
  #lastReport = { middle: 0, atMs: 0 };

  constructor({ consumerId, producerId, kind, rtpParameters }: ConsumerOffer) {
    const { codecs, encodings, headerExtensions } = rtpParameters as StreamParameters;
    this.consumerId = consumerId;
    this.producerId = producerId;
    this.kind = kind;
    this.ssrc = encodings[0]?.ssrc ?? 0;
    this.transportNumberId = headerExtensions.find(({ uri }) => uri === transportNumber.uri)?.id ?? 0;
    this.#ticksPerMs = (codecs[0]?.clockRate ?? 90_000) / 1_000;
  }

  onRtp(listener: OnRtp): void {
    this.#listeners.push(listener);
  }

  receive(packet: Buffer, atMs: number): void {
    this.#count(packet.readUInt16BE(2));
    this.#measure(packet.readUInt32BE(4), atMs);
    this.packets += 1;
    this.bytes += packet.length;
    for (const listener of this.#listeners) listener(packet, atMs);
  }

  hearSenderReport(middle: number, atMs: number): void {
    this.#lastReport = { middle, atMs };
  }

  /** Of what was expected since the last report, how much has come (RFC 3550, A.3). */
  report(nowMs: number): ReportBlock {
    const expected = this.packets === 0 ? 0 : this.#highest - this.#first + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.packets - this.#packetsBefore);
    this.#expectedBefore = expected;
    this.#packetsBefore = this.packets;
    const { middle, atMs } = this.#lastReport;
    return {
      ssrc: this.ssrc,
      fractionLost: lostNow > 0 ? Math.min(255, Math.floor((256 * lostNow) / expectedNow)) : 0,
      lost: Math.max(0, expected - this.packets),
      highest: this.#highest,
      jitter: Math.round(this.#jitter),
      lastReport: middle,
      sinceLastReport: middle === 0 ? 0 : Math.round(((nowMs - atMs) / 1_000) * 65_536),
    };
  }

  #count(sequence: number): void {
    if (this.packets === 0) {
      this.#first = sequence;
      this.#highest = sequence;
    }
    const ahead = ((sequence - this.#highest) << 16) >> 16;
    if (ahead > 0) this.#highest += ahead;
  }

  #measure(timestamp: number, atMs: number): void {
    const transit = (Math.round(atMs * this.#ticksPerMs) - timestamp) | 0;
    if (this.packets > 0) this.#jitter += (Math.abs((transit - this.#transit) | 0) - this.#jitter) / 16;
    this.#transit = transit;
  }
}
