import { Queue, type QueueOptions } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queuePrefix } from '../../server/platform/queues.ts';
import { type HubParts, openHubParts } from './hub-parts.ts';

let hub: HubParts;
let queue: Queue;
const realNow = Date.now;

beforeAll(async () => {
  hub = await openHubParts();
  const connection = hub.redis as unknown as QueueOptions['connection'];
  queue = new Queue('sweep', { connection, prefix: queuePrefix });
});
afterAll(async () => {
  Date.now = realNow;
  await queue.close();
  await hub.close();
});

describe('recurring jobs', () => {
  it.each([3_600_000, 86_400_000])(
    "come again in their time after the machine's clock was put back by %d ms",
    async (byMs) => {
      Date.now = () => realNow() + byMs;
      await hub.queues.repeat('sweep', {}, 60_000);
      Date.now = realNow;
      await hub.queues.repeat('sweep', {}, 60_000);
      const [delayed] = await queue.getDelayed();
      const { next = 0 } = (await queue.getJobScheduler('sweep')) ?? {};
      expect(next).toBeLessThanOrEqual(realNow() + 60_000);
      expect((delayed?.timestamp ?? realNow()) + (delayed?.delay ?? 0)).toBeLessThanOrEqual(
        realNow() + 60_000,
      );
    },
  );
});
