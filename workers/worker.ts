import { UnrecoverableError, Worker, type WorkerOptions } from 'bullmq';
import { z } from 'zod';
import type { Log } from '../server/platform/log.ts';
import { queuePrefix } from '../server/platform/queues.ts';
import type { Redis } from '../server/platform/redis.ts';
import { type JobInput, type JobName, jobs } from '../server/protocol/jobs.ts';
import { attendance } from './attendance.ts';
import { cases } from './cases.ts';
import { checkpoints } from './checkpoints.ts';
import { duties } from './duties.ts';
import { forgetting } from './forgetting.ts';
import { judgements } from './judgements.ts';
import { notices } from './notices.ts';
import { obligations } from './obligations.ts';
import { reachDebate } from './reach-debate.ts';
import { reachMinutes } from './reach-minutes.ts';
import { sweep } from './sweep.ts';
import type { Job, Tools } from './tools.ts';

const jobOf: { [N in JobName]: Job<N> } = {
  attendance,
  obligations,
  duties,
  'reach-minutes': reachMinutes,
  'reach-debate': reachDebate,
  checkpoints,
  judgements,
  cases,
  notices,
  forgetting,
  sweep,
};

/** A job that still runs this long after its worker was asked to close is told to stop; it will run again. */
const patienceMs = 5_000;
const never = new AbortController().signal;

export type OpenWorker = { isReady: Promise<unknown>; close(): Promise<void> };

/** Takes the jobs of one name, one after the other, on a connection of its own. */
export function openWorker<N extends JobName>(name: N, tools: Tools, lockMs: number): OpenWorker {
  const log = tools.log.child({ job: name });
  const connection = tools.redis.duplicate();
  const worker = new Worker(
    name,
    // BullMQ hands a signal only to a function of three parameters: none of them may have a default.
    (job, _token, signal) =>
      jobOf[name](inputOf(name, job.data), { ...tools, log: log.child({ jobId: job.id }) }, signal ?? never),
    { ...optionsFor(connection), lockDuration: lockMs, stalledInterval: lockMs },
  );
  reportTrouble(worker, log);
  return {
    isReady: worker.waitUntilReady(),
    close: () => closeWorker(worker, connection),
  };
}

// BullMQ takes the client of node-redis, but its types know only another one.
function optionsFor(connection: Redis): WorkerOptions {
  return { connection: connection as unknown as WorkerOptions['connection'], prefix: queuePrefix };
}

/** Wrong input will be as wrong the next time: it is not tried again. */
function inputOf<N extends JobName>(name: N, given: unknown): JobInput<N> {
  const parsed = jobs[name].safeParse(given);
  if (!parsed.success) throw new UnrecoverableError(`bad input: ${z.prettifyError(parsed.error)}`);
  return parsed.data as JobInput<N>;
}

function reportTrouble(worker: Worker, log: Log): void {
  worker.on('error', (error) => log.error({ err: error }, 'worker.error'));
  worker.on('stalled', (jobId) => log.warn({ jobId }, 'job.stalled'));
  worker.on('failed', (job, error) =>
    log.error({ err: error, jobId: job?.id, input: job?.data, attempt: job?.attemptsMade }, 'job.failed'),
  );
}

async function closeWorker(worker: Worker, connection: Redis): Promise<void> {
  const impatience = setTimeout(() => worker.cancelAllJobs(), patienceMs);
  try {
    await worker.close();
  } finally {
    clearTimeout(impatience);
    if (connection.isOpen) await connection.close();
  }
}
