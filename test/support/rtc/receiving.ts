import { randomInt } from 'node:crypto';
import { rtpCapabilities } from '../../../server/media/codecs.ts';
import { RtpCapabilities } from '../../../server/protocol/media.ts';
import { Arrivals } from './arrivals.ts';
import type { Reception } from './reception.ts';
import { pli, receiverReport, senderReportsIn } from './rtcp.ts';

const reportMs = 1_000;
const mostReportBlocks = 31;

/** Everything an endpoint receives on its transport, and what it owes the server for it. */
export class Receiving {
  readonly #ssrc = randomInt(1, 0xffffffff);
  readonly #sendRtcp: (packet: Buffer) => void;
  readonly #bySsrc = new Map<number, Reception>();
  readonly #arrivals = new Arrivals();
  #reportedAtMs = performance.now() - randomInt(reportMs);

  constructor(sendRtcp: (packet: Buffer) => void) {
    this.#sendRtcp = sendRtcp;
  }

  add(reception: Reception): void {
    this.#bySsrc.set(reception.ssrc, reception);
    if (reception.transportNumberId > 0) this.#arrivals.expect(reception.transportNumberId, reception.ssrc);
  }

  hearRtp(packet: Buffer): void {
    const nowMs = performance.now();
    this.#arrivals.hear(packet, nowMs);
    this.#bySsrc.get(packet.readUInt32BE(8))?.receive(packet, nowMs);
  }

  hearRtcp(packet: Buffer): void {
    for (const { ssrc, middle } of senderReportsIn(packet))
      this.#bySsrc.get(ssrc)?.hearSenderReport(middle, performance.now());
  }

  askForKeyFrame({ ssrc }: Reception): void {
    this.#sendRtcp(pli(this.#ssrc, ssrc));
  }

  /** At every beat when what arrived, every second how much of it. */
  report(nowMs: number): void {
    const feedback = this.#arrivals.feedback(this.#ssrc);
    if (feedback) this.#sendRtcp(feedback);
    if (nowMs - this.#reportedAtMs < reportMs) return;
    this.#reportedAtMs = nowMs;
    const heard = [...this.#bySsrc.values()].filter(({ packets }) => packets > 0);
    for (let from = 0; from < heard.length; from += mostReportBlocks) {
      const blocks = heard.slice(from, from + mostReportBlocks).map((reception) => reception.report(nowMs));
      this.#sendRtcp(receiverReport(this.#ssrc, blocks));
    }
  }
}

const playable = ['audio/opus', 'video/VP8'];

/** What a browser would say it can play, of what the hub speaks. */
export const playableCapabilities = RtpCapabilities.parse({
  codecs: rtpCapabilities.codecs?.filter(({ mimeType }) => playable.includes(mimeType)),
  headerExtensions: rtpCapabilities.headerExtensions,
});
