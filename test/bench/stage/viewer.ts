import { patiently } from '../../../client/media/request.ts';
import type { ProducerView } from '../../../server/protocol/media.ts';
import type { Ask } from '../../support/rtc/endpoint.ts';
import { readPicture } from '../../support/rtc/vp8.ts';
import { type Door, PageLink } from './page-link.ts';
import { PageMedia } from './page-media.ts';
import { takeSeat } from './seats.ts';

/** When a join began, and how long after it things came; `undefined` where they have not. */
export type Join = { voiceMs: number | undefined; frameMs: number | undefined };
/** Into a debate of a hub over a socket, or to a media server without a debate. */
export type Entrance = { hub: Omit<Door, 'as'> } | { seatsUrl: string };

type Place = { ask: Ask; leave(): void };
type OnProducers = (producers: readonly ProducerView[]) => void;

const complain = (error: unknown): void => console.warn(`  a viewer: ${error}`);

async function enter(entrance: Entrance, onProducers: OnProducers): Promise<Place> {
  if ('seatsUrl' in entrance) {
    const { producers, ask, close } = await takeSeat(entrance.seatsUrl);
    onProducers(producers);
    return { ask, leave: () => void close().catch(complain) };
  }
  const link = new PageLink(
    { ...entrance.hub, as: 'viewer' },
    {
      onEntered: (line, { view }) => {
        onProducers(view.producers);
        line.socket.on('producers', ({ producers }: { producers: ProducerView[] }) => onProducers(producers));
      },
      onTrouble: complain,
    },
  );
  await link.open();
  return { ask: (name, input) => link.request(name, input), leave: () => link.close() };
}

/** Somebody of the public who is in, and receives what is on the stage when told to. */
export class Viewer {
  readonly #largeHeightPx: number;
  #place: Place | undefined;
  #producers: readonly ProducerView[] = [];
  #media: PageMedia | undefined;
  join: Join = { voiceMs: undefined, frameMs: undefined };
  /** All that ever arrived. */
  packets = 0;

  static async enter(entrance: Entrance, largeHeightPx: number): Promise<Viewer> {
    const viewer = new Viewer(largeHeightPx);
    viewer.#place = await enter(entrance, (producers) => {
      viewer.#producers = producers;
      viewer.#media?.follow(producers);
    });
    return viewer;
  }

  private constructor(largeHeightPx: number) {
    this.#largeHeightPx = largeHeightPx;
  }

  /** Looks at this slot's picture. What is told of the join counts from before its first request. */
  async watch(slotId: string | null): Promise<void> {
    const place = this.#place;
    if (place === undefined) throw new Error('enter first');
    this.join = { voiceMs: undefined, frameMs: undefined };
    const media = new PageMedia({
      ask: patiently(place.ask),
      own: {},
      isWatching: true,
      largeHeightPx: this.#largeHeightPx,
      onMedia: this.#firstThings(this.join, performance.now()),
      onTrouble: complain,
    });
    this.#media = media;
    media.enlarge(slotId);
    media.follow(this.#producers);
    await media.open();
  }

  /** Gives its media back and stays in. */
  rest(): void {
    this.#media?.close();
    this.#media = undefined;
  }

  leave(): void {
    this.rest();
    this.#place?.leave();
  }

  #firstThings(join: Join, startedAtMs: number) {
    const frame = new FirstFrame();
    return ({ source }: ProducerView, packet: Buffer, atMs: number): void => {
      this.packets += 1;
      if (source === 'microphone') join.voiceMs ??= atMs - startedAtMs;
      else if (join.frameMs === undefined && frame.isCompleteWith(packet)) join.frameMs = atMs - startedAtMs;
    };
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
