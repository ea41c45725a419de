import type { types } from 'mediasoup';
import type { ConsumerOffer } from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import { limits } from './limits.ts';

/** One connection's consumers. Nobody else's can be found here (JOIN-4). */
export class PeerConsumers {
  readonly #byId = new Map<string, types.Consumer>();

  find(consumerId: string): types.Consumer {
    const consumer = this.#byId.get(consumerId);
    if (consumer === undefined) throw new Refusal('not-found', `no consumer ${consumerId}`);
    return consumer;
  }

  assertPlace(): void {
    if (this.#byId.size >= limits.consumers)
      throw new Refusal('limit-reached', `${limits.consumers} consumers are open`);
  }

  add(consumer: types.Consumer): ConsumerOffer {
    this.#byId.set(consumer.id, consumer);
    consumer.observer.once('close', () => this.#byId.delete(consumer.id));
    const { id: consumerId, producerId, kind, rtpParameters } = consumer;
    return { consumerId, producerId, kind, rtpParameters };
  }
}
