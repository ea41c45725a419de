import type { Kysely } from 'kysely';
import { type Clock, openClock } from '../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { type Log, openLog } from '../../server/platform/log.ts';
import { type JobQueues, openQueues } from '../../server/platform/queues.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import { migrateToLatest } from '../../server/store/migrate.ts';
import { openRecords, type Signing } from '../../server/store/open-records.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { openWorkers } from '../../workers/run.ts';
import type { Tools } from '../../workers/tools.ts';
import { openEmbeddedDatabase } from '../support/pglite.ts';
import { openRedisServer } from '../support/redis.ts';
import { keyFolder } from '../support/signing.ts';

/** What the workers stand on: a real Redis, a real database with its tables, and the means to use both. */
export type HubParts = {
  redisUrl: string;
  databaseUrl: string;
  redis: Redis;
  database: Kysely<Tables>;
  stores: Stores;
  queues: JobQueues;
  clock: Clock;
  log: Log;
  signingKeyFile: string;
  checkpointPath: string;
  signing: Signing;
  tools: Tools;
  close(): Promise<void>;
};

export async function openHubParts(): Promise<HubParts> {
  await using opening = new AsyncDisposableStack();
  // The jobs that fail in these tests fail on purpose; what they log is in what they leave behind.
  const log = openLog('silent');
  const [redisServer, databaseServer] = await Promise.all([openRedisServer(), openEmbeddedDatabase()]);
  opening.use(redisServer);
  opening.use(databaseServer);
  const redis = await openRedis(redisServer.url, log);
  opening.defer(() => redis.close());
  const pool = openPool(databaseServer.url, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const queueRedis = await openRedis(redisServer.url, log);
  opening.defer(() => queueRedis.close());
  const queues = openQueues(queueRedis);
  opening.defer(() => queues.close());
  const opened = opening.move();
  const clock = openClock();
  const stores = openStores(database);
  const keys = keyFolder();
  const databaseUrl = databaseServer.url;
  const signing = await openRecords({ ...keys, databaseUrl }, { database, clock, log });
  const { signingKeyFile, checkpointFile: checkpointPath } = keys;
  return {
    redisUrl: redisServer.url,
    databaseUrl: databaseServer.url,
    ...{ redis, database, stores, queues, clock, log, signingKeyFile, checkpointPath, signing },
    tools: { ...stores, ...signing, redis, queues, clock, log },
    close: () => opened.disposeAsync(),
  };
}

/** Workers on a connection of their own, gone when the block is left. */
export async function workOn(hub: HubParts, lockMs?: number): Promise<AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const redis = await openRedis(hub.redisUrl, hub.log);
  opening.defer(() => redis.close());
  const { database, clock, log, signing } = hub;
  const workers = await openWorkers({
    redis,
    database,
    clock,
    log,
    signing,
    ...(lockMs === undefined ? {} : { lockMs }),
  });
  opening.defer(() => workers.close());
  return opening.move();
}
