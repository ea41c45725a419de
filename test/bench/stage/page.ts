import { patiently } from '../../../client/media/request.ts';
import type { ProducerView } from '../../../server/protocol/media.ts';
import type { Stage } from '../../../server/protocol/stage.ts';
import type { Line } from '../../support/line.ts';
import type { Ask } from '../../support/rtc/endpoint.ts';
import { type Door, type Entered, PageLink } from './page-link.ts';
import { type OnMedia, type OwnSources, PageMedia } from './page-media.ts';

export type PageNeeds = { own?: OwnSources; isWatching?: boolean; onMedia?: OnMedia };

const retryMs = 2_000;
const laptopHeightPx = 720;

/**
 * A scripted page over real sockets and real RTP. It does what the client does: enters again after a loss, builds its
 * media anew when the hub's rooms are new, follows producers, and looks at whoever has the floor.
 */
export class Page {
  readonly #link: PageLink;
  readonly #needs: Required<PageNeeds>;
  /** A request, asked again while the hub is asked too much. */
  readonly ask: Ask;
  #media: PageMedia | undefined;
  #builds = 0;
  #slotId: string | null = null;
  #producers: readonly ProducerView[] = [];
  #largeSlotId: string | null = null;
  #trouble: unknown;
  readonly #built = Promise.withResolvers<void>();

  /** Resolves when it is in and its media have been built once. */
  static async open(door: Door, needs: PageNeeds = {}): Promise<Page> {
    const page = new Page(door, needs);
    await page.#link.open();
    await page.#built.promise;
    return page;
  }

  private constructor(door: Door, { own = {}, isWatching = true, onMedia = () => {} }: PageNeeds) {
    this.#needs = { own, isWatching, onMedia };
    this.#link = new PageLink(door, {
      onEntered: (line, entered) => this.#entered(line, entered),
      onTrouble: this.#onTrouble,
    });
    this.ask = patiently((name, input) => this.#link.request(name, input));
  }

  get line(): Line {
    return this.#link.line;
  }

  get slotId(): string {
    return this.#slotId ?? '';
  }

  /** How many producers of others it receives. */
  get receives(): number {
    return this.#media?.receives ?? 0;
  }

  /** What failed last and was tried again. */
  get trouble(): unknown {
    return this.#trouble;
  }

  close(): void {
    this.#builds += 1;
    this.#media?.close();
    this.#link.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  readonly #onTrouble = (error: unknown): void => {
    this.#trouble = error;
  };

  #entered(line: Line, { view, slotId }: Entered): void {
    this.#slotId = slotId;
    this.#look(view.stage);
    this.#follow(view.producers);
    line.socket.on('stage', ({ stage }: { stage: Stage }) => this.#look(stage));
    line.socket.on('producers', ({ producers }: { producers: ProducerView[] }) => this.#follow(producers));
    line.socket.on('media.rebuilt', () => void this.#build());
    line.socket.on('camera', ({ topLayer }: { topLayer: number }) =>
      this.#needs.own.camera?.sendUpTo?.(topLayer),
    );
    void this.#build();
  }

  #look(stage: Stage): void {
    const slotId = stage.status === 'live' ? stage.turn?.slotId : undefined;
    if (slotId === undefined) return;
    this.#largeSlotId = slotId;
    this.#media?.enlarge(slotId);
  }

  #follow(producers: readonly ProducerView[]): void {
    this.#producers = producers.filter(({ slotId }) => slotId === null || slotId !== this.#slotId);
    this.#media?.follow(this.#producers);
  }

  async #build(): Promise<void> {
    this.#builds += 1;
    const build = this.#builds;
    this.#media?.close();
    const { own, isWatching, onMedia } = this.#needs;
    own.camera?.sendUpTo?.(Number.POSITIVE_INFINITY);
    const media = new PageMedia({
      ask: this.ask,
      own,
      isWatching,
      onMedia,
      largeHeightPx: laptopHeightPx,
      onTrouble: this.#onTrouble,
    });
    this.#media = media;
    media.enlarge(this.#largeSlotId);
    media.follow(this.#producers);
    try {
      await media.open();
      this.#built.resolve();
    } catch (error) {
      this.#onTrouble(error);
      media.close();
      setTimeout(() => build === this.#builds && void this.#build(), retryMs);
    }
  }
}
