import type { types } from 'mediasoup';
import type { Log } from '../platform/log.ts';
import type { ConsumerOffer } from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { KeyFrameGate } from './key-frame-gate.ts';
import { limits } from './limits.ts';
import { obeyed } from './obeyed.ts';
import { asked } from './refused.ts';

type RoomConsumerOptions = { isCrew: boolean; gate: KeyFrameGate; log: Log };

/** One producer on its way to one connection: it flows while the connection wishes it and the room allows it. */
export class RoomConsumer {
  /** Its connection is a moderator's or an observer's. */
  readonly isCrew: boolean;
  readonly #consumer: types.Consumer;
  readonly #log: Log;
  readonly #gate: KeyFrameGate;
  #onWish: () => void = () => {};
  #isWished = false;
  #isAllowed = true;
  #isFlowing = false;
  #isFeatured = false;
  #spatialLayer: number = limits.firstSpatialLayer;
  #told: Promise<void> = Promise.resolve();

  /** Takes a consumer that was made paused. */
  constructor(consumer: types.Consumer, { isCrew, gate, log }: RoomConsumerOptions) {
    this.#consumer = consumer;
    this.isCrew = isCrew;
    this.#gate = gate;
    this.#log = log;
  }

  get id(): string {
    return this.#consumer.id;
  }

  offer(): ConsumerOffer {
    const { id: consumerId, producerId, kind, rtpParameters } = this.#consumer;
    return { consumerId, producerId, kind, rtpParameters };
  }

  onClosed(listener: () => void): void {
    this.#consumer.observer.once('close', listener);
  }

  /** The largest size it wants of a camera; none while it wants nothing. */
  get wantedLayer(): number | null {
    return this.#isWished ? this.#spatialLayer : null;
  }

  /** Tells every change of what it wants. */
  onWish(listener: () => void): void {
    this.#onWish = listener;
  }

  /** What the connection asks for. It is remembered while the room does not allow it. */
  async wish(isWished: boolean): Promise<void> {
    this.#isWished = isWished;
    this.#onWish();
    const waiting = isWished && !this.#isFlowing ? this.#waitForKeyFrame() : null;
    if (waiting) await waiting;
    await this.#follow();
    if (this.#consumer.closed) throw new Refusal('media-unavailable', 'closed meanwhile');
  }

  /** What the room allows. Is on its way to the media server when this returns, in force when it resolves. */
  allow(isAllowed: boolean): Promise<void> {
    this.#isAllowed = isAllowed;
    return this.#follow();
  }

  async chooseLayer(wanted: number): Promise<void> {
    this.#spatialLayer = Math.min(wanted, limits.topSpatialLayer);
    this.#onWish();
    const waiting = this.#isFlowing ? this.#waitForKeyFrame() : null;
    if (waiting) await waiting;
    await asked(() => this.#consumer.setPreferredLayers(this.#layers));
  }

  /** On a line too poor for all pictures at their wanted layers, this one comes first. */
  async feature(isFeatured: boolean): Promise<void> {
    if (this.#isFeatured === isFeatured) return;
    const before = this.#layers;
    this.#isFeatured = isFeatured;
    const told = [
      isFeatured ? this.#consumer.setPriority(limits.featuredPriority) : this.#consumer.unsetPriority(),
    ];
    if (this.#layers.temporalLayer !== before.temporalLayer)
      told.push(this.#consumer.setPreferredLayers(this.#layers));
    await Promise.all(told.map((one) => obeyed(one, this.#consumer, this.#log)));
  }

  /** Who is only one of many small pictures moves half as often. */
  get #layers(): { spatialLayer: number; temporalLayer: number } {
    const isTile = this.#spatialLayer === 0 && !this.#isFeatured;
    const temporalLayer = isTile ? limits.tileTemporalLayer : limits.topTemporalLayer;
    return { spatialLayer: this.#spatialLayer, temporalLayer };
  }

  close(): void {
    this.#consumer.close();
  }

  /** Null where nothing has to be waited for: what is asked then is on its way before anything else is. */
  #waitForKeyFrame(): Promise<void> | null {
    return this.#consumer.kind === 'video' ? this.#gate.pass(this.#spatialLayer) : null;
  }

  // The media server does things in the order it is told them: the last one told is what remains.
  #follow(): Promise<void> {
    const isFlowing = this.#isWished && this.#isAllowed;
    if (isFlowing === this.#isFlowing) return this.#told;
    this.#isFlowing = isFlowing;
    const told = isFlowing ? this.#consumer.resume() : this.#consumer.pause();
    this.#told = obeyed(told, this.#consumer, this.#log);
    return this.#told;
  }
}
