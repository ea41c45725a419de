import { setTimeout as pause } from 'node:timers/promises';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { type CustomTypesConfig, Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { firstAnswerMs, unreachable } from './config.ts';
import type { Log } from './log.ts';

export type DatabasePool = Pool;

// Instants and counts are far below 2^53: they arrive as numbers, in this pool only.
const numbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as 'text'),
};

/** Nobody waits longer for a connection, or for an answer on it: a debate's turns stand still meanwhile. */
const answerWithinMs = 5_000;
const silentBeforeProbeMs = 10_000;
const betweenAttemptsMs = 250;

/** A pool of plain connections. No named prepared statements: the embedded database shares them between connections. */
export function openPool(url: string, log: Log, maxConnections = 10): DatabasePool {
  return pool(log, { connectionString: url, max: maxConnections, query_timeout: answerWithinMs });
}

/**
 * A pool for what may take its time: laying tables, waiting for somebody else who lays them. Opens when the database
 * has answered for the first time; one that does not is a wrong setting.
 */
export async function openSetupPool(url: string, log: Log, withinMs = firstAnswerMs): Promise<DatabasePool> {
  const opened = pool(log, { connectionString: url, max: 4 });
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    try {
      (await opened.connect()).release();
      return opened;
    } catch (error) {
      if (isFinal(error) || performance.now() + betweenAttemptsMs > endsAtMs) {
        await opened.end();
        throw unreachable('DATABASE_URL', url, error);
      }
    }
    await pause(betweenAttemptsMs);
  }
}

/** A wrong name or password (class 28) and a database that does not exist (3D) stay so. */
function isFinal(error: unknown): boolean {
  return /^(28|3D)/.test((error as { code?: string }).code ?? '');
}

function pool(log: Log, config: PoolConfig): DatabasePool {
  const opened = new Pool({
    connectionTimeoutMillis: answerWithinMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: silentBeforeProbeMs,
    types: numbers,
    ...config,
  });
  const lost = (error: Error) => log.error({ err: error }, 'database.connection-lost');
  opened.on('error', lost);
  // The pool listens to idle connections only: one that is lost while it is used would end the process.
  opened.on('acquire', (client) => client.on('error', lost));
  opened.on('release', (_error, client) => client.off('error', lost));
  opened.on('connect', endWhenSilent);
  return opened;
}

/** A connection that owes an answer is given up: whoever asks next on it would wait behind that. */
function endWhenSilent(client: PoolClient): void {
  const ask = client.query.bind(client) as (...asked: unknown[]) => unknown;
  client.query = ((...asked: unknown[]) => {
    const answer = ask(...asked);
    if (answer instanceof Promise)
      answer.catch(async ({ message }: Error) => {
        if (message === 'Query read timeout') await client.end();
      });
    return answer;
  }) as typeof client.query;
}

/** Columns are `snake_case` in the database and `camelCase` here; what lies inside a JSON column keeps its keys. */
export function openDatabase<Tables>(pool: DatabasePool): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
