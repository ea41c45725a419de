import type { WebSocketRoute } from 'playwright-core';
import type { Person } from '../support/browser.ts';
import { Network } from '../support/impairment.ts';
import type { Via } from '../support/rtc/wire.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';

/** Nobody listens there. */
const deadPort = 9;

/** The network of one page: its socket is cut and restored, and its media over UDP goes through weather of its own. */
export class PageNetwork implements AsyncDisposable {
  /** The names of all requests of this page, in order. */
  readonly asked: string[] = [];
  readonly media = new Network(chancesOf(drawSeed('a page')));
  readonly #person: Person;
  readonly #shut: readonly Via[];
  readonly #open = new Set<{ page: WebSocketRoute; hub: WebSocketRoute }>();
  #isCut = false;
  #isOver = false;
  #told: Promise<void> = Promise.resolve();

  /** `shut`: the ways to the media server that are closed for good. */
  static async of(person: Person, shut: readonly Via[] = []): Promise<PageNetwork> {
    const network = new PageNetwork(person, shut);
    await person.page.routeWebSocket(/\/hub/, (route) => network.#connect(route));
    return network;
  }

  private constructor(person: Person, shut: readonly Via[]) {
    this.#person = person;
    this.#shut = shut;
  }

  cut(): void {
    this.#isCut = true;
    for (const { page, hub } of this.#open) {
      void page.close();
      void hub.close();
    }
    this.#open.clear();
  }

  /** The browser says so to the page, as it does of a real network. */
  async restore(): Promise<void> {
    this.#isCut = false;
    await this.#person.page.evaluate(`dispatchEvent(new Event('online'))`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#told;
    await this.media[Symbol.asyncDispose]();
  }

  /** A line that is opened while the network is cut hangs. */
  #connect(page: WebSocketRoute): void {
    if (this.#isCut) return;
    const hub = page.connectToServer();
    this.#open.add({ page, hub });
    page.onMessage((message) => {
      const name = /"name":"([a-z.-]+)"/.exec(String(message))?.[1];
      if (name) this.asked.push(name);
      hub.send(message);
    });
    hub.onMessage((message) => {
      if (this.#isOver) return;
      this.#told = this.#told.then(async () => page.send(await this.#ledThrough(String(message))));
    });
  }

  /** What the hub says, with the addresses of its media led through this network. */
  async #ledThrough(message: string): Promise<string> {
    let led = message;
    for (const [found, via, port] of message.matchAll(/"protocol":"(udp|tcp)","port":(\d+)/g)) {
      const here = await this.#portFor(via as Via, Number(port));
      led = led.replace(found, `"protocol":"${via}","port":${here}`);
    }
    return led;
  }

  async #portFor(via: Via, port: number): Promise<number> {
    if (this.#shut.includes(via)) return deadPort;
    if (via === 'tcp') return port;
    return (await this.media.through({ via, host: '127.0.0.1', port })).port;
  }
}
