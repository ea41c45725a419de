import type { MediaSource } from '../../../server/protocol/media.ts';
import type { Input, Output, RequestName } from '../../../server/protocol/requests.ts';
import { reportBeat } from './beat.ts';
import { Connection, type Path } from './connection.ts';
import { playableCapabilities, Receiving } from './receiving.ts';
import { type OnRtp, Reception } from './reception.ts';
import { keyFrameRequestsIn } from './rtcp.ts';
import { extensionAt } from './rtp-packet.ts';
import { Sending } from './sending.ts';
import { type PacketSource, transportNumber } from './source.ts';

/** How an endpoint asks the hub: as a page does. `askOn` makes it from a `Line`. */
export type Ask = <N extends RequestName>(name: N, input: Input<N>) => Promise<Output<N>>;

/** Over UDP, straight, and within ten seconds, unless said otherwise. */
export type EndpointOptions = Partial<Path> & { direction: 'send' | 'receive' };

/**
 * A scripted browser's media: one transport of the hub, spoken to over a real socket with ICE, DTLS and SRTP. A
 * sending one produces, a receiving one consumes and reports what arrives. Hundreds fit into one process.
 */
export class RtcEndpoint {
  readonly transportId: string;
  readonly #ask: Ask;
  readonly #connection: Connection;
  readonly #sendings = new Set<Sending>();
  readonly #receiving: Receiving;
  readonly #leaveBeat: () => void;
  #numbered = 0;
  #onClosed: () => void = () => {};

  /** The line must have entered its debate. Rejects when the hub refuses or no connection comes about in time. */
  static async open(ask: Ask, options: EndpointOptions): Promise<RtcEndpoint> {
    const { direction, via = 'udp', through = (address) => address, withinMs = 10_000 } = options;
    const offer = await ask('transport.open', { direction });
    const { transportId } = offer;
    const connection = await Connection.open({
      offer,
      via,
      through,
      withinMs,
      connect: (dtlsParameters) => ask('transport.connect', { transportId, dtlsParameters }),
    });
    return new RtcEndpoint(ask, connection, transportId);
  }

  private constructor(ask: Ask, connection: Connection, transportId: string) {
    this.#ask = ask;
    this.#connection = connection;
    this.transportId = transportId;
    this.#receiving = new Receiving((packet) => connection.sendRtcp(packet));
    this.#leaveBeat = reportBeat.follow((nowMs) => this.#receiving.report(nowMs));
    connection.onRtp = (packet) => this.#receiving.hearRtp(packet);
    connection.onRtcp = (packet) => this.#hearRtcp(packet);
    connection.onClosed = () => {
      this.#stop();
      this.#onClosed();
    };
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
      sendRtp: (packet) => this.sendRtp(packet),
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

  /** Sends any packet at all, sealed, with its number in this transport where it has room for one. */
  sendRtp(packet: Buffer): void {
    const at = extensionAt(packet, transportNumber.id);
    if (at !== undefined) packet.writeUInt16BE(this.#numbered++ & 0xffff, at);
    this.#connection.sendRtp(packet);
  }

  /** Opens a consumer and resumes it. `onRtp` hears every packet from the first one on. */
  async consume(producerId: string, onRtp?: OnRtp): Promise<Reception> {
    const wish = { transportId: this.transportId, producerId, rtpCapabilities: playableCapabilities };
    const reception = new Reception(await this.#ask('consumer.open', wish));
    if (onRtp) reception.onRtp(onRtp);
    this.#receiving.add(reception);
    await this.#ask('consumer.resume', { consumerId: reception.consumerId });
    return reception;
  }

  sendPli(reception: Reception): void {
    this.#receiving.askForKeyFrame(reception);
  }

  /** New credentials for the same connection; resolves when the hub has taken the path under them. */
  async restartIce(): Promise<void> {
    const { iceParameters } = await this.#ask('transport.restart-ice', { transportId: this.transportId });
    await this.#connection.restartIce(iceParameters);
  }

  /** Another local address, as from Wi-Fi to LTE; resolves when the hub has followed to it. */
  rebind(): Promise<void> {
    return this.#connection.rebind();
  }

  /** Calls when the hub ends the connection; nothing of it runs any more. */
  onClosed(listener: () => void): void {
    this.#onClosed = listener;
  }

  /** Says goodbye and leaves nothing running. */
  close(): void {
    this.#stop();
    this.#connection.close();
  }

  /** Ends without a word, as a device that loses its power does. */
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
    this.#receiving.hearRtcp(packet);
    for (const ssrc of keyFrameRequestsIn(packet))
      for (const sending of this.#sendings) sending.hearKeyFrameRequest(ssrc);
  }
}
