/**
 * Main file of the embedded database's process: `database.ts FOLDER SOCKET`. Serves the database kept in FOLDER on the
 * Unix socket SOCKET (`….s.PGSQL.5432`), tells its parent when it is ready, and ends with it.
 */
import { rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { WholeQueries } from './whole-queries.ts';

const maxConnections = 100;

// PGlite runs without fsync (-F). Without that, and with this method, every commit's log is written through to the disk.
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=open_datasync',
];

async function main(folder: string, socketPath: string): Promise<void> {
  const database = new WholeQueries({ dataDir: folder, startParams });
  await database.waitReady;
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
  // The parent holds the folder's lock: a socket that lies here already is a dead one's.
  await rm(socketPath, { force: true });
  await server.start();

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await server.stop();
      await database.close();
      if (process.connected) process.disconnect();
    })();
    return closing;
  };
  process.once('SIGTERM', close);
  process.once('disconnect', close);
  process.send?.({ ready: true });
}

const [, , folder, socketPath] = process.argv;
if (folder === undefined || socketPath === undefined) {
  throw new Error('usage: database.ts FOLDER SOCKET');
}
await main(folder, socketPath);
