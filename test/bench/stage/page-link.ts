import { randomUUID } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import { Refusal } from '../../../server/protocol/refusals.ts';
import type { Input, Output, RequestName } from '../../../server/protocol/requests.ts';
import { Line, ticketFor } from '../../support/line.ts';

export type As = 'viewer' | 'candidate' | 'moderator' | 'observer';
export type Door = { url: string; debateId: string; as: As; cookie?: string };
export type Entered = Output<'debate.enter'>;

/** The pauses of `client/hub/backoff.ts`, which wants a browser around it. */
function pauseBeforeMs(tries: number): number {
  const reach = Math.min(5_000, 500 * 2 ** (tries - 1));
  return Math.round(reach / 2 + (Math.random() * reach) / 2);
}

type Needs = {
  onEntered(line: Line, entered: Entered): void;
  /** Something failed and will be tried again. */
  onTrouble(error: unknown): void;
};

/** A page's connection, kept alive as the client keeps it: each loss brings a new ticket, socket and entering. */
export class PageLink {
  readonly #door: Door;
  readonly #needs: Needs;
  readonly #pageId = randomUUID();
  readonly #closing = new AbortController();
  #line: Line | undefined;
  #gone = Promise.withResolvers<void>();

  constructor(door: Door, needs: Needs) {
    this.#door = door;
    this.#needs = needs;
  }

  get line(): Line {
    if (this.#line === undefined) throw new Error('not entered yet');
    return this.#line;
  }

  /** Resolves once it is in; from then on it stays in until `close`. */
  async open(): Promise<void> {
    await this.#enter();
    void this.#stayIn();
  }

  async request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await this.line.ask(name, input);
    if (!reply.ok) throw new Refusal(reply.code, reply.detail);
    return reply.data;
  }

  close(): void {
    this.#closing.abort();
    this.#line?.leave();
  }

  async #stayIn(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#gone.promise;
      for (let tries = 1; !this.#closing.signal.aborted; tries += 1) {
        await rest(pauseBeforeMs(tries));
        if (await this.#hasEntered()) break;
      }
    }
  }

  async #hasEntered(): Promise<boolean> {
    try {
      await this.#enter();
      return true;
    } catch (error) {
      this.#needs.onTrouble(error);
      return false;
    }
  }

  async #enter(): Promise<void> {
    const { url, as, cookie = '' } = this.#door;
    const line = await Line.open(url, await ticketFor(this.#door, as, cookie));
    const gone = Promise.withResolvers<void>();
    line.socket.once('disconnect', () => gone.resolve());
    const reply = await line.ask('debate.enter', { pageId: this.#pageId });
    if (!reply.ok || this.#closing.signal.aborted) {
      line.leave();
      throw new Error(reply.ok ? 'closed' : reply.code);
    }
    this.#gone = gone;
    line.knowPresence(reply.data.view);
    this.#line = line;
    this.#needs.onEntered(line, reply.data);
  }
}
