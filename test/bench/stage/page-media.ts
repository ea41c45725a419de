import { FlowOf } from '../../../client/media/flowOf.ts';
import { type Flow, flowFor } from '../../../client/media/layers.ts';
import type { MediaSource, ProducerView } from '../../../server/protocol/media.ts';
import { type Ask, RtcEndpoint } from '../../support/rtc/endpoint.ts';
import type { PacketSource } from '../../support/rtc/source.ts';

export type OwnSources = Partial<Record<MediaSource, PacketSource>>;
/** `atMs`: the arrival, on the clock of `performance.now`. */
export type OnMedia = (producer: ProducerView, packet: Buffer, atMs: number) => void;
export type PageMediaNeeds = {
  ask: Ask;
  own: OwnSources;
  isWatching: boolean;
  onMedia: OnMedia;
  /** How high the picture is that is looked at, in the pixels of its screen. */
  largeHeightPx: number;
  /** Something failed and will be tried again. */
  onTrouble(error: unknown): void;
};

/** One picture is looked at, the others are tiles. */
const smallPlace = { heightPx: 160, isLarge: false };
const sound: Flow = { isFlowing: true, layer: 0 };
/** A picture has its place on the page by the next time the page is drawn. */
const drawnMs = 40;
const openAgainMs = 2_000;

/** One build of a page's media: it goes with its hub's room, and a new one takes its place. */
export class PageMedia {
  readonly #needs: PageMediaNeeds;
  readonly #flows = new Map<string, { producer: ProducerView; flow: FlowOf }>();
  readonly #opening = new Set<string>();
  #endpoints: RtcEndpoint[] = [];
  #receive: RtcEndpoint | undefined;
  #wanted: readonly ProducerView[] = [];
  #largeSlotId: string | null = null;
  #isClosed = false;

  constructor(needs: PageMediaNeeds) {
    this.#needs = needs;
  }

  /** Rejects when the hub refuses or cannot; then this build is to be closed. */
  async open(): Promise<void> {
    await Promise.all([this.#openReceive(), this.#openSend()]);
  }

  /** Opens what is new of these, voices first, and drops what is gone. */
  follow(producers: readonly ProducerView[]): void {
    this.#wanted = producers;
    const ids = new Set(producers.map(({ producerId }) => producerId));
    for (const [id, { flow }] of this.#flows) {
      if (ids.has(id)) continue;
      flow.close();
      this.#flows.delete(id);
    }
    if (this.#receive === undefined) return;
    for (const producer of producers.toSorted((a, b) => b.source.localeCompare(a.source)))
      void this.#consume(producer);
  }

  get receives(): number {
    return this.#flows.size;
  }

  /** Whose picture is looked at now. */
  enlarge(slotId: string | null): void {
    if (slotId === this.#largeSlotId) return;
    this.#largeSlotId = slotId;
    for (const { producer, flow } of this.#flows.values())
      if (producer.source === 'camera') flow.want(this.#flowOf(producer));
  }

  close(): void {
    this.#isClosed = true;
    for (const { flow } of this.#flows.values()) flow.close();
    for (const endpoint of this.#endpoints) endpoint.close();
  }

  async #openReceive(): Promise<void> {
    if (!this.#needs.isWatching) return;
    this.#receive = await this.#endpoint('receive');
    this.follow(this.#wanted);
  }

  async #openSend(): Promise<void> {
    const sources = Object.entries(this.#needs.own) as [MediaSource, PacketSource][];
    if (sources.length === 0) return;
    const send = await this.#endpoint('send');
    for (const [source, packets] of sources) if (!this.#isClosed) await send.produce(source, packets);
  }

  async #endpoint(direction: 'send' | 'receive'): Promise<RtcEndpoint> {
    const endpoint = await RtcEndpoint.open(this.#ask, { direction });
    this.#endpoints.push(endpoint);
    if (this.#isClosed) endpoint.close();
    return endpoint;
  }

  // An endpoint resumes what it consumes at once; a page asks for the right size first.
  readonly #ask: Ask = (name, input) =>
    name === 'consumer.resume' ? Promise.resolve({} as never) : this.#needs.ask(name, input);

  async #consume(producer: ProducerView): Promise<void> {
    const { producerId } = producer;
    if (this.#isClosed || this.#flows.has(producerId) || this.#opening.has(producerId)) return;
    this.#opening.add(producerId);
    try {
      const { onMedia, ask } = this.#needs;
      const reception = await this.#receive?.consume(producerId, (packet, atMs) =>
        onMedia(producer, packet, atMs),
      );
      if (reception === undefined || this.#isClosed) return;
      const flow = new FlowOf(reception.consumerId, ask);
      this.#flows.set(producerId, { producer, flow });
      if (producer.source === 'microphone') flow.want(sound);
      else setTimeout(() => flow.want(this.#flowOf(producer)), drawnMs);
    } catch (error) {
      this.#needs.onTrouble(error);
      setTimeout(() => this.#isWanted(producerId) && void this.#consume(producer), openAgainMs);
    } finally {
      this.#opening.delete(producerId);
    }
  }

  #flowOf({ slotId }: ProducerView): Flow {
    const largePlace = { heightPx: this.#needs.largeHeightPx, isLarge: true };
    return flowFor([slotId === this.#largeSlotId ? largePlace : smallPlace]);
  }

  #isWanted(producerId: string): boolean {
    return !this.#isClosed && this.#wanted.some((wanted) => wanted.producerId === producerId);
  }
}
