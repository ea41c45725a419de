import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const againMs = 200;
/** What it stands on may be away for a while; after so many it is something else. */
const mostFalseStarts = 20;

/** A process of the hub that is started again at once whenever it has died, as a supervisor does it. */
export class Restarted {
  readonly #file: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #ready = Promise.withResolvers<void>();
  #isClosed = false;
  readonly #running: Promise<void>;

  /** `file` is relative to the checkout, and its process tells its parent when it is ready. */
  constructor(file: string, env: NodeJS.ProcessEnv) {
    this.#file = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
    this.#env = { ...process.env, ...env };
    this.#running = this.#run();
  }

  /** Resolves while it runs and has said that it is ready. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  async #run(): Promise<void> {
    let diedUnready = 0;
    while (!this.#isClosed) {
      const child = fork(this.#file, {
        env: this.#env,
        execArgv: [],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      this.#child = child;
      const lastWords: string[] = [];
      child.stderr
        ?.setEncoding('utf8')
        .on('data', (words: string) => lastWords.splice(0, lastWords.length - 20, words));
      child.once('message', () => {
        diedUnready = 0;
        this.#ready.resolve();
      });
      await once(child, 'exit');
      diedUnready += 1;
      if (diedUnready > mostFalseStarts) {
        this.#ready.reject(new Error(`${this.#file} does not start:\n${lastWords.join('')}`));
        return;
      }
      this.#ready = Promise.withResolvers();
      if (!this.#isClosed) await pause(againMs);
    }
  }

  /** Resolves when this very process is dead. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  get pid(): number {
    return this.#child?.pid as number;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.kill('SIGTERM');
    await this.#running;
  }
}
