import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, types } from 'pg';
import type { Log } from './log.ts';

export type DatabasePool = Pool;

// Instants and counts are far below 2^53: they arrive as numbers, in this pool only.
const numbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as 'text'),
};

/** A pool of plain connections. No named prepared statements: the embedded database shares them between connections. */
export function openPool(url: string, log: Log, maxConnections = 10): DatabasePool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    types: numbers,
  });
  pool.on('error', (error) => log.error({ err: error }, 'database.connection-lost'));
  return pool;
}

/** Columns are `snake_case` in the database and `camelCase` here; what lies inside a JSON column keeps its keys. */
export function openDatabase<Tables>(pool: DatabasePool): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
