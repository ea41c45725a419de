import { reportBeat } from './beat.ts';
import { senderReport } from './rtcp.ts';
import type { PacketSource } from './source.ts';

const reportMs = 1_000;

type Needs = {
  producerId: string;
  source: PacketSource;
  sendRtp(packet: Buffer): void;
  sendRtcp(packet: Buffer): void;
};

type Stream = { packets: number; bytes: number; reportedAtMs: number };

/** One producer of ours: its source's packets, and a sender's report for each of its streams every second. */
export class Sending {
  readonly producerId: string;
  readonly #needs: Needs;
  readonly #streams = new Map<number, Stream>();
  readonly #listeners: ((ssrc: number) => void)[] = [];
  readonly #leaveBeat: () => void;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.producerId = needs.producerId;
    this.#leaveBeat = reportBeat.follow((nowMs) => this.#report(nowMs));
    needs.source.start?.((packet) => this.#send(packet));
  }

  /** Calls whenever a receiver's need for a key frame reaches us. The source has been told already. */
  onKeyFrameRequest(listener: (ssrc: number) => void): void {
    this.#listeners.push(listener);
  }

  /** Is this stream ours? Then our source is told. */
  hearKeyFrameRequest(ssrc: number): void {
    if (!this.#streams.has(ssrc)) return;
    this.#needs.source.onKeyFrameRequest?.();
    for (const listener of this.#listeners) listener(ssrc);
  }

  stop(): void {
    this.#needs.source.stop?.();
    this.#leaveBeat();
  }

  #send(packet: Buffer): void {
    const ssrc = packet.readUInt32BE(8);
    const stream = this.#streams.get(ssrc);
    if (stream === undefined) this.#streams.set(ssrc, { packets: 1, bytes: packet.length, reportedAtMs: 0 });
    else {
      stream.packets += 1;
      stream.bytes += packet.length;
    }
    this.#needs.sendRtp(packet);
  }

  /** The first one soon: a forwarding server changes between layers only when it can compare their clocks. */
  #report(nowMs: number): void {
    for (const [ssrc, stream] of this.#streams) {
      if (nowMs - stream.reportedAtMs < reportMs) continue;
      stream.reportedAtMs = nowMs;
      const timestamp = this.#needs.source.timestampAt?.(nowMs) ?? 0;
      const { packets, bytes } = stream;
      this.#needs.sendRtcp(senderReport({ ssrc, timestamp, packets, bytes }, performance.timeOrigin + nowMs));
    }
  }
}
