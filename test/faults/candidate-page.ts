import { randomUUID } from 'node:crypto';
import type { Input } from '../../server/protocol/requests.ts';
import type { TestHub } from '../support/hub.ts';
import type { Network } from '../support/impairment.ts';
import { Line, ticketFor } from '../support/line.ts';
import { askOn } from '../support/rtc/ask.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveVoice } from '../support/rtc/live-voice.ts';
import type { Via } from '../support/rtc/wire.ts';

type Where = { hub: TestHub; cookie: string; slotId: string; network: Network | undefined };
type Wish = Omit<Input<'debate.enter'>, 'pageId'>;

/** A candidate's page as a script: its socket and its media can each be lost, and be built anew by the same page. */
export class CandidatePage {
  readonly slotId: string;
  readonly pageId = randomUUID();
  readonly #where: Where;
  #line: Line | undefined;
  #endpoint: RtcEndpoint | undefined;

  /** In the debate, with a microphone that never falls silent. */
  static async open(hub: TestHub, place: number, network?: Network): Promise<CandidatePage> {
    const page = await CandidatePage.load(hub, place, network);
    await page.enter();
    await page.send();
    return page;
  }

  /** Signed in, and not yet in the debate. */
  static async load(hub: TestHub, place: number, network?: Network): Promise<CandidatePage> {
    const { accountId, slotId } = hub.candidates[place] as TestHub['candidates'][0];
    return new CandidatePage({ hub, cookie: await hub.signIn(accountId), slotId, network });
  }

  private constructor(where: Where) {
    this.#where = where;
    this.slotId = where.slotId;
  }

  get isEntered(): boolean {
    return this.#line !== undefined;
  }

  get line(): Line {
    return this.#line as Line;
  }

  get endpoint(): RtcEndpoint {
    return this.#endpoint as RtcEndpoint;
  }

  /** A new socket of this page, with a new ticket; throws the refusal's code. */
  async enter(wish: Wish = {}): Promise<void> {
    const { hub, cookie, network } = this.#where;
    const url = network ? await network.door(hub.url) : hub.url;
    const line = await Line.open(url, await ticketFor(hub, 'candidate', cookie), { origin: hub.url });
    const entered = await line.ask('debate.enter', { ...wish, pageId: this.pageId });
    if (!entered.ok) {
      line.leave();
      throw new Error(entered.code);
    }
    this.#line = line;
  }

  /** A new sending transport with a new microphone. */
  async send(via: Via = 'udp', withinMs = 10_000): Promise<void> {
    const { network } = this.#where;
    const path = { direction: 'send', via, withinMs } as const;
    this.#endpoint?.vanish();
    this.#endpoint = await RtcEndpoint.open(askOn(this.line), {
      ...path,
      ...(network ? { through: network.through } : {}),
    });
    await this.#endpoint.produce('microphone', new LiveVoice());
  }

  close(): void {
    this.#endpoint?.close();
    this.#line?.leave();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
