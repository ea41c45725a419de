import type { types } from 'mediasoup-client';
import type { ProducerView, RtpCapabilities } from '../../server/protocol/media.ts';
import { Store } from '../hub/store.ts';
import { forgetReceiver, noteReceiver } from './framesDecoded.ts';
import type { RequestHub } from './request.ts';

export type Received = ProducerView & { track: MediaStreamTrack };

const largeLayer = 2;
const smallLayer = 0;

/** Everything this page receives: one consumer for each producer of the others. */
export class Receiving {
  readonly tracks = new Store<readonly Received[]>([]);
  readonly #transport: types.Transport;
  readonly #request: RequestHub;
  readonly #capabilities: RtpCapabilities;
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #opening = new Set<string>();
  #wanted: readonly ProducerView[] = [];
  #large: string | null = null;

  constructor(transport: types.Transport, request: RequestHub, capabilities: RtpCapabilities) {
    this.#transport = transport;
    this.#request = request;
    this.#capabilities = capabilities;
  }

  /** Makes what is received the same as `producers`: opens the new ones, drops those that are gone. */
  follow(producers: readonly ProducerView[]): void {
    this.#wanted = producers;
    const ids = new Set(producers.map(({ producerId }) => producerId));
    for (const id of this.#consumers.keys()) if (!ids.has(id)) this.#drop(id);
    for (const producer of producers) void this.#open(producer);
    this.#show();
  }

  /** The picture shown large gets the best layer; all others the smallest. */
  enlarge(producerId: string | null): void {
    if (this.#large === producerId) return;
    const before = this.#large;
    this.#large = producerId;
    for (const id of [before, producerId]) if (id) void this.#chooseLayer(id);
  }

  close(): void {
    for (const id of [...this.#consumers.keys()]) this.#drop(id);
    this.#transport.close();
    this.#show();
  }

  async #open(producer: ProducerView): Promise<void> {
    const { producerId } = producer;
    if (this.#consumers.has(producerId) || this.#opening.has(producerId)) return;
    this.#opening.add(producerId);
    try {
      await this.#consume(producer);
    } catch (error) {
      if (!this.#transport.closed) console.warn('consumer.open', producerId, error);
    } finally {
      this.#opening.delete(producerId);
    }
  }

  async #consume(producer: ProducerView): Promise<void> {
    const { producerId } = producer;
    const offer = await this.#request('consumer.open', {
      transportId: this.#transport.id,
      producerId,
      rtpCapabilities: this.#capabilities,
    });
    if (!this.#isWanted(producerId)) return;
    const consumer = await this.#transport.consume({
      id: offer.consumerId,
      producerId,
      kind: offer.kind,
      rtpParameters: offer.rtpParameters as types.RtpParameters,
    });
    if (!this.#isWanted(producerId)) return consumer.close();
    this.#consumers.set(producerId, consumer);
    noteReceiver(consumer, producer);
    this.#show();
    await this.#request('consumer.resume', { consumerId: consumer.id });
    await this.#chooseLayer(producerId);
  }

  async #chooseLayer(producerId: string): Promise<void> {
    const consumer = this.#consumers.get(producerId);
    if (consumer?.kind !== 'video') return;
    const spatialLayer = producerId === this.#large ? largeLayer : smallLayer;
    await this.#request('consumer.layer', { consumerId: consumer.id, spatialLayer }).catch((error: unknown) =>
      console.warn('consumer.layer', producerId, error),
    );
  }

  #isWanted(producerId: string): boolean {
    return !this.#transport.closed && this.#wanted.some((wanted) => wanted.producerId === producerId);
  }

  #drop(producerId: string): void {
    const consumer = this.#consumers.get(producerId);
    if (!consumer) return;
    this.#consumers.delete(producerId);
    forgetReceiver(consumer);
    consumer.close();
  }

  #show(): void {
    this.tracks.set(() =>
      this.#wanted.flatMap((producer) => {
        const consumer = this.#consumers.get(producer.producerId);
        return consumer && !consumer.closed ? [{ ...producer, track: consumer.track }] : [];
      }),
    );
  }
}
