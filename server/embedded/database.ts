/**
 * Main file of the embedded database's process: `database.ts FOLDER SOCKET [lasting]`. Serves the database kept in
 * FOLDER on the Unix socket SOCKET (`….s.PGSQL.5432`), tells its parent when it is ready, and ends with it. A lasting
 * one is meant to be there after a power cut.
 */
import { rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { awaitLock, LockHeld } from './lock.ts';
import { settled } from './settled.ts';
import { WholeQueries } from './whole-queries.ts';

const maxConnections = 100;
/** A database whose supervisor was killed closes by itself; who comes next waits this long for it. */
const formerEndsWithinMs = 15_000;
const closeWithinMs = 8_000;

/**
 * PGlite runs without fsync (-F). Without that, and with this method, every commit's log is written through to the disk.
 * All its other files are not: what a checkpoint writes stays in memory for a while, and a power cut then finds files
 * that the log no longer mends. So checkpoints are rare, and whatever was written is brought to the disk from outside.
 */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['wal_sync_method=open_datasync', 'checkpoint_timeout=1d', 'max_wal_size=1GB'].flatMap((one) => [
    '-c',
    one,
  ]),
];
const settleEveryMs = 60_000;

async function main(folder: string, socketPath: string, isLasting: boolean): Promise<void> {
  const asked = askedToClose();
  // Beside the folder: the engine makes a database only in an empty one.
  const unlock = await awaitLock(`${folder}.lock`, formerEndsWithinMs);
  const database = new WholeQueries({ dataDir: folder, startParams });
  await database.waitReady;
  const settle = () => (isLasting ? settled(folder) : Promise.resolve());
  await settle();
  // A disk that fails here ends the process: what would be acknowledged from then on would not last.
  const settling = setInterval(settle, settleEveryMs);
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
  // We hold the folder's lock: a socket that lies here already is a dead one's.
  await rm(socketPath, { force: true });
  await server.start();
  if (process.connected) process.send?.({ ready: true });

  await asked;
  setTimeout(() => process.exit(1), closeWithinMs).unref();
  await server.stop();
  clearInterval(settling);
  await database.close();
  await settle();
  unlock();
  process.exit(0);
}

function askedToClose(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['SIGTERM', 'disconnect']) process.once(event, () => resolve());
  });
}

const [, , folder, socketPath, lasting] = process.argv;
if (folder === undefined || socketPath === undefined) {
  throw new Error('usage: database.ts FOLDER SOCKET [lasting]');
}
main(folder, socketPath, lasting === 'lasting').catch((error: unknown) => {
  const isInUse = error instanceof LockHeld;
  console.error(
    isInUse ? `The database in ${folder} is still open in process ${error.pid}. End that one first.` : error,
  );
  process.exit(1);
});
