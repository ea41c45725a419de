import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { type Notice, type NoticeName, notices } from '../../server/protocol/notices.ts';
import type { Reply } from '../../server/protocol/refusals.ts';
import type { Input, Output, RequestName } from '../../server/protocol/requests.ts';

type As = 'viewer' | 'candidate' | 'moderator' | 'observer';

/** A real socket into a debate, as a page has one; nothing of it is trusted by the hub. */
export class Line {
  readonly socket: Socket;
  readonly #heard: { name: string; notice: unknown }[] = [];
  /** What stands: a state that is not said again still holds (NOTE-1). */
  readonly #newest = new Map<string, unknown>();
  readonly #waiting = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    for (const name of Object.keys(notices)) {
      socket.on(name, (notice: unknown) => {
        this.#heard.push({ name, notice });
        this.#newest.set(name, notice);
        for (const wake of this.#waiting) wake();
      });
    }
  }

  /** Opens a socket with whatever ticket; rejects with the refusal's code. */
  static async open(
    url: string,
    ticket: string,
    headers: Record<string, string> = { origin: url },
  ): Promise<Line> {
    const socket = io(url, {
      path: '/hub',
      transports: ['websocket'],
      auth: { ticket },
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    const line = new Line(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => reject(error));
    });
    return line;
  }

  /** Comes in, taking over from whatever other page of the same person; throws the refusal's code. */
  static async join(hub: { url: string; debateId: string }, as: As, cookie = ''): Promise<Line> {
    const { line, entered } = await Line.enter(hub, as, { cookie, wish: { isTakingOver: true } });
    if (entered.ok) return line;
    line.leave();
    throw new Error(entered.code);
  }

  static async enter(
    hub: { url: string; debateId: string },
    as: As,
    { cookie, wish }: { cookie: string; wish: Input<'debate.enter'> },
  ): Promise<{ line: Line; entered: Reply<Output<'debate.enter'>> }> {
    const line = await Line.open(hub.url, await ticketFor(hub, as, cookie));
    const entered = await line.ask('debate.enter', wish);
    if (entered.ok) line.knowPresence(entered.data.view);
    return { line, entered };
  }

  /** What was told on entering stands as if it had been said. */
  knowPresence({ presence }: Notice<'presence'>): void {
    this.#newest.set('presence', { presence });
  }

  ask<N extends RequestName>(name: N, input: Input<N>, id: string = randomUUID()): Promise<Reply<Output<N>>> {
    return this.say({ id, name, input }) as Promise<Reply<Output<N>>>;
  }

  /** Says anything at all. */
  say(message: unknown): Promise<unknown> {
    return this.socket.timeout(20_000).emitWithAck('request', message);
  }

  /** The first notice of this name, heard already or still to come, that fits. */
  async hear<N extends NoticeName>(
    name: N,
    fits: (notice: Notice<N>) => boolean = () => true,
  ): Promise<Notice<N>> {
    for (;;) {
      const found = this.#heard.find((each) => each.name === name && fits(each.notice as Notice<N>));
      if (found) return found.notice as Notice<N>;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`nothing heard of ${name}`)), 20_000);
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** The last notice of this name, whether or not it is forgotten. */
  newest<N extends NoticeName>(name: N): Notice<N> | undefined {
    return this.#newest.get(name) as Notice<N> | undefined;
  }

  /** Resolves once the last notice of this name fits, however long that takes. */
  async until<N extends NoticeName>(name: N, fits: (notice: Notice<N>) => boolean): Promise<void> {
    for (;;) {
      const newest = this.newest(name);
      if (newest && fits(newest)) return;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** So many more samples of the witnesses in a live debate: those who run it are told of each. */
  async sampled(times: number): Promise<void> {
    for (let samples = 0; samples < times; samples += 1) {
      this.forget();
      await this.hear('voice');
    }
  }

  /** From here on only what comes later is heard. */
  forget(): void {
    this.#heard.length = 0;
  }

  leave(): void {
    this.socket.disconnect();
  }

  [Symbol.dispose](): void {
    this.leave();
  }
}

export async function ticketFor(
  hub: { url: string; debateId: string },
  as: As,
  cookie = '',
): Promise<string> {
  const response = await fetch(`${hub.url}/api/debates/${hub.debateId}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.url, cookie },
    body: JSON.stringify({ as }),
  });
  const body = (await response.json()) as { ticket: string; code?: string };
  if (!response.ok) throw new Error(body.code);
  return body.ticket;
}
