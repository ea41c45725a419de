/** The workers, with locks so short that a killed one's job is taken up within a second. */
import { openClock } from '../../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../../server/platform/database.ts';
import { openLog } from '../../../server/platform/log.ts';
import { live } from '../../../server/platform/main-process.ts';
import { openRedis } from '../../../server/platform/redis.ts';
import { openRecords } from '../../../server/store/open-records.ts';
import type { Tables } from '../../../server/store/tables.ts';
import { openWorkers } from '../../../workers/run.ts';

const lockMs = 500;
const { DATABASE_URL = '', REDIS_URL = '', SIGNING_KEY_FILE = '', CHECKPOINT_FILE } = process.env;
const log = openLog('silent');

await live(log, async () => {
  await using opening = new AsyncDisposableStack();
  const pool = openPool(DATABASE_URL, log);
  opening.defer(() => pool.end());
  const redis = await openRedis(REDIS_URL, log);
  opening.defer(() => redis.close());
  const database = openDatabase<Tables>(pool);
  const clock = openClock();
  const keys = { signingKeyFile: SIGNING_KEY_FILE, checkpointFile: CHECKPOINT_FILE };
  const where = { databaseUrl: DATABASE_URL, ...keys };
  const signing = await openRecords(where, { database, clock, log });
  const workers = await openWorkers({ redis, database, clock, log, signing, lockMs });
  opening.defer(() => workers.close());
  const opened = opening.move();
  return { close: () => opened.disposeAsync() };
});
