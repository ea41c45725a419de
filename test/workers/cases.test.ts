import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cases } from '../../workers/cases.ts';
import { openWorker } from '../../workers/worker.ts';
import { type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts } from './hub-parts.ts';
import { startWorkers } from './process.ts';

let hub: HubParts;
let held: HeldDebate;

const hourMs = 3_600_000;

beforeAll(async () => {
  hub = await openHubParts();
});
beforeEach(async () => {
  const nowMs = hub.clock.now();
  held = await holdDebate(hub, { startedAtMs: nowMs - heldMs, dueAtMs: nowMs - 1 });
  const [group] = await hub.stores.obligations.toSettle(held.campaignId);
  const [duty = expect.fail()] = group?.duties ?? [];
  const reason = { code: 'missed-debate', outcome: 'absent', debateId: held.debateId } as const;
  await hub.stores.obligations.settle(duty, {
    status: 'breached',
    reason,
    fulfilledBySlot: null,
    atMs: nowMs,
  });
});
afterEach(() => hub.redis.flushAll());
afterAll(() => hub.close());

const cards = (laterMs = 0) => hub.stores.cases.cards(held.campaignId, hub.clock.now() + laterMs);

/** Works for this one job alone, so that no other one judges the duty anew meanwhile. */
async function workOnCases(): Promise<AsyncDisposable> {
  const worker = openWorker('cases', hub.tools, 300);
  await worker.isReady;
  return { [Symbol.asyncDispose]: () => worker.close() };
}

describe('the job of cases', () => {
  it('D-5 JOB-1 several workers that are asked many times open one case', async () => {
    await using _first = await workOnCases();
    await using _second = await workOnCases();
    await Promise.all(Array.from({ length: 8 }, () => hub.queues.add('cases', {})));
    await expect.poll(async () => (await cards()).length, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => hub.redis.zCard('hub:cases:completed'), { timeout: 10_000 }).toBe(8);
    expect(await cards()).toMatchObject([{ kind: 'breach', status: 'waiting-for-party' }]);
  });

  it('D-5 JOB-1 a worker that is killed in the middle leaves no half of a case behind', async () => {
    using victim = startWorkers(hub);
    await once(victim, 'message');
    // The embedded database is ours while we are in a transaction: the job stands still within its own.
    await hub.database.transaction().execute(async (transaction) => {
      await transaction.selectFrom('campaign').select('id').forUpdate().execute();
      await hub.queues.add('cases', {});
      await expect.poll(() => hub.redis.lLen('hub:cases:active'), { timeout: 5000 }).toBe(1);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    });
    expect(await cards()).toEqual([]);
    const keys = [...(await hub.redis.keys('hub:*:lock')), ...(await hub.redis.keys('hub:*:stalled-check'))];
    await hub.redis.del(keys);
    await using _worker = await workOnCases();
    await expect.poll(async () => (await cards()).length, { timeout: 10_000 }).toBe(1);
    const [{ id: caseId } = expect.fail()] = await cards();
    const { timeline } = await hub.stores.cases.view(caseId, { accountId: 'nobody', nowMs: hub.clock.now() });
    expect(timeline.map(({ event }) => event.kind)).toEqual(['opened', 'admitted', 'assigned', 'asked']);
  });

  it('D-6 a stop of three days, or a clock that jumps, changes only when a deadline is written down', async () => {
    await cases({}, hub.tools);
    const [before = expect.fail()] = await cards();
    const laterMs = 72 * hourMs;
    const clock = { ...hub.clock, now: () => hub.clock.now() + laterMs };
    await cases({}, { ...hub.tools, clock });
    await cases({}, { ...hub.tools, clock });
    const view = await hub.stores.cases.view(before.id, { accountId: 'nobody', nowMs: clock.now() });
    expect(view.timeline.at(-1)).toMatchObject({
      atMs: before.answerUntilAtMs,
      event: { kind: 'answer-lapsed' },
    });
    expect(view.timeline).toHaveLength(5);
    expect(view.deadline).toMatchObject({
      what: 'decision',
      dueAtMs: (before.answerUntilAtMs ?? 0) + 24 * hourMs,
    });
  });
});
