import { setImmediate } from 'node:timers/promises';
import { observer, type types } from 'mediasoup';

/**
 * Replaces only the wire between browsers and the media server: their transports become direct ones, through which a
 * test sends and receives RTP itself. Rooms, peers, producers, consumers and the worker are the real ones.
 */
export class DirectWire {
  readonly #producers = new Map<string, types.Producer>();
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #routers = new Set<types.Router>();
  readonly #rewire = (worker: types.Worker) => {
    worker.observer.on('newrouter', (router) => {
      this.#routers.add(router);
      router.observer.once('close', () => this.#routers.delete(router));
      Object.assign(router, { createWebRtcTransport: () => this.#transport(router) });
    });
  };

  constructor() {
    observer.on('newworker', this.#rewire);
  }

  close(): void {
    observer.off('newworker', this.#rewire);
  }

  say(producerId: string, packet: Buffer): void {
    this.#producers.get(producerId)?.send(packet);
  }

  hear(consumerId: string, listener: (packet: Buffer) => void): void {
    this.#consumers.get(consumerId)?.on('rtp', listener);
  }

  /** How many key frames the media server has asked this camera for. */
  async keyFramesAsked(producerId: string): Promise<number> {
    const stats = await this.#producers.get(producerId)?.getStats();
    return stats?.reduce((sum, { pliCount }) => sum + pliCount, 0) ?? 0;
  }

  /** Everything said so far has been forwarded or dropped: the worker answers in the order it was told. */
  async settled(): Promise<void> {
    await Promise.all([...this.#routers].map((router) => router.dump()));
    await setImmediate();
  }

  async #transport(router: types.Router): Promise<types.DirectTransport> {
    const transport = await router.createDirectTransport();
    transport.observer.on('newproducer', (producer) => this.#producers.set(producer.id, producer));
    transport.observer.on('newconsumer', (consumer) => this.#consumers.set(consumer.id, consumer));
    // The only call a direct transport does not know: nothing limits a wire that is not there.
    return Object.assign(transport, { setMaxIncomingBitrate: async () => {} });
  }
}
