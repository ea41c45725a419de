import type { Socket } from 'socket.io-client';
import { type Notice, type NoticeName, notices } from '../../server/protocol/notices.ts';
import { Refusal, type RefusalCode } from '../../server/protocol/refusals.ts';
import type { Input, Output, RequestName } from '../../server/protocol/requests.ts';
import { pauseBeforeMs } from './backoff.ts';
import { pause } from './network.ts';
import { pageId } from './page.ts';
import { type As, ask, onSilence, openSocket } from './socket.ts';
import { Unreachable } from './unreachable.ts';

const notYetMs = 10_000;
/** Longer than a poor line stalls; a line that is cut is noticed seconds before its pings fail. */
const checkWithinMs = 3_000;
/** In a debate the hub says something every two seconds. */
const silentAfterMs = 3_000;
/** What hangs in a network that has gone hangs for good: the first tries are short, for one that is only slow longer. */
const openWithinMs = (tries: number) => Math.min(10_000, 3_000 * tries);

/** Answers that waiting cannot change: the page says so and stops asking. */
const final: readonly RefusalCode[] = [
  'not-allowed',
  'not-signed-in',
  'not-found',
  'not-in-lineup',
  'debate-over',
  'already-here',
  'removed-from-debate',
];

type Farewell = Notice<'farewell'>['reason'];
const finalFarewells: readonly Farewell[] = ['replaced', 'removed', 'debate-over', 'signed-out'];

export type { As } from './socket.ts';
export type Entered = Output<'debate.enter'>;
export type Ending = Farewell | RefusalCode;

export type LinkListener = {
  entered(entered: Entered): void;
  noticed<N extends NoticeName>(name: N, notice: Notice<N>): void;
  lost(): void;
  over(why: Ending): void;
};

/** One debate's connection, kept alive: each loss brings a new ticket, a new socket and `debate.enter` again. */
export class Link {
  readonly #to: { debateId: string; as: As };
  readonly #listener: LinkListener;
  readonly #closing = new AbortController();
  #socket: Socket | null = null;
  #farewell: Farewell | null = null;
  #isTrying = false;
  #isTakingOver = false;
  #isChecking = false;
  #attempt = new AbortController();

  constructor(to: { debateId: string; as: As }, listener: LinkListener) {
    this.#to = to;
    this.#listener = listener;
  }

  /** Goes in, or in again after an ending. `isTakingOver`: the person said to go on here, not where they were. */
  open({ isTakingOver = false } = {}): void {
    this.#isTakingOver = isTakingOver;
    if (this.#isTrying) return;
    this.#isTrying = true;
    void this.#stayConnected().finally(() => {
      this.#isTrying = false;
    });
  }

  close(): void {
    this.#closing.abort();
    this.#attempt.abort();
    this.#socket?.disconnect();
  }

  async request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    const socket = this.#socket;
    if (!socket?.connected) throw new Unreachable('not connected');
    return ask(socket, { name, input });
  }

  /**
   * Whether somebody still answers. A line that is silent is given up for a new one; so is one that is only being opened.
   */
  async check(): Promise<void> {
    const socket = this.#socket;
    if (!socket?.connected) return this.#attempt.abort();
    if (this.#isChecking) return;
    this.#isChecking = true;
    try {
      await ask(socket, { name: 'debate.enter', input: { pageId: pageId() }, withinMs: checkWithinMs });
    } catch (error) {
      console.warn('link.silent', error);
      if (error instanceof Unreachable) this.renew();
    } finally {
      this.#isChecking = false;
    }
  }

  /** Gives the line up for a new one, without a goodbye: whoever is in the debate stays in it meanwhile. */
  renew(): void {
    if (this.#socket?.connected) this.#socket.io.engine.close();
  }

  async #stayConnected(): Promise<void> {
    for (let tries = 1; !this.#closing.signal.aborted; tries += 1) {
      const lost = await this.#connectOnce(tries).catch((error: unknown) => error);
      if (this.#closing.signal.aborted) return;
      const ending = endingOf(lost, this.#farewell);
      if (ending) return this.#listener.over(ending);
      if (lost === 'after-entering') tries = 1;
      else console.warn('link.lost', lost);
      this.#listener.lost();
      const isEarly = lost instanceof Refusal && lost.code === 'debate-not-open';
      await pause(isEarly ? notYetMs : this.#pauseBeforeMs(tries), this.#closing.signal);
    }
  }

  #pauseBeforeMs(tries: number): number {
    return pauseBeforeMs(tries, this.#to.as === 'viewer' ? 'audience' : 'stage', Math.random());
  }

  /** Resolves when a connection that had entered is lost; rejects when it did not come so far. */
  async #connectOnce(tries: number): Promise<'after-entering'> {
    this.#farewell = null;
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    const socket = await openSocket(this.#to, { withinMs: openWithinMs(tries), signal });
    try {
      if (this.#closing.signal.aborted) throw new Unreachable('closed');
      this.#socket = socket;
      const gone = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
      this.#hear(socket);
      const input = { pageId: pageId(), ...(this.#isTakingOver ? { isTakingOver: true } : {}) };
      this.#listener.entered(await ask(socket, { name: 'debate.enter', input }));
      this.#isTakingOver = false;
      const forget = onSilence(socket, silentAfterMs, () => void this.check());
      await gone;
      forget();
      return 'after-entering';
    } finally {
      socket.disconnect();
    }
  }

  #hear(socket: Socket): void {
    for (const name of Object.keys(notices) as NoticeName[]) {
      socket.on(name, (payload: unknown) => {
        const notice = notices[name].safeParse(payload);
        if (!notice.success) return console.error('notice.malformed', name, notice.error);
        if (name === 'farewell') this.#farewell = (notice.data as { reason: Farewell }).reason;
        this.#listener.noticed(name, notice.data as never);
      });
    }
  }
}

function endingOf(lost: unknown, farewell: Farewell | null): Ending | null {
  if (lost instanceof Refusal && final.includes(lost.code)) return lost.code;
  return farewell && finalFarewells.includes(farewell) ? farewell : null;
}
