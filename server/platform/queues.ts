import { Queue, type QueueOptions } from 'bullmq';
import { type JobInput, type JobName, jobNames, jobs } from '../protocol/jobs.ts';
import type { Redis } from './redis.ts';

export const queuePrefix = 'hub';

/** Adds jobs by name. The same `key` while the first is unfinished adds nothing (JOB-2). */
export type JobQueues = {
  add<N extends JobName>(
    name: N,
    input: JobInput<N>,
    options?: { key?: string; delayMs?: number },
  ): Promise<void>;
  repeat<N extends JobName>(name: N, input: JobInput<N>, everyMs: number): Promise<void>;
  close(): Promise<void>;
};

const kept = {
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 7 * 24 * 3600, count: 5000 },
};

export function openQueues(redis: Redis): JobQueues {
  const options: QueueOptions = {
    connection: redis as unknown as QueueOptions['connection'],
    prefix: queuePrefix,
    defaultJobOptions: { ...kept, attempts: 8, backoff: { type: 'exponential', delay: 500 } },
  };
  // Each queue listens for the errors of the connection that they share.
  redis.setMaxListeners(redis.getMaxListeners() + jobNames.length);
  const queues = new Map(jobNames.map((name) => [name, new Queue(name, options)]));
  const queue = (name: JobName): Queue => queues.get(name) as Queue;
  return {
    add: async (name, input, { key, delayMs = 0 } = {}) => {
      const deduplication = key === undefined ? {} : { deduplication: { id: key } };
      await queue(name).add(name, jobs[name].parse(input), { delay: delayMs, ...deduplication });
    },
    repeat: async (name, input, everyMs) => {
      // Put down by a clock that was set back since: it would stand still until the clock has caught up.
      const { next = 0 } = (await queue(name).getJobScheduler(name)) ?? {};
      if (next > Date.now() + everyMs) await queue(name).removeJobScheduler(name);
      await queue(name).upsertJobScheduler(name, { every: everyMs }, { name, data: jobs[name].parse(input) });
    },
    close: async () => {
      await Promise.all([...queues.values()].map((each) => each.close()));
    },
  };
}
