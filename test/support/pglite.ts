import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseServer } from './postgres.ts';

const program = fileURLToPath(new URL('../../server/embedded/database.ts', import.meta.url));

/** The embedded database in a process and a folder of its own, as one machine runs it. */
export async function openEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  return EmbeddedDatabase.open();
}

/** The same, to be killed and started again on its folder. */
export class EmbeddedDatabase implements DatabaseServer {
  readonly url: string;
  readonly #args: readonly string[];
  readonly #opened: AsyncDisposableStack;
  #server: ChildProcess | undefined;
  #closing: Promise<void> | undefined;

  /** `parent`: where what it keeps is, on whatever disk that may be, and is meant to last. */
  static async open(parent?: string): Promise<EmbeddedDatabase> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'hub-database-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const lasting = parent === undefined ? [] : ['lasting'];
    const args = [join(parent ?? folder, 'data'), join(folder, '.s.PGSQL.5432'), ...lasting];
    const database = new EmbeddedDatabase(folder, args, opening.move());
    await database.start().catch((error: unknown) => closeAndThrow(database, error));
    return database;
  }

  private constructor(folder: string, args: readonly string[], opened: AsyncDisposableStack) {
    this.#args = args;
    this.#opened = opened;
    this.url = `postgres://postgres@/postgres?host=${folder}`;
  }

  get pid(): number {
    return this.#server?.pid as number;
  }

  async start(): Promise<void> {
    const server = fork(program, this.#args, { execArgv: [] });
    this.#server = server;
    const exited = once(server, 'exit').then(([code, signal]) => {
      throw new Error(`the embedded database ended with ${signal ?? code}`);
    });
    await Promise.race([once(server, 'message'), exited]);
    // From here on it ends when it is told to.
    exited.catch(() => undefined);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  }

  close(): Promise<void> {
    this.#closing ??= this.kill('SIGTERM').then(() => this.#opened.disposeAsync());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function closeAndThrow(database: EmbeddedDatabase, error: unknown): Promise<never> {
  await database.close();
  throw error;
}
