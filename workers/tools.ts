import type { Clock } from '../server/platform/clock.ts';
import type { Log } from '../server/platform/log.ts';
import type { JobQueues } from '../server/platform/queues.ts';
import type { Redis } from '../server/platform/redis.ts';
import type { JobInput, JobName } from '../server/protocol/jobs.ts';
import type { Signing } from '../server/store/open-records.ts';
import type { Stores } from '../server/store/stores.ts';
import type { OutgoingPost } from './post.ts';

/** What a job may use. */
export type Tools = Stores &
  Signing & {
    redis: Redis;
    queues: JobQueues;
    clock: Clock;
    log: Log;
    /** Without it no letters go out: notices stand on people's pages alone. */
    post?: OutgoingPost;
  };

/** A job may run twice, or end in the middle and run again: whatever it stores must be the same then (JOB-1). */
export type Job<N extends JobName> = (input: JobInput<N>, tools: Tools, signal: AbortSignal) => Promise<void>;
