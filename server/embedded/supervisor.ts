import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SupervisorConfig } from '../platform/config.ts';
import { createSigningKey } from '../platform/signing.ts';
import { Child } from './child.ts';
import { LockHeld, takeLock } from './lock.ts';
import { redisCommand } from './redis.ts';
import { openSocketFolder } from './socket-folder.ts';

/** Somebody else works on the data folder. */
export class FolderInUse extends Error {}

export type Foundations = { databaseUrl: string; redisUrl: string; secret: string };

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * Starts and keeps alive the processes of a hub on one machine. Whatever is not given by a URL it runs itself, inside
 * the data folder. Everything it started is stopped by `close`, the last started first; a child whose supervisor
 * dies without closing ends by itself.
 */
export class Supervisor {
  readonly #folder: string;
  readonly #sockets: string;
  readonly #opened = new AsyncDisposableStack();
  readonly #say: (line: string) => void;
  #closing: Promise<void> | undefined;

  private constructor(folder: string, say: (line: string) => void) {
    this.#folder = folder;
    this.#say = say;
    this.#opened.defer(lockFolder(folder));
    const { path, remove } = openSocketFolder(folder);
    this.#sockets = path;
    this.#opened.defer(remove);
  }

  static open(dataDir: string, say: (line: string) => void): Supervisor {
    const folder = resolve(dataDir);
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    return new Supervisor(folder, say);
  }

  get logs(): string {
    return join(this.#folder, 'logs');
  }

  /** The database and Redis that were given, or private ones. */
  async layFoundations(config: SupervisorConfig): Promise<Foundations> {
    const [databaseUrl, redisUrl] = await Promise.all([
      config.databaseUrl ?? this.#database(),
      config.redisUrl ?? this.#redis(),
    ]);
    return { databaseUrl, redisUrl, secret: config.secret ?? this.#secret() };
  }

  async #database(): Promise<string> {
    const folder = join(this.#folder, 'database');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const socket = join(this.#sockets, '.s.PGSQL.5432');
    await this.run('database', here('database.ts'), { args: [folder, socket, 'lasting'] });
    return `postgres://postgres@localhost/postgres?host=${encodeURIComponent(this.#sockets)}`;
  }

  async #redis(): Promise<string> {
    const socket = join(this.#sockets, 'redis.sock');
    await this.run('redis', here('guard.ts'), {
      args: [
        'ready to accept connections',
        join(this.#folder, 'redis.lock'),
        ...redisCommand(this.#folder, socket),
      ],
    });
    return `unix:${socket}`;
  }

  /** Where the key that signs is, and what was signed is remembered: beside the database, not inside it. */
  records({ signingKeyFile, checkpointFile }: SupervisorConfig): NodeJS.ProcessEnv {
    const own = join(this.#folder, 'signing-key.pem');
    if (signingKeyFile === undefined && !existsSync(own)) createSigningKey(own);
    return {
      SIGNING_KEY_FILE: signingKeyFile ?? own,
      CHECKPOINT_FILE: checkpointFile ?? join(this.#folder, 'checkpoints.jsonl'),
    };
  }

  /** Made once and kept readable for this user only: sessions and passes outlive a restart. */
  #secret(): string {
    const file = join(this.#folder, 'secret');
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const secret = randomBytes(32).toString('base64url');
      writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
      return secret;
    }
  }

  /** Starts one process and waits until it is ready. It is started again whenever it dies. */
  async run(
    name: string,
    file: string,
    {
      args = [],
      env = {},
      execArgv = [],
    }: { args?: string[]; env?: NodeJS.ProcessEnv; execArgv?: string[] } = {},
  ): Promise<Child> {
    const output = createWriteStream(join(this.logs, `${name}.log`), { flags: 'a', mode: 0o600 });
    const onRestart = (restarted: string, reason: string) =>
      this.#say(`${restarted} stopped (${reason}); starting it again`);
    const child = new Child({
      name,
      file,
      args,
      execArgv,
      output,
      onRestart,
      env: { ...process.env, ...env },
    });
    // Before it starts: who closes while it is starting stops it too.
    this.#opened.defer(() => child.stop());
    await child.start();
    return child;
  }

  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  close(): Promise<void> {
    this.#closing ??= this.#opened.disposeAsync();
    return this.#closing;
  }
}

function lockFolder(folder: string): () => void {
  try {
    return takeLock(join(folder, 'lock'));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new FolderInUse(
      `A hub is already running on ${folder} (process ${error.pid}). Stop it, or set DATA_DIR to another folder.`,
    );
  }
}
