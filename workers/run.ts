import type { Clock } from '../server/platform/clock.ts';
import type { Log } from '../server/platform/log.ts';
import { openQueues } from '../server/platform/queues.ts';
import type { Redis } from '../server/platform/redis.ts';
import { jobNames } from '../server/protocol/jobs.ts';
import type { Signing } from '../server/store/open-records.ts';
import { openStores } from '../server/store/stores.ts';
import type { Database } from '../server/store/tables.ts';
import type { OutgoingPost } from './post.ts';
import { openSchedules } from './schedules.ts';
import { type OpenWorker, openWorker } from './worker.ts';

export type Workers = { close(): Promise<void> };

type Options = {
  redis: Redis;
  database: Database;
  clock: Clock;
  log: Log;
  signing: Signing;
  post?: OutgoingPost;
  /** How long a job stays with a worker that gives no sign of life. */
  lockMs?: number;
};

/** Works for every job name. `redis` and `database` stay the caller's. */
export async function openWorkers({ lockMs = 10_000, signing, ...given }: Options): Promise<Workers> {
  await using opening = new AsyncDisposableStack();
  const queues = openQueues(given.redis);
  opening.defer(() => queues.close());
  const tools = { ...openStores(given.database), ...given, ...signing, queues };
  const workers = jobNames.map((name) => openWorker(name, tools, lockMs));
  opening.defer(() => closeAll(workers));
  await Promise.all(workers.map((worker) => worker.isReady));
  opening.use(await openSchedules(queues, given.log));
  const opened = opening.move();
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      closing ??= opened.disposeAsync();
      return closing;
    },
  };
}

async function closeAll(workers: readonly OpenWorker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.close()));
}
