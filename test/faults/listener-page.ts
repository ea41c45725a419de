import type { Notice } from '../../server/protocol/notices.ts';
import type { TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { askOn } from '../support/rtc/ask.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { until } from '../support/supervised.ts';

/** A viewer's page as a script: it receives every microphone there is, and builds its media anew when told to. */
export class ListenerPage {
  readonly line: Line;
  readonly #heard = new Map<string, number[]>();
  readonly #known = new Set<string>();
  #working: Promise<void> = Promise.resolve();
  #endpoint: RtcEndpoint | undefined;

  static async open(hub: TestHub): Promise<ListenerPage> {
    const page = new ListenerPage(await Line.join(hub, 'viewer'));
    await page.#working;
    return page;
  }

  private constructor(line: Line) {
    this.line = line;
    this.#next(() => this.#build());
    line.socket.on('media.rebuilt', () => this.#next(() => this.#build()));
    line.socket.on('producers', (notice: Notice<'producers'>) => this.#next(() => this.#follow(notice)));
  }

  /** The instants, of `performance.now`, at which packets of this slot's microphone arrived. */
  heardAt(slotId: string): readonly number[] {
    return this.#heard.get(slotId) ?? [];
  }

  /** Resolves when so many more packets of this slot have arrived. */
  async hears(slotId: string, packets = 25): Promise<void> {
    const before = this.heardAt(slotId).length;
    await until(`hearing ${slotId}`, async () => this.heardAt(slotId).length >= before + packets);
  }

  close(): void {
    this.#endpoint?.close();
    this.line.leave();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #next(work: () => Promise<void>): void {
    this.#working = this.#working.then(work);
  }

  async #build(): Promise<void> {
    this.#endpoint?.vanish();
    this.#known.clear();
    this.#endpoint = await RtcEndpoint.open(askOn(this.line), { direction: 'receive' });
    const entered = await this.line.ask('debate.enter', {});
    if (entered.ok) await this.#follow(entered.data.view);
  }

  async #follow({ producers }: Notice<'producers'>): Promise<void> {
    for (const { producerId, slotId, source } of producers) {
      if (source !== 'microphone' || slotId === null || this.#known.has(producerId)) continue;
      this.#known.add(producerId);
      const instants = this.#heard.get(slotId) ?? [];
      this.#heard.set(slotId, instants);
      await this.#endpoint?.consume(producerId, (_, atMs) => instants.push(atMs)).catch(unlessGone);
    }
  }
}

/** A microphone, or the whole media server, may go while we ask for it. */
function unlessGone(error: unknown): void {
  const isGone = error instanceof Error && /^(not-found|media-unavailable)/.test(error.message);
  if (!isGone) throw error;
}
