import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { endGroup, killGroup } from './process-group.ts';

export type ChildOptions = {
  name: string;
  file: string;
  args?: readonly string[];
  env: NodeJS.ProcessEnv;
  /** What the child prints goes here. */
  output: WriteStream;
  onRestart(name: string, reason: string): void;
  execArgv?: readonly string[];
};

/** The message says which process and ends with its last words. */
export class DidNotStart extends Error {}

const readyWithinMs = 60_000;
const stopWithinMs = 10_000;
const firstRestartMs = 200;
const longestRestartMs = 5_000;
/** Who has run this long is not in a crash loop. */
const steadyAfterMs = 30_000;

/** One process of the hub that is started again when it dies, until it is stopped. It leads a group of its own. */
export class Child {
  readonly #options: ChildOptions;
  #process: ChildProcess | undefined;
  #restartMs = firstRestartMs;
  #timer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Resolves when the child has said that it is ready; rejects when it cannot start. */
  async start(): Promise<void> {
    const { name, file, args = [], env, output, execArgv = [] } = this.#options;
    // Detached: a Ctrl-C in the terminal is the supervisor's alone, which then stops everybody in order.
    const child = fork(file, args, {
      env,
      execArgv: [...execArgv],
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process = child;
    const lastWords: string[] = [];
    child.stdout?.pipe(output, { end: false });
    child.stderr?.on('data', (words: Buffer) => {
      output.write(words);
      lastWords.push(words.toString());
      lastWords.splice(0, lastWords.length - 20);
    });
    const startedAtMs = performance.now();
    await ready(child, () => `${name} did not start:\n${lastWords.join('')}`);
    child.once('exit', async (code, signal) => {
      // What it leaves behind would be there twice when it is started again.
      await endGroup(child.pid);
      this.#exited(`${signal ?? `code ${code}`}`, performance.now() - startedAtMs);
    });
  }

  #exited(reason: string, ranMs: number): void {
    if (this.#stopping) return;
    this.#options.onRestart(this.#options.name, reason);
    this.#restartMs =
      ranMs > steadyAfterMs ? firstRestartMs : Math.min(this.#restartMs * 2, longestRestartMs);
    this.#timer = setTimeout(() => {
      this.start().catch((error: unknown) => {
        this.#options.output.write(`${error}\n`);
        this.#exited('it did not start', 0);
      });
    }, this.#restartMs);
  }

  /** Ends it, gently first, and what it left behind. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  // Gently means to the leader only: it ends the others of its group in its own order.
  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => killGroup(child.pid), stopWithinMs);
    await exited;
    clearTimeout(timer);
    await endGroup(child.pid);
  }
}

async function ready(child: ChildProcess, complaint: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => {
      settle();
      killGroup(child.pid);
      reject(new DidNotStart(complaint()));
    };
    const hear = (message: unknown): void => {
      if ((message as { ready?: unknown } | null)?.ready !== true) return;
      settle();
      resolve();
    };
    const timer = setTimeout(fail, readyWithinMs);
    const settle = (): void => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', fail);
    };
    child.on('message', hear);
    child.once('exit', fail);
  });
}
