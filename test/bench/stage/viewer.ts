import { patiently } from '../../../client/media/request.ts';
import type { ProducerView } from '../../../server/protocol/media.ts';
import { readPicture } from '../../support/rtc/vp8.ts';
import { type Door, PageLink } from './page-link.ts';
import { PageMedia } from './page-media.ts';

/** When a join began, and how long after it things came; `undefined` where they have not. */
export type Join = { voiceMs: number | undefined; frameMs: number | undefined };
export type ViewerWish = { hub: Omit<Door, 'as'>; largeHeightPx: number };

/** A page of the public that is in the debate, and receives it when told to. */
export class Viewer {
  readonly #link: PageLink;
  readonly #largeHeightPx: number;
  #producers: readonly ProducerView[] = [];
  #media: PageMedia | undefined;
  #join: Join | undefined;
  packets = 0;

  static async enter({ hub, largeHeightPx }: ViewerWish): Promise<Viewer> {
    const viewer = new Viewer({ ...hub, as: 'viewer' }, largeHeightPx);
    await viewer.#link.open();
    return viewer;
  }

  private constructor(door: Door, largeHeightPx: number) {
    this.#largeHeightPx = largeHeightPx;
    this.#link = new PageLink(door, {
      onEntered: (line, { view }) => {
        this.#producers = view.producers;
        line.socket.on('producers', ({ producers }: { producers: ProducerView[] }) => {
          this.#producers = producers;
          this.#media?.follow(producers);
        });
      },
      onTrouble: (error) => console.warn('viewer', error),
    });
  }

  /** Counts from before the first request about media; goes on receiving until `rest`. */
  async join(slotId: string): Promise<Join> {
    const startedAtMs = performance.now();
    const join: Join = { voiceMs: undefined, frameMs: undefined };
    const frames = new FirstFrame();
    const media = new PageMedia({
      ask: patiently((name, input) => this.#link.request(name, input)),
      own: {},
      isWatching: true,
      largeHeightPx: this.#largeHeightPx,
      onMedia: ({ source }, packet, atMs) => {
        this.packets += 1;
        if (source === 'microphone') join.voiceMs ??= atMs - startedAtMs;
        else if (join.frameMs === undefined && frames.isCompleteWith(packet))
          join.frameMs = atMs - startedAtMs;
      },
      onTrouble: (error) => console.warn('viewer', error),
    });
    this.#media = media;
    this.#join = join;
    media.enlarge(slotId);
    media.follow(this.#producers);
    await media.open();
    return join;
  }

  get lastJoin(): Join | undefined {
    return this.#join;
  }

  /** Gives its media back and stays in the debate. */
  rest(): void {
    this.#media?.close();
    this.#media = undefined;
  }

  leave(): void {
    this.rest();
    this.#link.close();
  }
}

/** A picture can be drawn when the whole of a key frame is there. */
class FirstFrame {
  #frame: number | undefined;

  isCompleteWith(packet: Buffer): boolean {
    const picture = readPicture(packet);
    if (picture === undefined) return false;
    if (picture.isKey && picture.isFirstPacket) this.#frame = picture.frame;
    const isLast = (packet.readUInt8(1) & 0x80) !== 0;
    return isLast && picture.frame === this.#frame;
  }
}
