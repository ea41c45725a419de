import { openClock } from '../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis } from '../../server/platform/redis.ts';
import { openRecords } from '../../server/store/open-records.ts';
import type { Tables } from '../../server/store/tables.ts';
import { openWorkers } from '../../workers/run.ts';
import type { TestHub } from './hub.ts';

/** The workers of this hub, which work out what its debates leave behind. */
export async function openWorkersOf({ ground }: Pick<TestHub, 'ground'>): Promise<AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const log = openLog('silent');
  const redis = await openRedis(ground.redisUrl, log);
  opening.defer(() => redis.close());
  const pool = openPool(ground.databaseUrl, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  const clock = openClock();
  const signing = await openRecords(ground, { database, clock, log });
  const workers = await openWorkers({ redis, database, clock, log, signing });
  opening.defer(() => workers.close());
  return opening.move();
}
