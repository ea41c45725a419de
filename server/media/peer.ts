import type { types } from 'mediasoup';
import type { Log } from '../platform/log.ts';
import { Turns } from '../platform/turns.ts';
import type {
  ConsumerOffer,
  DtlsParameters,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import { limits } from './limits.ts';
import { PeerConsumers } from './peer-consumers.ts';
import { PeerTransports } from './peer-transports.ts';
import { type MediaWitness, PeerWitness } from './peer-witness.ts';
import { asked, judged } from './refused.ts';
import { RoomConsumer } from './room-consumer.ts';
import { kinds, RoomProducer } from './room-producer.ts';
import type { RoomProducers } from './room-producers.ts';
import type { Direction, RoomRouter } from './room-router.ts';

export type MediaPeerOptions = {
  connectionId: string;
  slotId: string | null;
  mayPublish: boolean;
  /** A moderator or an observer: receives what only the crew may. */
  isCrew?: boolean;
  /** The largest size of this connection's camera that anybody wants has changed. */
  onTopLayer?: (topLayer: number) => void;
};

/** What a peer needs of its room. `router` refuses while the room has none. */
export type PeerRoom = {
  router(): RoomRouter;
  readonly producers: RoomProducers;
  readonly log: Log;
  left(peer: MediaPeer): void;
};

type ProducerWish = { transportId: string; source: MediaSource; rtpParameters: RtpParameters };
type ConsumerWish = { transportId: string; producerId: string; rtpCapabilities: RtpCapabilities };

/**
 * One connection's media in a room. Ids are looked up among this connection's own (JOIN-4). What opens something
 * goes one at a time, so that two requests cannot both take the last place.
 */
export class MediaPeer {
  readonly connectionId: string;
  readonly slotId: string | null;
  readonly mayPublish: boolean;
  readonly isCrew: boolean;
  readonly #room: PeerRoom;
  readonly #onTopLayer: (topLayer: number) => void;
  readonly #turns = new Turns();
  readonly #transports: PeerTransports;
  readonly #producers = new Map<string, RoomProducer>();
  readonly #consumers = new PeerConsumers();
  readonly #witness: PeerWitness;
  #isClosed = false;

  constructor(room: PeerRoom, { connectionId, slotId, mayPublish, isCrew, onTopLayer }: MediaPeerOptions) {
    this.#room = room;
    this.#onTopLayer = onTopLayer ?? (() => {});
    this.#transports = new PeerTransports(room.log);
    this.#witness = new PeerWitness(this.#transports, this.#producers);
    this.connectionId = connectionId;
    this.slotId = slotId;
    this.mayPublish = mayPublish;
    this.isCrew = isCrew ?? false;
  }

  openTransport(direction: Direction): Promise<TransportOffer> {
    return this.#inTurn(async () => {
      if (direction === 'send') this.#assertMayPublish();
      this.#transports.makePlace(direction);
      const transport = await this.#room.router().openTransport(direction);
      this.#assertStillHere(transport);
      return this.#transports.add(transport, direction);
    });
  }

  async connectTransport(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const transport = this.#transports.find(transportId);
    await judged(() => transport.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }));
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    const transport = this.#transports.find(transportId);
    return asked(() => transport.restartIce());
  }

  /** The producer starts paused; only the room's rule opens it (FLOOR-1). */
  openProducer({ transportId, source, rtpParameters }: ProducerWish): Promise<string> {
    return this.#inTurn(async () => {
      this.#assertMayPublish();
      this.#assertSourceIsFree(source);
      const transport = this.#transports.find(transportId, 'send');
      const options = { paused: true, keyFrameRequestDelay: limits.keyFrameRequestDelayMs };
      const theirs = { kind: kinds[source], rtpParameters: rtpParameters as types.RtpParameters };
      const producer = await judged(() => transport.produce({ ...options, ...theirs }));
      this.#assertStillHere(producer, transport);
      await this.#admit(producer, source);
      return producer.id;
    });
  }

  closeProducer(producerId: string): void {
    const producer = this.#producers.get(producerId);
    if (producer === undefined) throw new Refusal('not-found', `no producer ${producerId}`);
    producer.close();
  }

  /** The consumer starts paused, so that its first key frame finds a browser that is ready for it. */
  openConsumer(wish: ConsumerWish): Promise<ConsumerOffer> {
    return this.#inTurn(async () => {
      const transport = this.#transports.find(wish.transportId, 'receive');
      const { producer, rtpCapabilities } = this.#assertConsumable(wish);
      this.#consumers.assertPlace();
      const { firstSpatialLayer: spatialLayer, tileTemporalLayer: temporalLayer } = limits;
      const options = { paused: true, preferredLayers: { spatialLayer, temporalLayer } };
      const theirs = { producerId: producer.id, rtpCapabilities };
      const made = await judged(() => transport.consume({ ...options, ...theirs }));
      this.#assertStillHere(made, transport);
      const consumer = new RoomConsumer(made, {
        isCrew: this.isCrew,
        gate: producer.gate,
        log: this.#room.log,
      });
      this.#consumers.add(consumer);
      await producer.admit(consumer);
      return consumer.offer();
    });
  }

  /** It flows as soon as, and as long as, the room's rule lets this connection receive it. */
  async resumeConsumer(consumerId: string): Promise<void> {
    await this.#consumers.find(consumerId).wish(true);
  }

  async pauseConsumer(consumerId: string): Promise<void> {
    await this.#consumers.find(consumerId).wish(false);
  }

  async setLayer(consumerId: string, spatialLayer: number): Promise<void> {
    await this.#consumers.find(consumerId).chooseLayer(spatialLayer);
  }

  witness(): Promise<MediaWitness> {
    return this.#witness.look();
  }

  /** The room has lost its media: what this connection sent before speaks for it no more. */
  mediaLost(): void {
    this.#witness.forget();
  }

  cutFloods(direction: Direction): Promise<void> {
    return this.#transports.cutFloods(direction);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#transports.close();
    this.#room.left(this);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take('open', () => asked(work));
  }

  async #admit(made: types.Producer, source: MediaSource): Promise<void> {
    const { slotId } = this;
    const { log } = this.#room;
    const producer = new RoomProducer(made, { slotId, source, log, onTopLayer: this.#onTopLayer });
    try {
      if (source === 'microphone') await this.#room.router().listenTo(producer.id);
      if (producer.isClosed) throw new Refusal('media-unavailable', 'closed meanwhile');
      this.#producers.set(producer.id, producer);
      producer.onClosed(() => this.#producers.delete(producer.id));
      await this.#room.producers.admit(producer);
    } catch (error) {
      producer.close();
      throw error;
    }
  }

  #assertMayPublish(): void {
    if (!this.mayPublish) throw new Refusal('not-allowed', 'this connection may not publish');
  }

  #assertSourceIsFree(source: MediaSource): void {
    const same = [...this.#producers.values()].filter((producer) => producer.source === source);
    if (same.length >= limits.producersPerSource)
      throw new Refusal('limit-reached', `a ${source} is open already`);
  }

  #assertConsumable({ producerId, rtpCapabilities }: ConsumerWish) {
    const producer = this.#room.producers.find(producerId);
    if (producer === undefined) throw new Refusal('not-found', `no producer ${producerId}`);
    const theirs = rtpCapabilities as types.RtpCapabilities;
    if (!this.#room.router().canConsume(producerId, theirs))
      throw new Refusal('media-refused', 'no codec in common');
    return { producer, rtpCapabilities: theirs };
  }

  /** The connection, or what carries the new thing, may have gone while it was being made. */
  #assertStillHere(made: { close(): void }, carrier?: { closed: boolean }): void {
    if (!this.#isClosed && !carrier?.closed) return;
    made.close();
    throw new Refusal('media-unavailable', 'closed meanwhile');
  }
}
