import { openClock } from '../server/platform/clock.ts';
import { readWorkersConfig, type WorkersConfig } from '../server/platform/config.ts';
import { openDatabase, openPool } from '../server/platform/database.ts';
import { type Log, openLog } from '../server/platform/log.ts';
import { fail, live, type Opened } from '../server/platform/main-process.ts';
import { openRedis } from '../server/platform/redis.ts';
import { migrateAt } from '../server/store/migrate.ts';
import { openRecords } from '../server/store/open-records.ts';
import { ProcessRecord } from '../server/store/process-record.ts';
import { openStores } from '../server/store/stores.ts';
import type { Tables } from '../server/store/tables.ts';
import { openPost } from './post.ts';
import { openWorkers } from './run.ts';

async function open(config: WorkersConfig, log: Log): Promise<Opened> {
  const { databaseUrl, redisUrl } = config;
  await using opening = new AsyncDisposableStack();
  await migrateAt(databaseUrl, log);
  const pool = openPool(databaseUrl, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  const stores = openStores(database);
  const clock = openClock();
  const signing = await openRecords(config, { database, clock, log });
  const { campaignLog } = signing;
  const redis = await openRedis(redisUrl, log);
  opening.defer(() => redis.close());
  opening.use(ProcessRecord.open({ process: 'workers', name: null, campaignLog, ...stores, clock, log }));
  const post = openOutgoing(config, opening);
  const workers = await openWorkers({ redis, database, clock, log, signing, ...post });
  opening.defer(() => workers.close());
  const opened = opening.move();
  return { close: () => opened.disposeAsync() };
}

function openOutgoing({ mail, publicUrl }: WorkersConfig, opening: AsyncDisposableStack) {
  if (mail === undefined) return {};
  const mailer = openPost(mail);
  opening.defer(() => mailer.close());
  return { post: { mailer, publicUrl } };
}

async function main(): Promise<void> {
  const config = readWorkersConfig(process.env);
  const log = openLog(config.logLevel).child({ process: 'workers' });
  await live(log, () => open(config, log));
}

main().catch(fail);
