import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseServer } from './postgres.ts';

const program = fileURLToPath(new URL('../../server/embedded/database.ts', import.meta.url));

/** The embedded database in a process and a folder of its own, as one machine runs it. */
export async function openEmbeddedDatabase(): Promise<DatabaseServer & { pid: number }> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'hub-database-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const server = fork(program, [join(folder, 'data'), join(folder, '.s.PGSQL.5432')], { execArgv: [] });
  const exited = once(server, 'exit');
  opening.defer(async () => {
    server.kill('SIGTERM');
    await exited;
  });
  await Promise.race([
    once(server, 'message'),
    exited.then(([code]) => {
      throw new Error(`the embedded database ended with ${code}`);
    }),
  ]);
  const parts = opening.move();
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= parts.disposeAsync());
  const url = `postgres://postgres@/postgres?host=${folder}`;
  return { url, pid: server.pid as number, close, [Symbol.asyncDispose]: close };
}
