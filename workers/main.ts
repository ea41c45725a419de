import { openClock } from '../server/platform/clock.ts';
import { readWorkersConfig, type WorkersConfig } from '../server/platform/config.ts';
import { openDatabase, openPool } from '../server/platform/database.ts';
import { type Log, openLog } from '../server/platform/log.ts';
import { fail, live, type Opened } from '../server/platform/main-process.ts';
import { openRedis } from '../server/platform/redis.ts';
import { migrateAt } from '../server/store/migrate.ts';
import type { Tables } from '../server/store/tables.ts';
import { openWorkers } from './run.ts';

async function open({ databaseUrl, redisUrl }: WorkersConfig, log: Log): Promise<Opened> {
  await using opening = new AsyncDisposableStack();
  await migrateAt(databaseUrl, log);
  const pool = openPool(databaseUrl, log);
  opening.defer(() => pool.end());
  const redis = await openRedis(redisUrl, log);
  opening.defer(() => redis.close());
  const workers = await openWorkers({ redis, database: openDatabase<Tables>(pool), clock: openClock(), log });
  opening.defer(() => workers.close());
  const opened = opening.move();
  return { close: () => opened.disposeAsync() };
}

async function main(): Promise<void> {
  const config = readWorkersConfig(process.env);
  const log = openLog(config.logLevel).child({ process: 'workers' });
  await live(log, () => open(config, log));
}

main().catch(fail);
