import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process of a bench can be asked to do, by name. */
export type Procedures = Record<string, (input: never) => unknown>;

type Question = { id: number; name: string; input: unknown };
type Answer = { id: number; result?: unknown; error?: string };

const closeWithinMs = 20_000;

/**
 * Answers the process that started this one. When that one leaves, be it killed, everything opened here is given back
 * and this process ends.
 */
export function serve(procedures: Procedures, close: () => Promise<unknown>): void {
  // Ctrl-C goes to the whole group; who leaves first, and how, is the bench's affair.
  process.on('SIGINT', () => {});
  process.on('message', async ({ id, name, input }: Question) => {
    const answer = await answerOf(procedures[name] as (input: unknown) => unknown, input);
    if (process.connected) process.send?.({ id, ...answer });
  });
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    void close().finally(() => process.exit(0));
  });
}

async function answerOf(procedure: (input: unknown) => unknown, input: unknown): Promise<Omit<Answer, 'id'>> {
  try {
    return { result: await procedure(input) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

type Asked<P extends Procedures, N extends keyof P> = Parameters<P[N]>[0];
type Answered<P extends Procedures, N extends keyof P> = Awaited<ReturnType<P[N]>>;

/** A process of its own for one side of a measurement, so that no side's work is counted or waited for by another. */
export class BenchProcess<P extends Procedures> {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  /** `file` is relative to this folder and calls `serve`. */
  static start<P extends Procedures>(file: string): BenchProcess<P> {
    return new BenchProcess<P>(fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [] }));
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = once(child, 'exit').then(([code, signal]) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`ended with ${signal ?? code}`));
    });
    child.on('message', ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
  }

  call<N extends keyof P & string>(name: N, input: Asked<P, N>): Promise<Answered<P, N>> {
    const waiting = Promise.withResolvers<unknown>();
    this.#asked += 1;
    this.#waiting.set(this.#asked, waiting);
    this.#child.send({ id: this.#asked, name, input });
    return waiting.promise as Promise<Answered<P, N>>;
  }

  /** Resolves when it has given everything back and is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }
}
