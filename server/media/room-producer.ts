import type { types } from 'mediasoup';
import type { Log } from '../platform/log.ts';
import type { MediaSource, ProducerView } from '../protocol/media.ts';
import type { Audience } from '../rules/speaking.ts';
import { KeyFrameGate } from './key-frame-gate.ts';
import { limits } from './limits.ts';
import { obeyed } from './obeyed.ts';
import type { RoomConsumer } from './room-consumer.ts';
import { statsOf } from './stats.ts';
import { WantedLayer } from './wanted-layer.ts';

export const kinds = { microphone: 'audio', camera: 'video' } as const;

/** Whose it is and what it is: all that the rule of the floor needs to know. */
export type ProducerFacts = { slotId: string | null; source: MediaSource };

export type RoomProducerOptions = ProducerFacts & {
  log: Log;
  /** Which of its sizes is the largest that is wanted; told of cameras only. */
  onTopLayer(topLayer: number): void;
};

/** One microphone or camera in the room. It begins paused, with nobody as its audience. */
export class RoomProducer {
  readonly slotId: string | null;
  readonly source: MediaSource;
  readonly gate = new KeyFrameGate();
  readonly #producer: types.Producer;
  readonly #log: Log;
  readonly #wantedLayer: WantedLayer;
  readonly #consumers = new Set<RoomConsumer>();
  #audience: Audience = 'nobody';
  #openings = 0;
  #isFeatured = false;
  #isExpected = false;
  #inForce: Promise<unknown> = Promise.resolve();

  constructor(producer: types.Producer, { slotId, source, log, onTopLayer }: RoomProducerOptions) {
    this.#producer = producer;
    this.slotId = slotId;
    this.source = source;
    this.#log = log;
    this.#wantedLayer = new WantedLayer(onTopLayer);
    this.onClosed(() => this.#wantedLayer.close());
  }

  get id(): string {
    return this.#producer.id;
  }

  get isClosed(): boolean {
    return this.#producer.closed;
  }

  get audience(): Audience {
    return this.#audience;
  }

  /** How often it was opened to anybody. */
  get openings(): number {
    return this.#openings;
  }

  view(): ProducerView {
    const isOpen = !this.isClosed && this.#audience === 'everybody';
    return { producerId: this.id, slotId: this.slotId, source: this.source, isOpen };
  }

  onClosed(listener: () => void): void {
    this.#producer.observer.once('close', listener);
  }

  /** Holds this consumer to the audience, from now on. */
  async admit(consumer: RoomConsumer): Promise<void> {
    this.#consumers.add(consumer);
    consumer.onWish(() => this.#tellWantedLayer());
    consumer.onClosed(() => {
      this.#consumers.delete(consumer);
      this.#tellWantedLayer();
    });
    await Promise.all([consumer.allow(this.#lets(consumer)), consumer.feature(this.#isFeatured)]);
  }

  /** Is on its way to the media server when this returns, in force when it resolves. */
  async play(audience: Audience): Promise<void> {
    if (audience !== this.#audience && !this.isClosed) this.#inForce = this.#change(audience);
    await this.#inForce;
  }

  /** Whoever receives this receives it before others when the line is poor. */
  async feature(isFeatured: boolean): Promise<void> {
    this.#isFeatured = isFeatured;
    await Promise.all([...this.#consumers].map((consumer) => consumer.feature(isFeatured)));
  }

  /** Whoever looks may soon want it in its largest size, and shall not have to wait for it. */
  expect(isExpected: boolean): void {
    this.#isExpected = isExpected;
    this.#tellWantedLayer();
  }

  /** What has arrived of it, layer by layer; nothing when it is closed. */
  async arrivals(): Promise<types.ProducerStat[]> {
    return (await statsOf(this.#producer)) ?? [];
  }

  close(): void {
    this.#producer.close();
  }

  // Told in this order, in which the media server does it: no packet may pass between two of the steps to somebody
  // who is in neither audience.
  #change(audience: Audience): Promise<unknown> {
    const wasOpen = this.#audience !== 'nobody';
    const isOpen = audience !== 'nobody';
    this.#audience = audience;
    if (isOpen && !wasOpen) this.#openings += 1;
    const steps: Promise<unknown>[] = [this.#inForce];
    if (wasOpen && !isOpen) steps.push(obeyed(this.#producer.pause(), this.#producer, this.#log));
    for (const consumer of this.#consumers) steps.push(consumer.allow(this.#lets(consumer)));
    if (isOpen && !wasOpen) steps.push(obeyed(this.#producer.resume(), this.#producer, this.#log));
    return Promise.all(steps);
  }

  #tellWantedLayer(): void {
    if (this.source !== 'camera' || this.isClosed) return;
    const wanted = [...this.#consumers].map(({ wantedLayer }) => wantedLayer ?? 0);
    this.#wantedLayer.want(this.#isExpected ? limits.topSpatialLayer : Math.max(0, ...wanted));
  }

  #lets({ isCrew }: RoomConsumer): boolean {
    return this.#audience !== 'crew' || isCrew;
  }
}
