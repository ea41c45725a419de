import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { duties } from '../../workers/duties.ts';
import { obligations } from '../../workers/obligations.ts';
import { openHandClock } from '../support/hand-clock.ts';
import { type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts, workOn } from './hub-parts.ts';
import { startWorkers } from './process.ts';

const hourMs = 3_600_000;
const { signal: never } = new AbortController();
let hub: HubParts;

beforeAll(async () => {
  hub = await openHubParts();
});
beforeEach(() => hub.redis.flushAll());
afterAll(() => hub.close());

/** The newest campaign, with a debate of four that begins so much later. */
async function comingDebate(inMs: number): Promise<HeldDebate> {
  const nowMs = hub.clock.now();
  const held = await holdDebate(hub, { startedAtMs: nowMs + inMs, dueAtMs: nowMs + inMs + 3 * hourMs });
  const planned = { status: 'published' as const, startedAtMs: null, endedAtMs: null };
  await hub.database.updateTable('debate').set(planned).where('id', '=', held.debateId).execute();
  return held;
}

async function reminders({ debateId }: HeldDebate) {
  const rows = await hub.database
    .selectFrom('notice')
    .select(['accountId', 'key'])
    .where('kind', '=', 'debate-reminder')
    .execute();
  const slots = await hub.stores.debates.homeRecord(debateId);
  return rows.filter(({ key }) => slots.lineup.some(({ id }) => key.includes(id)));
}

/** As if the time had passed that a job stays with a worker that gives no sign of life. */
async function loseLocks(): Promise<void> {
  const keys = [...(await hub.redis.keys('hub:*:lock')), ...(await hub.redis.keys('hub:*:stalled-check'))];
  if (keys.length > 0) await hub.redis.del(keys);
}

