import type { types } from 'mediasoup-client';
import type { ProducerView, RtpCapabilities } from '../../server/protocol/media.ts';
import { Refusal, type RefusalCode } from '../../server/protocol/refusals.ts';
import { Store } from '../hub/store.ts';
import { FlowOf } from './flowOf.ts';
import { forgetReceiver, noteReceiver } from './framesDecoded.ts';
import type { Flow } from './layers.ts';
import type { RequestHub } from './request.ts';

export type Received = ProducerView & { track: MediaStreamTrack };

const openAgainMs = 2_000;
/** A picture has its place on the page, and a height, by the next time the page is drawn. */
const drawnMs = 40;
const forGood: readonly RefusalCode[] = ['media-refused', 'not-allowed', 'not-found'];
const wholeSound: Flow = { isFlowing: true, layer: 0 };

export type ReceivingNeeds = {
  request: RequestHub;
  capabilities: RtpCapabilities;
  /** How the picture of this producer is wanted now. */
  flowFor: (producerId: string) => Flow;
};

type Receiver = { consumer: types.Consumer; flow: FlowOf };

/** Everything this page receives: one consumer for each producer of the others. */
export class Receiving {
  readonly tracks = new Store<readonly Received[]>([]);
  readonly #transport: types.Transport;
  readonly #needs: ReceivingNeeds;
  readonly #receivers = new Map<string, Receiver>();
  readonly #opening = new Set<string>();
  #wanted: readonly ProducerView[] = [];

  constructor(transport: types.Transport, needs: ReceivingNeeds) {
    this.#transport = transport;
    this.#needs = needs;
  }

  /** Makes what is received the same as `producers`: opens the new ones, voices first, drops those that are gone. */
  follow(producers: readonly ProducerView[]): void {
    this.#wanted = producers;
    const ids = new Set(producers.map(({ producerId }) => producerId));
    for (const id of this.#receivers.keys()) if (!ids.has(id)) this.#drop(id);
    const voicesFirst = producers.toSorted((a, b) => b.source.localeCompare(a.source));
    for (const producer of voicesFirst) void this.#open(producer);
    this.#show();
  }

  /** What is wanted of pictures has changed. */
  refresh(): void {
    for (const [producerId, { consumer, flow }] of this.#receivers)
      if (consumer.kind === 'video') flow.want(this.#needs.flowFor(producerId));
  }

  close(): void {
    for (const id of [...this.#receivers.keys()]) this.#drop(id);
    this.#transport.close();
    this.#show();
  }

  async #open(producer: ProducerView): Promise<void> {
    const { producerId } = producer;
    if (this.#receivers.has(producerId) || this.#opening.has(producerId)) return;
    this.#opening.add(producerId);
    try {
      await this.#consume(producer);
    } catch (error) {
      if (this.#transport.closed) return;
      console.warn('consumer.open', producerId, error);
      if (error instanceof Refusal && forGood.includes(error.code)) return;
      setTimeout(() => this.#isWanted(producerId) && void this.#open(producer), openAgainMs);
    } finally {
      this.#opening.delete(producerId);
    }
  }

  async #consume(producer: ProducerView): Promise<void> {
    const { producerId } = producer;
    const { request, capabilities: rtpCapabilities } = this.#needs;
    const transportId = this.#transport.id;
    const offer = await request('consumer.open', { transportId, producerId, rtpCapabilities });
    if (!this.#isWanted(producerId)) return;
    const consumer = await this.#transport.consume({
      id: offer.consumerId,
      producerId,
      kind: offer.kind,
      rtpParameters: offer.rtpParameters as types.RtpParameters,
    });
    if (!this.#isWanted(producerId)) return consumer.close();
    this.#receive(producer, consumer);
  }

  #receive(producer: ProducerView, consumer: types.Consumer): void {
    const { producerId } = producer;
    const flow = new FlowOf(consumer.id, this.#needs.request);
    this.#receivers.set(producerId, { consumer, flow });
    noteReceiver(consumer, producer);
    this.#show();
    if (consumer.kind === 'audio') flow.want(wholeSound);
    else setTimeout(() => this.#begin(producerId, flow), drawnMs);
  }

  #begin(producerId: string, flow: FlowOf): void {
    const isStillHere = this.#receivers.get(producerId)?.flow === flow;
    if (isStillHere) flow.want(this.#needs.flowFor(producerId));
  }

  #isWanted(producerId: string): boolean {
    return !this.#transport.closed && this.#wanted.some((wanted) => wanted.producerId === producerId);
  }

  #drop(producerId: string): void {
    const receiver = this.#receivers.get(producerId);
    if (!receiver) return;
    this.#receivers.delete(producerId);
    forgetReceiver(receiver.consumer);
    receiver.flow.close();
    receiver.consumer.close();
  }

  #show(): void {
    this.tracks.set(() =>
      this.#wanted.flatMap((producer) => {
        const consumer = this.#receivers.get(producer.producerId)?.consumer;
        return consumer && !consumer.closed ? [{ ...producer, track: consumer.track }] : [];
      }),
    );
  }
}
