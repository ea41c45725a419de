import { openClock } from '../server/platform/clock.ts';
import { ConfigError, readWorkersConfig, type WorkersConfig } from '../server/platform/config.ts';
import { openDatabase, openPool } from '../server/platform/database.ts';
import { openLog } from '../server/platform/log.ts';
import { openRedis } from '../server/platform/redis.ts';
import { migrateToLatest } from '../server/store/migrate.ts';
import type { Tables } from '../server/store/tables.ts';
import { openWorkers } from './run.ts';

async function start({ databaseUrl, redisUrl, logLevel }: WorkersConfig): Promise<() => Promise<void>> {
  await using opening = new AsyncDisposableStack();
  const log = openLog(logLevel).child({ process: 'workers' });
  const pool = openPool(databaseUrl, log);
  opening.defer(() => pool.end());
  const redis = await openRedis(redisUrl, log);
  opening.defer(() => redis.close());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const workers = await openWorkers({ redis, database, clock: openClock(), log });
  opening.defer(() => workers.close());
  log.info('workers.ready');
  const opened = opening.move();
  return async () => {
    log.info('workers.closing');
    await opened.disposeAsync();
  };
}

function settings(): WorkersConfig {
  try {
    return readWorkersConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Resolves when somebody wants the workers gone: a signal, or a supervisor that is gone itself. */
function asked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (process.connected) process.once('disconnect', () => resolve());
  });
}

const enough = asked();
const close = await start(settings());
process.send?.({ ready: true });
await enough;
await close();
if (process.connected) process.disconnect();
