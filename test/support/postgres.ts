import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findPostgres } from '../../scripts/setup/programs.mjs';

export type DatabaseServer = { url: string; close(): Promise<void>; [Symbol.asyncDispose](): Promise<void> };

type Owner = { uid?: number; gid?: number };

/** Whoever is killed leaves processes that must notice it first: until then nobody else can have the folder. */
const formerGoneWithinMs = 20_000;
const stillHeld = /pre-existing shared memory block|lock file .* already exists|address already in use/i;

/** A real PostgreSQL on a free port of loopback, in a folder of its own; gone with everything in it when closed. */
export async function openPostgres(): Promise<DatabaseServer> {
  return PostgresCluster.open();
}

/** The same, to be killed and started again on its folder and port. */
export class PostgresCluster implements DatabaseServer {
  readonly url: string;
  readonly port: number;
  readonly #bin: string;
  readonly #owner: Owner;
  readonly #folder: string;
  readonly #opened: AsyncDisposableStack;
  #server: ChildProcess | undefined;
  #closing: Promise<void> | undefined;

  /** `parent`: where its folder is made, on whatever disk that is. */
  static async open(settings: readonly string[] = [], parent = tmpdir()): Promise<PostgresCluster> {
    await using opening = new AsyncDisposableStack();
    const bin = findPostgres();
    if (bin === undefined) throw new Error('PostgreSQL is not installed; `npm test` installs it');
    const owner = await unprivileged();
    const folder = await mkdtemp(join(parent, 'hub-postgres-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
    const initial = ['--pgdata', join(folder, 'data'), '--username', 'postgres', '--auth', 'trust'];
    const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
    const form = ['--no-sync', '--no-locale', '--encoding', 'UTF8'];
    await promisify(execFile)(join(bin, 'initdb'), [...initial, ...form], options);
    const cluster = new PostgresCluster({ bin, owner, folder, port: await freePort() }, opening.move());
    await cluster.start(settings);
    return cluster;
  }

  private constructor(
    place: { bin: string; owner: Owner; folder: string; port: number },
    opened: AsyncDisposableStack,
  ) {
    this.#bin = place.bin;
    this.#owner = place.owner;
    this.#folder = place.folder;
    this.port = place.port;
    this.#opened = opened;
    this.url = `postgres://postgres@127.0.0.1:${place.port}/postgres`;
  }

  /** Its first process. */
  get pid(): number {
    return this.#server?.pid as number;
  }

  /** Resolves when it takes connections, which is after whatever it has to recover. */
  async start(settings: readonly string[] = []): Promise<void> {
    const endsAtMs = performance.now() + formerGoneWithinMs;
    for (;;) {
      const said = await this.#tryStart(settings);
      if (said === null) return;
      if (!stillHeld.test(said) || performance.now() > endsAtMs) {
        await this.close();
        throw new Error(`PostgreSQL did not start:\n${said}`);
      }
      await pause(50);
    }
  }

  /** What it said, when it did not start. */
  async #tryStart(settings: readonly string[]): Promise<string | null> {
    const place = ['-D', join(this.#folder, 'data'), '-p', `${this.port}`, '-k', this.#folder];
    const named = ['listen_addresses=127.0.0.1', ...settings].flatMap((setting) => ['-c', setting]);
    const server = spawn(join(this.#bin, 'postgres'), [...place, ...named], {
      ...this.#owner,
      cwd: this.#folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#server = server;
    const said: string[] = [];
    for await (const line of createInterface({ input: server.stderr })) {
      said.push(line);
      if (!line.includes('ready to accept connections')) continue;
      server.stderr.resume();
      return null;
    }
    return said.join('\n');
  }

  /** Where it has ended by itself, because it could not go on. */
  async startIfDown(): Promise<void> {
    if (this.#server?.exitCode !== null || this.#server.signalCode !== null) await this.start();
  }

  /** SIGKILL of its first process; the others end when they notice. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  }

  /** SIGKILL of all its processes, as when the power is gone: one that waits for its disk would never notice. */
  async killAll(): Promise<void> {
    const children = await this.#children();
    await this.kill();
    for (const { pid } of children) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  async #children(): Promise<{ pid: number; command: string }[]> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
    return [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)]
      .filter(([, , parent]) => Number(parent) === this.pid)
      .map(([, pid, , command = '']) => ({ pid: Number(pid), command }));
  }

  /** SIGKILL of one process that serves a client: all the others are ended too, and the cluster recovers. */
  async killBackend(): Promise<void> {
    const serving = (await this.#children()).find(({ command }) => command.includes('127.0.0.1'));
    if (serving) process.kill(serving.pid, 'SIGKILL');
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const server = this.#server;
    if (server !== undefined && server.exitCode === null && server.signalCode === null) {
      const exited = once(server, 'exit');
      server.kill('SIGCONT');
      server.kill('SIGINT');
      await exited;
    }
    await this.#opened.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function unprivileged(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (flag: string) =>
    Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout.trim());
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
