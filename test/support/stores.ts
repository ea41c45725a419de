import { type DatabasePool, openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { migrateToLatest } from '../../server/store/migrate.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Database, Tables } from '../../server/store/tables.ts';
import { openEmbeddedDatabase } from './pglite.ts';
import { type DatabaseServer, openPostgres } from './postgres.ts';

/** The two databases that everything must run on alike. */
export const bothDatabases = [
  { name: 'the embedded database', open: openEmbeddedDatabase },
  { name: 'PostgreSQL', open: openPostgres },
] as const;

export type StoresUnderTest = {
  url: string;
  pool: DatabasePool;
  database: Database;
  stores: Stores;
  close(): Promise<void>;
};

/** A database server of its own with the newest tables in it. */
export async function openStoresUnderTest(
  open: () => Promise<DatabaseServer> = openEmbeddedDatabase,
): Promise<StoresUnderTest> {
  await using opening = new AsyncDisposableStack();
  const server = opening.use(await open());
  const pool = openPool(server.url, openLog('silent'));
  const database = openDatabase<Tables>(pool);
  opening.defer(() => database.destroy());
  await migrateToLatest(database);
  const parts = opening.move();
  return { url: server.url, pool, database, stores: openStores(database), close: () => parts.disposeAsync() };
}
