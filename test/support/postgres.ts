import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { findPostgres } from '../../scripts/setup/programs.mjs';

export type DatabaseServer = { url: string; close(): Promise<void>; [Symbol.asyncDispose](): Promise<void> };

/** A real PostgreSQL on a free port of loopback, in a folder of its own; gone with everything in it when closed. */
export async function openPostgres(): Promise<DatabaseServer> {
  await using opening = new AsyncDisposableStack();
  const bin = findPostgres();
  if (bin === undefined) throw new Error('PostgreSQL is not installed; `npm test` installs it');
  const owner = await unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'hub-postgres-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);

  const data = join(folder, 'data');
  const initial = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--no-sync', '--no-locale'];
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  await promisify(execFile)(join(bin, 'initdb'), [...initial, '--encoding', 'UTF8'], options);

  const port = await freePort();
  const settings = ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
  const server = spawn(join(bin, 'postgres'), settings, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  opening.defer(async () => {
    server.kill('SIGINT');
    await exited;
  });
  const said = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (line.includes('ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
  server.stderr.resume();

  const parts = opening.move();
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= parts.disposeAsync());
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, close, [Symbol.asyncDispose]: close };
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (flag: string) =>
    Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout.trim());
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
