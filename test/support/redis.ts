import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RedisServer = {
  url: string;
  pid: number;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A private redis-server on a Unix socket in a folder of its own; gone with everything in it when closed. */
export async function openRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-redis-'));
  const socket = join(folder, 'redis.sock');
  const settings = [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--dir',
    folder,
    '--save',
    '',
    '--daemonize',
    'no',
  ];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(server, 'exit');
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      server.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    })();
    return closing;
  };
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error(`redis-server did not start in ${folder}`);
  server.stdout.resume();
  return { url: `unix:${socket}`, pid: server.pid as number, close, [Symbol.asyncDispose]: close };
}
