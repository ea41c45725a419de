import { Refusal } from '../protocol/refusals.ts';
import { limits } from './limits.ts';
import type { RoomConsumer } from './room-consumer.ts';

/** One connection's consumers. Nobody else's can be found here (JOIN-4). */
export class PeerConsumers {
  readonly #byId = new Map<string, RoomConsumer>();

  find(consumerId: string): RoomConsumer {
    const consumer = this.#byId.get(consumerId);
    if (consumer === undefined) throw new Refusal('not-found', `no consumer ${consumerId}`);
    return consumer;
  }

  assertPlace(): void {
    if (this.#byId.size >= limits.consumers)
      throw new Refusal('limit-reached', `${limits.consumers} consumers are open`);
  }

  add(consumer: RoomConsumer): void {
    this.#byId.set(consumer.id, consumer);
    consumer.onClosed(() => this.#byId.delete(consumer.id));
  }
}
