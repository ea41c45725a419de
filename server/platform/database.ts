import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Log } from './log.ts';

export type DatabasePool = Pool;

/** A pool of plain connections. No named prepared statements: the embedded database shares them between connections. */
export function openPool(url: string, log: Log, maxConnections = 10): DatabasePool {
  const pool = new Pool({ connectionString: url, max: maxConnections, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => log.error({ err: error }, 'database.connection-lost'));
  return pool;
}

export function openDatabase<Tables>(pool: DatabasePool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
