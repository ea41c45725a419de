import type { types } from 'mediasoup';
import type { TransportOffer } from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import { limits } from './limits.ts';
import type { Direction } from './room-router.ts';

/** What the media server itself knows of a connection's presence. */
export type MediaWitness = { transport: boolean; media: boolean; rtpBytesReceived: number };

type OwnTransport = { transport: types.WebRtcTransport; direction: Direction; rtpBytesReceived: number };

/** One connection's transports. Nobody else's can be found here (JOIN-4). */
export class PeerTransports {
  readonly #byId = new Map<string, OwnTransport>();
  #rtpBytesReceived = 0;

  find(transportId: string, direction?: Direction): types.WebRtcTransport {
    const own = this.#byId.get(transportId);
    if (own === undefined || (direction !== undefined && own.direction !== direction))
      throw new Refusal('not-found', `no ${direction ?? 'such'} transport ${transportId}`);
    return own.transport;
  }

  /** Refuses when this direction is full. A transport whose line is lost gives up its place to a new one. */
  makePlace(direction: Direction): void {
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

  /** Is the sending line up, and has more arrived on it since this was last asked? Who floods it is cut off. */
  async witness(): Promise<MediaWitness> {
    const before = this.#rtpBytesReceived;
    const sending = [...this.#byId.values()].filter((own) => own.direction === 'send');
    await Promise.all(sending.map((own) => this.#read(own)));
    return {
      transport: this.#in('send').some(isUp),
      media: this.#rtpBytesReceived > before,
      rtpBytesReceived: this.#rtpBytesReceived,
    };
  }

  async #read(own: OwnTransport): Promise<void> {
    const stats = await statsOf(own.transport);
    if (stats === undefined) return;
    this.#rtpBytesReceived += stats.rtpBytesReceived - own.rtpBytesReceived;
    own.rtpBytesReceived = stats.rtpBytesReceived;
    if (stats.recvBitrate > limits.floodBitsPerSecond) own.transport.close();
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

/** Nothing when the transport was closed while we asked, or its worker died. */
async function statsOf(transport: types.WebRtcTransport): Promise<types.WebRtcTransportStat | undefined> {
  try {
    const [stats] = await transport.getStats();
    return stats;
  } catch (error) {
    if (transport.closed) return undefined;
    throw error;
  }
}
