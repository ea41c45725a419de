import type { types } from 'mediasoup';
import type { Log } from '../platform/log.ts';
import type { TransportOffer } from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import { limits } from './limits.ts';
import type { Direction } from './room-router.ts';
import { statsOf } from './stats.ts';

/** A connection's sending line. `lossFraction` is undefined where its browser does not let us measure it. */
export type SendingLine = { isUp: boolean; rtpBytesReceived: number; lossFraction: number | undefined };

type OwnTransport = {
  transport: types.WebRtcTransport;
  direction: Direction;
  rtpBytesReceived: number;
  lossFraction?: number | undefined;
};

/** One connection's transports. Nobody else's can be found here (JOIN-4). */
export class PeerTransports {
  readonly #byId = new Map<string, OwnTransport>();
  readonly #log: Log;
  #rtpBytesReceived = 0;
  #hasFlooded = false;

  constructor(log: Log) {
    this.#log = log;
  }

  find(transportId: string, direction?: Direction): types.WebRtcTransport {
    const own = this.#byId.get(transportId);
    if (own === undefined || (direction !== undefined && own.direction !== direction))
      throw new Refusal('not-found', `no ${direction ?? 'such'} transport ${transportId}`);
    return own.transport;
  }

  /**
   * Refuses when this direction is full, and who has flooded a line. A transport whose line is lost gives up its place
   * to a new one.
   */
  makePlace(direction: Direction): void {
    if (this.#hasFlooded) throw new Refusal('limit-reached', 'this connection has flooded a line');
    for (const transport of this.#in(direction)) {
      if (this.#count(direction) < limits.transportsPerDirection) return;
      if (transport.iceState === 'disconnected') transport.close();
    }
    if (this.#count(direction) >= limits.transportsPerDirection)
      throw new Refusal('limit-reached', `${limits.transportsPerDirection} ${direction} transports are open`);
  }

  add(transport: types.WebRtcTransport, direction: Direction): TransportOffer {
    this.#byId.set(transport.id, { transport, direction, rtpBytesReceived: 0 });
    transport.observer.once('close', () => this.#byId.delete(transport.id));
    // A DTLS session that has ended cannot begin again: the browser is gone from this transport for good.
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed') transport.close();
    });
    const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { transportId, iceParameters, iceCandidates, dtlsParameters };
  }

  /** Cuts off the lines of this direction on which more arrives than any browser sends. */
  async cutFloods(direction: Direction): Promise<void> {
    await this.#readAll(direction);
  }

  /** All that ever arrived on sending lines, as far as it was read. */
  get rtpBytesReceived(): number {
    return this.#rtpBytesReceived;
  }

  /** The sending line as it is now, with all that ever arrived on it. */
  async sendingLine(): Promise<SendingLine> {
    const sending = await this.#readAll('send');
    const up = sending.filter(({ transport }) => isUp(transport));
    const losses = up.flatMap(({ lossFraction }) => lossFraction ?? []);
    return {
      isUp: up.length > 0,
      rtpBytesReceived: this.#rtpBytesReceived,
      lossFraction: losses.length > 0 ? Math.max(...losses) : undefined,
    };
  }

  async #readAll(direction: Direction): Promise<OwnTransport[]> {
    const all = [...this.#byId.values()].filter((own) => own.direction === direction);
    await Promise.all(all.map((own) => this.#read(own)));
    return all;
  }

  async #read(own: OwnTransport): Promise<void> {
    const [stats] = (await statsOf(own.transport)) ?? [];
    if (stats === undefined) return;
    this.#rtpBytesReceived += stats.rtpBytesReceived - own.rtpBytesReceived;
    own.rtpBytesReceived = stats.rtpBytesReceived;
    own.lossFraction = stats.rtpPacketLossReceived;
    if (stats.recvBitrate > limits.floodBitsPerSecond[own.direction]) this.#cut(own, stats.recvBitrate);
  }

  #cut({ transport, direction }: OwnTransport, bitsPerSecond: number): void {
    this.#hasFlooded = true;
    this.#log.warn({ direction, bitsPerSecond }, 'media.flood-cut');
    transport.close();
  }

  #in(direction: Direction): types.WebRtcTransport[] {
    return [...this.#byId.values()].filter((own) => own.direction === direction).map((own) => own.transport);
  }

  #count(direction: Direction): number {
    return this.#in(direction).length;
  }

  close(): void {
    for (const { transport } of this.#byId.values()) transport.close();
  }
}

function isUp({ iceState, dtlsState }: types.WebRtcTransport): boolean {
  return (iceState === 'connected' || iceState === 'completed') && dtlsState === 'connected';
}
