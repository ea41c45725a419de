import type { ProducerView } from '../../server/protocol/media.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { DebateMedia, OwnTracks } from '../media/debateMedia.ts';
import { type Flow, flowFor, type Seen } from '../media/layers.ts';
import type { Received } from '../media/receiving.ts';
import { patiently, type RequestHub } from '../media/request.ts';
import { Shown } from '../media/shown.ts';
import type { Direction } from '../media/transport.ts';
import { Store } from './store.ts';

export type LiveMediaNeeds = {
  request: RequestHub;
  isConnected: () => boolean;
  /** Nothing passes on a media line; the connection may be cut as well. */
  onDown: () => void;
  /** The hub holds too much of this connection's past: only a new connection helps. */
  onFull: () => void;
};

type Capabilities = Record<string, unknown>;

const retryMs = 2_000;
/** How long the last pictures of a lost line stand for those that do not come back. */
const formerKeptMs = 10_000;
const nothingFlows: Flow = { isFlowing: false, layer: 0 };

/**
 * This page's media in a debate, built anew whenever the connection or the hub's rooms are new. What was received
 * last stays until the same is there again, so that nothing goes dark in between.
 */
export class LiveMedia {
  readonly received = new Store<readonly Received[]>([]);
  /** The directions in which nothing passes just now, though it did or should. */
  readonly down = new Store<readonly Direction[]>([]);
  /** Whether pictures are received: a poor network is left to the voices. */
  readonly hasPictures = new Store(true);
  readonly #needs: LiveMediaNeeds;
  readonly #shown = new Shown();
  #media: DebateMedia | null = null;
  #former: DebateMedia | null = null;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  #build = 0;
  #capabilities: Capabilities = {};
  #own: OwnTracks | null = null;
  #producers: readonly ProducerView[] = [];

  constructor({ request, ...needs }: LiveMediaNeeds) {
    this.#needs = { ...needs, request: patiently(request) };
    document.addEventListener('visibilitychange', this.#refresh);
  }

  /** The connection or the hub's rooms are new. */
  build(capabilities: Capabilities = this.#capabilities): void {
    this.#capabilities = capabilities;
    void this.#rebuild();
  }

  /** Sends these tracks now, and again after every rebuild. They stay the caller's to stop. */
  publish(tracks: OwnTracks): void {
    this.#own = tracks;
    void this.#publish(this.#build);
  }

  follow(producers: readonly ProducerView[]): void {
    this.#producers = producers;
    this.#media?.follow(producers);
  }

  /** Where on the page a picture is shown, and how large; null: no longer there. */
  show(producerId: string, place: symbol, seen: Seen | null): void {
    this.#shown.tell(producerId, place, seen);
    this.#refresh();
  }

  receivePictures(isOn: boolean): void {
    this.hasPictures.set(() => isOn);
    this.#refresh();
  }

  /** The largest size of this page's camera that anybody wants. */
  sendUpTo(topLayer: number): void {
    this.#media?.sendUpTo(topLayer).catch((error: unknown) => console.warn('media.sendUpTo', error));
  }

  /** The network has changed. */
  restart(): void {
    this.#media?.restart();
  }

  async sendingStats(): Promise<RTCStatsReport | null> {
    return (await this.#media?.sendingStats()) ?? null;
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#refresh);
    this.drop();
  }

  /** Gives everything back. */
  drop(): void {
    this.#build += 1;
    this.#media?.close();
    this.#media = null;
    this.#forget();
    this.down.set(() => []);
  }

  async #rebuild(): Promise<void> {
    this.#build += 1;
    const build = this.#build;
    this.#keepFormer();
    try {
      const media = await this.#open(build);
      if (build !== this.#build) return media.close();
      this.#media = media;
      this.down.set(() => []);
      media.receiving.tracks.watch(() => build === this.#build && this.#receive());
      media.follow(this.#producers);
      await this.#publish(build);
    } catch (error) {
      if (build !== this.#build) return;
      console.warn('media.build', error);
      if (error instanceof Refusal && error.code === 'limit-reached') return this.#needs.onFull();
      setTimeout(() => build === this.#build && this.#needs.isConnected() && this.build(), retryMs);
    }
  }

  async #publish(build: number): Promise<void> {
    try {
      if (this.#own) await this.#media?.publish(this.#own);
    } catch (error) {
      if (build !== this.#build) return;
      console.warn('media.publish', error);
      setTimeout(() => build === this.#build && void this.#publish(build), retryMs);
    }
  }

  async #open(build: number): Promise<DebateMedia> {
    const { DebateMedia: Media } = await import('../media/debateMedia.ts');
    const isOfNow = () => build === this.#build;
    return Media.open({
      request: this.#needs.request,
      rtpCapabilities: this.#capabilities,
      flowFor: (producerId) => this.#flowFor(producerId),
      onUp: (direction) => isOfNow() && this.#setDown(direction, false),
      onDown: (direction) => isOfNow() && this.#setDown(direction, true),
      onDead: () => isOfNow() && this.#needs.isConnected() && void this.#replaceDead(),
    });
  }

  /** The hub takes one microphone of a connection: the dead one must be given back first. */
  async #replaceDead(): Promise<void> {
    const build = this.#build;
    await this.#media?.release().catch((error: unknown) => console.warn('media.release', error));
    if (build === this.#build) this.build();
  }

  #setDown(direction: Direction, isDown: boolean): void {
    this.down.set((down) => [...down.filter((one) => one !== direction), ...(isDown ? [direction] : [])]);
    if (isDown) this.#needs.onDown();
  }

  #flowFor(producerId: string): Flow {
    const isLookedAt = document.visibilityState === 'visible' && this.hasPictures.get();
    return isLookedAt ? flowFor(this.#shown.of(producerId)) : nothingFlows;
  }

  readonly #refresh = () => this.#media?.receiving.refresh();

  #keepFormer(): void {
    if (!this.#media) return;
    this.#former?.close();
    this.#former = this.#media;
    this.#former.leave();
    this.#media = null;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.#forget(), formerKeptMs);
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    this.#former?.close();
    this.#former = null;
    this.#receive();
  }

  #receive(): void {
    const fresh = this.#media?.receiving.tracks.get() ?? [];
    const missing = (this.#former?.receiving.tracks.get() ?? []).filter(
      (old) => !fresh.some(({ slotId, source }) => slotId === old.slotId && source === old.source),
    );
    this.received.set(() => [...fresh, ...missing]);
    if (this.#former && missing.length === 0 && fresh.length > 0) this.#forget();
  }
}
