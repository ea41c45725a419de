import { randomInt } from 'node:crypto';
import { rtpCapabilities } from '../../../server/media/codecs.ts';
import { type MediaSource, RtpCapabilities } from '../../../server/protocol/media.ts';
import type { Input, Output, RequestName } from '../../../server/protocol/requests.ts';
import { reportBeat } from './beat.ts';
import { Connection, type Path } from './connection.ts';
import { Reception } from './reception.ts';
import { keyFrameRequestsIn, pli, receiverReport, senderReportsIn } from './rtcp.ts';
import { Sending } from './sending.ts';
import type { PacketSource } from './source.ts';

/** How an endpoint asks the hub: as a page does. `ask.ts` makes it from a `Line`. */
export type Ask = <N extends RequestName>(name: N, input: Input<N>) => Promise<Output<N>>;

export type EndpointOptions = Partial<Path> & { direction: 'send' | 'receive' };

const reportMs = 1_000;
const mostReportBlocks = 31;

/**
 * A scripted browser's media: one transport of the hub, spoken to over a real socket with ICE, DTLS and SRTP. A
 * sending one produces, a receiving one consumes and reports what arrives. Hundreds fit into one process.
 */
export class RtcEndpoint {
  readonly transportId: string;
  readonly #ask: Ask;
  readonly #connection: Connection;
  readonly #ssrc = randomInt(1, 0xffffffff);
  readonly #sendings = new Set<Sending>();
  readonly #receptions = new Map<number, Reception>();
  readonly #leaveBeat: () => void;
  #reportedAtMs = performance.now() - randomInt(reportMs);

  /** The line must have entered its debate. Rejects when the hub refuses or no connection comes about in 10 s. */
  static async open(ask: Ask, { direction, via = 'udp', through = (address) => address }: EndpointOptions) {
    const offer = await ask('transport.open', { direction });
    const { transportId } = offer;
    const connect: Parameters<typeof Connection.open>[0]['connect'] = (dtlsParameters) =>
      ask('transport.connect', { transportId, dtlsParameters });
    return new RtcEndpoint(ask, await Connection.open({ offer, via, through, connect }), transportId);
  }

  private constructor(ask: Ask, connection: Connection, transportId: string) {
    this.#ask = ask;
    this.#connection = connection;
    this.transportId = transportId;
    this.#leaveBeat = reportBeat.follow((nowMs) => this.#report(nowMs));
    connection.onRtp = (packet) => {
      this.#receptions.get(packet.readUInt32BE(8))?.receive(packet, performance.now());
    };
    connection.onRtcp = (packet) => this.#hearRtcp(packet);
  }

  get localPort(): number {
    return this.#connection.localPort;
  }

  /** Opens a producer and lets its source send at once, whoever has the floor: cutting is the hub's affair. */
  async produce(source: MediaSource, packets: PacketSource): Promise<Sending> {
    const { transportId } = this;
    const { rtpParameters } = packets;
    const { producerId } = await this.#ask('producer.open', { transportId, source, rtpParameters });
    const sending = new Sending({
      producerId,
      source: packets,
      sendRtp: (packet) => this.#connection.sendRtp(packet),
      sendRtcp: (packet) => this.#connection.sendRtcp(packet),
    });
    this.#sendings.add(sending);
    return sending;
  }

  /** Stops the source, then says so. */
  async withdraw(sending: Sending): Promise<void> {
    sending.stop();
    this.#sendings.delete(sending);
    await this.#ask('producer.close', { producerId: sending.producerId });
  }

  /** Sends any packet at all, sealed. */
  sendRtp(packet: Buffer): void {
    this.#connection.sendRtp(packet);
  }

  /** Opens a consumer and resumes it. `onRtp` hears every packet from the first one on. */
  async consume(producerId: string, onRtp?: Parameters<Reception['onRtp']>[0]): Promise<Reception> {
    const { transportId } = this;
    const wish = { transportId, producerId, rtpCapabilities: receivable };
    const reception = new Reception(await this.#ask('consumer.open', wish));
    if (onRtp) reception.onRtp(onRtp);
    this.#receptions.set(reception.ssrc, reception);
    await this.#ask('consumer.resume', { consumerId: reception.consumerId });
    return reception;
  }

  sendPli({ ssrc }: Reception): void {
    this.#connection.sendRtcp(pli(this.#ssrc, ssrc));
  }

  /** New credentials for the same connection; resolves when the hub has taken the path under them. */
  async restartIce(): Promise<void> {
    const { iceParameters } = await this.#ask('transport.restart-ice', { transportId: this.transportId });
    await this.#connection.restartIce(iceParameters);
  }

  /** Another local address; resolves when the hub has followed to it. */
  rebind(): Promise<void> {
    return this.#connection.rebind();
  }

  /** The hub has ended the connection. */
  onClosed(listener: () => void): void {
    this.#connection.onClosed = listener;
  }

  /** Says goodbye and leaves nothing running. */
  close(): void {
    this.#stop();
    this.#connection.close();
  }

  /** Ends without a word, as a device without power does. */
  vanish(): void {
    this.#stop();
    this.#connection.vanish();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #stop(): void {
    this.#leaveBeat();
    for (const sending of this.#sendings) sending.stop();
    this.#sendings.clear();
  }

  #hearRtcp(packet: Buffer): void {
    const nowMs = performance.now();
    for (const ssrc of keyFrameRequestsIn(packet))
      for (const sending of this.#sendings) sending.hearKeyFrameRequest(ssrc);
    for (const { ssrc, middle } of senderReportsIn(packet))
      this.#receptions.get(ssrc)?.hearSenderReport(middle, nowMs);
  }

  #report(nowMs: number): void {
    if (this.#receptions.size === 0 || nowMs - this.#reportedAtMs < reportMs) return;
    this.#reportedAtMs = nowMs;
    const heard = [...this.#receptions.values()].filter(({ packets }) => packets > 0);
    for (let from = 0; from < heard.length; from += mostReportBlocks) {
      const blocks = heard.slice(from, from + mostReportBlocks).map((reception) => reception.report(nowMs));
      this.#connection.sendRtcp(receiverReport(this.#ssrc, blocks));
    }
  }
}

/** What a browser would say it can play, of what the hub speaks. */
const playable = ['audio/opus', 'video/VP8'];
const receivable = RtpCapabilities.parse({
  codecs: rtpCapabilities.codecs?.filter(({ mimeType }) => playable.includes(mimeType)),
  headerExtensions: rtpCapabilities.headerExtensions,
});
