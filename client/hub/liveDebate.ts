import type { Act } from '../../server/protocol/acts.ts';
import type { MediaSource, ProducerView } from '../../server/protocol/media.ts';
import type { Notice, NoticeName } from '../../server/protocol/notices.ts';
import type { Input, Output, RequestName } from '../../server/protocol/requests.ts';
import type { Chair, DebateView } from '../../server/protocol/stage.ts';
import { withActs } from './acts.ts';
import { type As, type Ending, type Entered, Link } from './link.ts';
import { LiveMedia } from './liveMedia.ts';
import { watchNetwork } from './network.ts';
import { keep } from './receipts.ts';
import { ServerClock } from './serverClock.ts';
import { Store } from './store.ts';

/** `sinceMs` is the server's time. */
export type Connection =
  | { is: 'connecting' | 'connected' }
  | { is: 'lost'; sinceMs: number }
  | { is: 'over'; why: Ending };

export type LiveState = {
  connection: Connection;
  /** The last whole state heard; it stays while the connection is lost. */
  view: DebateView | null;
  slotId: string | null;
  /** Who leads, for those who run or observe the debate. */
  chair: Chair | null;
  /** What was done, oldest first, for the same people: the newest, and all once `readActs` was called. */
  acts: readonly Act[];
  /** What this candidate is asked to type. */
  prompt: Notice<'prompt'>['prompt'];
};

const nothingYet: LiveState = {
  connection: { is: 'connecting' },
  view: null,
  slotId: null,
  chair: null,
  acts: [],
  prompt: null,
};
/** One debate as this page lives it: its connection, what it knows of the debate, and its media. */
export class LiveDebate {
  readonly clock = new ServerClock();
  readonly state = new Store<LiveState>(nothingYet);
  readonly media: LiveMedia;
  readonly #link: Link;
  readonly #leaveNetwork: () => void;
  #wantsAllActs = false;
  #actsReadTo = 0;

  constructor(to: { debateId: string; as: As }) {
    this.#link = new Link(to, {
      entered: (entered) => this.#entered(entered),
      noticed: (name, notice) => this.#noticed(name, notice),
      lost: () => this.#lost(),
      over: (why) => this.#over(why),
    });
    this.media = new LiveMedia({
      request: (name, input) => this.#link.request(name, input),
      isConnected: () => this.state.get().connection.is === 'connected',
      onDown: () => void this.#link.check(),
      onFull: () => this.#link.renew(),
    });
    this.#leaveNetwork = watchNetwork((how) => this.#networkChanged(how));
  }

  /** What is received of the others, in the order of the hub. */
  get received(): LiveMedia['received'] {
    return this.media.received;
  }

  open(): void {
    this.#link.open();
  }

  /** Goes in again after an ending; `isTakingOver` only when the person chose to go on here. */
  enterAgain(wish: { isTakingOver: boolean }): void {
    this.state.set((state) => ({ ...state, connection: { is: 'connecting' } }));
    this.#link.open(wish);
  }

  close(): void {
    this.#leaveNetwork();
    this.#link.close();
    this.media.close();
  }

  request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.#link.request(name, input);
  }

  /** Reads every act that is not here yet; from then on also those that happen while the connection is lost. */
  async readActs(): Promise<void> {
    this.#wantsAllActs = true;
    for (let isAll = false; !isAll; ) {
      const read = await this.request('acts.read', { afterSequence: this.#actsReadTo });
      this.#takeActs(read.acts);
      this.#actsReadTo = read.acts.at(-1)?.sequence ?? this.#actsReadTo;
      isAll = read.isAll;
    }
  }

  #entered({ view, slotId, chair, rtpCapabilities }: Entered): void {
    this.clock.hear(view.nowMs);
    this.state.set(({ acts, prompt }) => ({
      connection: { is: 'connected' },
      ...{ view, slotId, chair, acts },
      prompt: isStillAsked({ view, slotId }, prompt) ? prompt : null,
    }));
    this.#follow();
    this.media.build(rtpCapabilities);
    if (this.#wantsAllActs) this.readActs().catch((error: unknown) => console.warn('acts.read', error));
  }

  #noticed<N extends NoticeName>(name: N, notice: Notice<N>): void {
    if (name === 'media.rebuilt') this.media.build();
    if (name === 'camera') this.media.sendUpTo((notice as Notice<'camera'>).topLayer);
    if (name === 'stage') this.clock.hear((notice as Notice<'stage'>).nowMs);
    if (isPartOfView(name)) this.#change(notice as Partial<DebateView>);
    if (name === 'chair' || name === 'prompt') this.state.set((state) => ({ ...state, ...notice }));
    if (name === 'receipt') keep((notice as Notice<'receipt'>).receipt);
    if (name === 'acts') this.#takeActs((notice as Notice<'acts'>).acts);
    if (name === 'producers') this.#follow();
  }

  #takeActs(more: readonly Act[]): void {
    this.state.set((state) => ({ ...state, acts: withActs(state.acts, more) }));
  }

  #change(part: Partial<DebateView>): void {
    this.state.set((state) => (state.view ? { ...state, view: { ...state.view, ...part } } : state));
  }

  /** The media stays: its line may live on, and who is still seen and heard is not gone. */
  #lost(): void {
    const sinceMs = this.clock.nowMs();
    this.state.set((state) =>
      state.connection.is === 'connected' ? { ...state, connection: { is: 'lost', sinceMs } } : state,
    );
  }

  #over(why: Ending): void {
    this.state.set((state) => ({ ...state, connection: { is: 'over', why } }));
    this.media.drop();
  }

  #networkChanged(how: 'moved' | 'woken'): void {
    void this.#link.check();
    if (how === 'moved' && this.state.get().connection.is === 'connected') this.media.restart();
  }

  #follow(): void {
    const { view, slotId } = this.state.get();
    const others = (view?.producers ?? []).filter((producer) => !slotId || producer.slotId !== slotId);
    this.media.follow(others);
  }
}

/** A prompt may be heard before, and outlive, the entering that it belongs to. */
function isStillAsked(
  { view, slotId }: Pick<Entered, 'view' | 'slotId'>,
  prompt: LiveState['prompt'],
): boolean {
  const { rollCall } = view;
  if (!rollCall || rollCall.isClosed || rollCall.rollCallId !== prompt?.rollCallId) return false;
  return slotId === null || !rollCall.answered.includes(slotId);
}

function isPartOfView(name: NoticeName): boolean {
  return ['stage', 'presence', 'producers', 'voice', 'roll-call'].includes(name);
}

/** The producer of one slot (null: the moderator's) and source among those a page knows. */
export function producerOf<P extends ProducerView>(
  producers: readonly P[],
  slotId: string | null,
  source: MediaSource,
): P | null {
  return producers.find((producer) => producer.slotId === slotId && producer.source === source) ?? null;
}
