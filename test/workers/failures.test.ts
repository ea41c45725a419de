import { once } from 'node:events';
import { Queue, type QueueOptions } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openRedis } from '../../server/platform/redis.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts, workOn } from './hub-parts.ts';
import { startWorkers } from './process.ts';

let hub: HubParts;

beforeAll(async () => {
  hub = await openHubParts();
});
afterEach(() => hub.redis.flushAll());
afterAll(() => hub.close());

async function endedDebate(): Promise<HeldDebate> {
  const nowMs = hub.clock.now();
  const held = await holdDebate(hub, { startedAtMs: nowMs - heldMs, dueAtMs: nowMs + 3600_000 });
  await hub.stores.evidence.append(chainOf(held));
  return held;
}

/** As if the time had passed that a job stays with a worker that gives no sign of life. */
async function loseLocks(): Promise<void> {
  const keys = [...(await hub.redis.keys('hub:*:lock')), ...(await hub.redis.keys('hub:*:stalled-check'))];
  await hub.redis.del(keys);
}

const verdictCount = async ({ debateId }: HeldDebate) =>
  (await hub.database.selectFrom('verdict').select('id').where('debateId', '=', debateId).execute()).length;

describe('a worker that fails', () => {
  it('JOB-1 killed in the middle of a job, the job is done once by another one', async () => {
    const held = await endedDebate();
    using victim = startWorkers(hub);
    await once(victim, 'message');
    // The embedded database is ours while we are in a transaction: the job stands still between reading and writing.
    await hub.database.transaction().execute(async (transaction) => {
      await transaction.selectFrom('debate').select('id').forUpdate().execute();
      await hub.queues.add('attendance', { debateId: held.debateId });
      await expect.poll(() => hub.redis.lLen('hub:attendance:active')).toBe(1);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    });
    expect(await verdictCount(held)).toBe(0);
    await loseLocks();
    await using _workers = await workOn(hub, 200);
    await expect.poll(() => verdictCount(held), { timeout: 10_000 }).toBe(4);
    expect(await verdictCount(held)).toBe(4);
  });

  it('JOB-1 what Redis forgot is found again in the database', async () => {
    const held = await endedDebate();
    await hub.redis.flushAll();
    await using _workers = await workOn(hub);
    await expect.poll(() => verdictCount(held), { timeout: 10_000 }).toBe(4);
    const reach = () => hub.stores.reach.forDebate(held.debateId);
    await expect.poll(reach, { timeout: 10_000 }).toMatchObject({ peakConcurrency: 0 });
  });

  it('EDGE-1 a job with wrong input fails at once and is not tried again', async () => {
    const connection = await openRedis(hub.redisUrl, hub.log);
    const options = { connection: connection as unknown as QueueOptions['connection'], prefix: 'hub' };
    const queue = new Queue('attendance', options);
    await using _workers = await workOn(hub);
    const { id = '' } = await queue.add('attendance', { debateId: 'nonsense' }, { attempts: 8 });
    await expect.poll(() => queue.getJobState(id)).toBe('failed');
    expect(await queue.getJob(id)).toMatchObject({
      attemptsMade: 1,
      failedReason: expect.stringContaining('bad input'),
    });
    await queue.close();
    await connection.close();
  });

  it('JOB-1 a job that fails is tried again', async () => {
    const held = await endedDebate();
    await hub.database
      .updateTable('debate')
      .set({ endedAtMs: null })
      .where('id', '=', held.debateId)
      .execute();
    await using _workers = await workOn(hub);
    await hub.queues.add('reach-debate', { debateId: held.debateId });
    await expect.poll(() => hub.redis.zCard('hub:reach-debate:delayed')).toBeGreaterThan(0);
    const { endedAtMs } = held;
    await hub.database.updateTable('debate').set({ endedAtMs }).where('id', '=', held.debateId).execute();
    const reach = () => hub.stores.reach.forDebate(held.debateId);
    await expect.poll(reach, { timeout: 10_000 }).not.toBeNull();
  });
});