describe('D-3 the duties job reminds', () => {
  it('each debater once at 72, 24 and 2 hours, and nobody who withdrew or was removed', async () => {
    const held = await comingDebate(100 * hourMs);
    const gone = held.lineup.slice(0, 2);
    for (const [index, status] of (['withdrawn', 'removed'] as const).entries()) {
      const id = gone[index]?.candidacyId as string;
      await hub.database.updateTable('candidacy').set({ status }).where('id', '=', id).execute();
    }
    const clock = openHandClock(hub.clock.now());
    const sent: number[] = [];
    for (const forwardMs of [0, 29, 30, 17, 22, 1].map((hours) => hours * hourMs)) {
      clock.forward(forwardMs);
      await duties({}, { ...hub.tools, clock }, never);
      await duties({}, { ...hub.tools, clock }, never);
      sent.push((await reminders(held)).length);
    }
    expect(sent).toEqual([0, 2, 2, 4, 6, 6]);
  });

  it('nobody twice, wherever the clock jumps, forward or back', async () => {
    const held = await comingDebate(100 * hourMs);
    const fromMs = hub.clock.now();
    const jumps = fc.array(fc.integer({ min: 0, max: 110 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(jumps, async (hours) => {
        for (const at of hours) {
          const clock = openHandClock(fromMs + at * hourMs);
          await duties({}, { ...hub.tools, clock }, never);
        }
        const keys = (await reminders(held)).map(({ accountId, key }) => `${accountId} ${key}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThanOrEqual(3 * held.lineup.length);
      }),
      { numRuns: 20 },
    );
    expect((await reminders(held)).length).toBeGreaterThan(0);
  });
});

describe('7.3 the duties job moves excuses', () => {
  type Filing = { ground: 'our-fault' | 'own-illness'; nowMs: number; place?: number };

  async function filed(held: HeldDebate, { ground, nowMs, place = 0 }: Filing) {
    const home = await hub.stores.debates.homeRecord(held.debateId);
    const slotId = held.lineup[place]?.id as string;
    const accountId = Object.entries(home.slotOfAccount).find(([, id]) => id === slotId)?.[0] as string;
    const [duty] = (await hub.stores.obligations.forDebate(held.debateId)).get(slotId) ?? [];
    const wanted = { debateId: held.debateId, ground, words: 'Because.' };
    return hub.stores.excuses.file({ accountId, obligationId: duty?.id as string, wanted, nowMs });
  }

  it('without a paper it lapses after 72 h, without a decision it is granted for now after 48 h', async () => {
    const held = await comingDebate(hourMs);
    const nowMs = hub.clock.now();
    const undecided = await filed(held, { ground: 'our-fault', nowMs });
    const paperless = await filed(held, { ground: 'own-illness', nowMs, place: 1 });
    const clock = openHandClock(nowMs);
    const statusesAfter = async (forwardMs: number) => {
      clock.forward(forwardMs);
      await duties({}, { ...hub.tools, clock }, never);
      const both = await Promise.all([undecided, paperless].map((id) => hub.stores.excuses.read(id)));
      return both.map(({ status }) => status);
    };
    expect(await statusesAfter(48 * hourMs)).toEqual(['documented', 'filed']);
    expect(await hub.redis.lLen('hub:obligations:wait')).toBe(0);
    expect(await statusesAfter(1)).toEqual(['granted-provisionally', 'filed']);
    expect(await hub.redis.lLen('hub:obligations:wait')).toBe(1);
    expect(await statusesAfter(24 * hourMs - 1)).toEqual(['granted-provisionally', 'filed']);
    expect(await statusesAfter(1)).toEqual(['granted-provisionally', 'lapsed']);
  });

  it('7.3 a later debate of the stage becomes the make-up, is offered once, and is told', async () => {
    const held = await comingDebate(hourMs);
    const excuseId = await filed(held, { ground: 'our-fault', nowMs: hub.clock.now() });
    const clock = openHandClock(hub.clock.now() + 48 * hourMs + 1);
    await duties({}, { ...hub.tools, clock }, never);
    const home = await hub.stores.debates.homeRecord(held.debateId);
    const { areaId, stageId } = await hub.database
      .selectFrom('debate')
      .select(['areaId', 'stageId'])
      .where('id', '=', held.debateId)
      .executeTakeFirstOrThrow();
    const desk = await hub.stores.campaigns.organiserDesk(held.campaignId);
    const candidacyIds = held.lineup.slice(0, 2).map(({ candidacyId }) => candidacyId);
    const makeUpId = await hub.stores.debates.create({
      ...{ campaignId: held.campaignId, areaId, stageId, formatId: desk.formats[0]?.id as string },
      ...{ candidacyIds, order: candidacyIds, moderatorIds: home.moderatorIds, drawSeed: 'seed' },
      ...{ title: home.title, plannedStartMs: home.plannedStartMs + hourMs, nowMs: clock.now() },
      createdBy: home.moderatorIds[0] as string,
    });
    await duties({}, { ...hub.tools, clock }, never);
    await duties({}, { ...hub.tools, clock }, never);
    const { card, events, accountId } = await hub.stores.excuses.read(excuseId);
    expect(card.makeUpDebateId).toBe(makeUpId);
    expect(events.map(({ act }) => act.kind)).toEqual(['granted-provisionally', 'make-up-offered']);
    const told = await hub.database
      .selectFrom('notice')
      .select('kind')
      .where('accountId', '=', accountId)
      .where('kind', '=', 'make-up-offered')
      .execute();
    expect(told).toHaveLength(1);
  });
});

describe('7.3 waiving', () => {
  it('two members of the centre waive a duty: it is settled once, told once, and never opened again', async () => {
    const held = await comingDebate(hourMs);
    const [slot] = held.lineup;
    const slotId = slot?.id as string;
    const dutyOf = async () => (await hub.stores.obligations.forDebate(held.debateId)).get(slotId)?.[0];
    const obligationId = (await dutyOf())?.id as string;
    const { moderatorIds, slotOfAccount } = await hub.stores.debates.homeRecord(held.debateId);
    const [moderator] = moderatorIds as [string];
    const [another] = Object.keys(slotOfAccount).filter((id) => slotOfAccount[id] !== slotId);
    for (const accountId of [moderator, another as string]) {
      await obligations(held, hub.tools, never);
      expect(await dutyOf()).toMatchObject({ status: 'open', waiverReason: null });
      await hub.stores.waivers.say({ obligationId, accountId, atMs: hub.clock.now(), reason: 'No hall.' });
    }
    await obligations(held, hub.tools, never);
    await obligations(held, hub.tools, never);
    expect(await dutyOf()).toMatchObject({ status: 'waived', waiverReason: 'No hall.' });
    const told = await hub.database
      .selectFrom('notice')
      .select('params')
      .where('key', '=', `duty-waived:${obligationId}`)
      .execute();
    expect(told).toMatchObject([{ params: { reason: 'No hall.' } }]);
  });
});

describe('a worker that is killed in the middle of the duties job', () => {
  it('JOB-1 leaves one reminder for each, sent by whoever takes the job over', async () => {
    const held = await comingDebate(hourMs + heldMs);
    using victim = startWorkers(hub);
    await once(victim, 'message');
    // The job stands still before its first write: the reminders are ours while we are in a transaction.
    await hub.database.transaction().execute(async (transaction) => {
      await transaction.selectFrom('slot').select('id').forUpdate().execute();
      await hub.queues.add('duties', {});
      await expect.poll(() => hub.redis.lLen('hub:duties:active'), { timeout: 10_000 }).toBe(1);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    });
    await loseLocks();
    await using _workers = await workOn(hub, 200);
    await expect.poll(async () => (await reminders(held)).length, { timeout: 15_000 }).toBe(4);
    await duties({}, hub.tools, never);
    expect(await reminders(held)).toHaveLength(4);
  });

  it('JOB-1 the schedule is put back when Redis was emptied, and the job then does what was left', async () => {
    const held = await comingDebate(hourMs);
    await using _workers = await workOn(hub);
    await expect.poll(async () => (await reminders(held)).length, { timeout: 15_000 }).toBe(4);
  });
});
