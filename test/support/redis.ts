import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RedisServer = {
  url: string;
  readonly pid: number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Once more, on what it has kept. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** What production asks of a Redis; without it one keeps nothing, which is quicker. */
export const asInProduction = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'everysec',
  '--maxmemory-policy',
  'noeviction',
];

/** A private redis-server on a Unix socket in a folder of its own; gone with everything in it when closed. */
export async function openRedisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-redis-'));
  const socket = join(folder, 'redis.sock');
  const place = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--daemonize', 'no'];
  const start = () => startRedis([...place, ...settings]);
  let server = await start();
  let closing: Promise<void> | undefined;
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  const close = () => {
    closing ??= kill().then(() => rm(folder, { recursive: true, force: true }));
    return closing;
  };
  const startAgain = async () => {
    server = await start();
  };
  const url = `unix:${socket}`;
  return {
    url,
    get pid() {
      return server.pid as number;
    },
    ...{ kill, startAgain, close, [Symbol.asyncDispose]: close },
  };
}

async function startRedis(settings: readonly string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error(`redis-server did not start: ${settings.join(' ')}`);
  server.stdout.resume();
  return server;
}
