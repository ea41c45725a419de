import type { Log } from '../server/platform/log.ts';
import type { JobQueues } from '../server/platform/queues.ts';

const minutesEveryMs = 10_000;
const sweepEveryMs = 60_000;
const checkpointEveryMs = 60_000;
const dutiesEveryMs = 30_000;
const judgementsEveryMs = 30_000;
const casesEveryMs = 30_000;
const noticesEveryMs = 15_000;
const forgettingEveryMs = 60 * 60_000;
const assertEveryMs = 30_000;

/** Keeps the recurring jobs in the queues. Redis may be emptied while we run: they are put back, then the sweep does the rest. */
export async function openSchedules(queues: JobQueues, log: Log): Promise<Disposable> {
  const assert = async () => {
    await queues.repeat('reach-minutes', {}, minutesEveryMs);
    await queues.repeat('sweep', {}, sweepEveryMs);
    await queues.repeat('duties', {}, dutiesEveryMs);
    await queues.repeat('checkpoints', {}, checkpointEveryMs);
    await queues.repeat('judgements', {}, judgementsEveryMs);
    await queues.repeat('cases', {}, casesEveryMs);
    await queues.repeat('notices', {}, noticesEveryMs);
    await queues.repeat('forgetting', {}, forgettingEveryMs);
  };
  await assert();
  const timer = setInterval(() => {
    assert().catch((error: unknown) => log.error({ err: error }, 'schedules.not-kept'));
  }, assertEveryMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
