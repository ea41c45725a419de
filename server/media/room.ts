import type { Log } from '../platform/log.ts';
import type { ProducerView } from '../protocol/media.ts';
import { Refusal } from '../protocol/refusals.ts';
import { rtpCapabilities } from './codecs.ts';
import { watchFloods } from './flood-watch.ts';
import { MediaPeer, type MediaPeerOptions } from './peer.ts';
import { persist } from './persist.ts';
import { asked } from './refused.ts';
import { type FloorRule, RoomProducers } from './room-producers.ts';
import { RoomRouter } from './room-router.ts';
import { type Voice, Voices } from './voices.ts';
import type { MediaWorkers } from './workers.ts';

export type MediaRoomOptions = {
  debateId: string;
  log: Log;
  /** The list of producers or their openness has changed. */
  onProducers(): void;
  /** Everybody who was heard over the last 500 ms, the loudest first; an empty list once when it becomes quiet. */
  onVoices(voices: readonly Voice[]): void;
  /** The media is gone since this instant; the room is making a new home for itself. */
  onLost(fromMs: number): void;
  /** The room can be used again, by peers that have nothing in it. */
  onRebuilt(): void;
};

/** The media of one debate: on one worker at a time, and on another one when that dies. */
export class MediaRoom {
  readonly rtpCapabilities = rtpCapabilities;
  readonly #workers: MediaWorkers;
  readonly #options: MediaRoomOptions;
  readonly #log: Log;
  readonly #producers: RoomProducers;
  readonly #voices: Voices;
  readonly #peers = new Set<MediaPeer>();
  readonly #leaving = new AbortController();
  #router: RoomRouter | undefined;
  #rebuilding: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  static async open(workers: MediaWorkers, options: MediaRoomOptions): Promise<MediaRoom> {
    const room = new MediaRoom(workers, options);
    room.#router = await asked(() => room.#openRouter());
    void watchFloods({ peers: room.#peers, signal: room.#leaving.signal, log: room.#log });
    return room;
  }

  private constructor(workers: MediaWorkers, options: MediaRoomOptions) {
    this.#workers = workers;
    this.#options = options;
    this.#log = options.log.child({ debateId: options.debateId });
    this.#producers = new RoomProducers(() => {
      if (!this.#isClosed) options.onProducers();
    });
    this.#voices = new Voices(this.#producers, (voices) => options.onVoices(voices));
  }

  join(options: MediaPeerOptions): MediaPeer {
    if (this.#isClosed) throw new Refusal('media-unavailable', 'the room is closed');
    const log = this.#log.child({ connectionId: options.connectionId });
    const left = (peer: MediaPeer) => this.#peers.delete(peer);
    const router = () => this.#routerOrRefusal();
    const peer = new MediaPeer({ router, producers: this.#producers, log, left }, options);
    this.#peers.add(peer);
    return peer;
  }

  /**
   * Gives every producer, also one opened later, the audience this rule says. Resolves when all have it. Of two
   * overlapping calls the later one's rule is what remains.
   */
  match(rule: FloorRule): Promise<void> {
    return this.#producers.match(rule);
  }

  /**
   * The camera of this slot comes before all others on a line that is too poor for all; null: they are alike again.
   * Holds for what is opened later too.
   */
  feature(slotId: string | null): Promise<void> {
    return this.#producers.feature(slotId);
  }

  /**
   * The cameras of these slots are sent in every size from now on: the media server changes to a size two seconds
   * after it has begun to come, which is too late for a change of speaker. Holds for what is opened later too.
   */
  expect(slotIds: readonly string[]): void {
    this.#producers.expect(slotIds);
  }

  producers(): ProducerView[] {
    return this.#producers.views();
  }

  /** Leaves nothing on the worker. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#leaving.abort();
    for (const peer of this.#peers) peer.close();
    this.#router?.close();
    this.#router = undefined;
    await this.#rebuilding;
  }

  get #isClosed(): boolean {
    return this.#leaving.signal.aborted;
  }

  #routerOrRefusal(): RoomRouter {
    if (this.#router === undefined) throw new Refusal('media-unavailable', 'the room has no worker now');
    return this.#router;
  }

  async #openRouter(): Promise<RoomRouter> {
    return RoomRouter.open(this.#workers.place(), {
      onVolumes: (volumes) => this.#voices.hear(volumes),
      onLost: (fromMs) => this.#lose(fromMs),
    });
  }

  #lose(fromMs: number): void {
    this.#router = undefined;
    if (this.#isClosed) return;
    this.#log.error({ fromMs }, 'media.room-lost');
    for (const peer of this.#peers) peer.mediaLost();
    this.#voices.hear([]);
    this.#rebuilding = this.#rebuild();
    this.#options.onLost(fromMs);
  }

  async #rebuild(): Promise<void> {
    const router = await persist(() => this.#openRouter(), {
      signal: this.#leaving.signal,
      onFailure: (error, restMs) => this.#log.warn({ err: error, restMs }, 'media.room-not-rebuilt'),
    });
    if (this.#isClosed) return router?.close();
    this.#router = router;
    this.#log.info('media.room-rebuilt');
    this.#options.onRebuilt();
  }
}
