import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { genesisHash } from '../../server/rules/chain.ts';
import { attendance } from '../../workers/attendance.ts';
import { obligations } from '../../workers/obligations.ts';
import { sweep } from '../../workers/sweep.ts';
import { openHandClock } from '../support/hand-clock.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts, workOn } from './hub-parts.ts';

let hub: HubParts;
const { signal: never } = new AbortController();

beforeAll(async () => {
  hub = await openHubParts();
});
afterAll(() => hub.close());

async function heldDebate(dueInMs: number): Promise<HeldDebate> {
  const nowMs = hub.clock.now();
  return holdDebate(hub, { startedAtMs: nowMs - heldMs - 1_000, dueAtMs: nowMs + dueInMs });
}

const outcomes = async ({ debateId }: HeldDebate) =>
  (await hub.stores.verdicts.forDebate(debateId)).map(({ name, outcome }) => [name, outcome]);

async function duties({ debateId, lineup }: HeldDebate) {
  const owed = await hub.stores.obligations.forDebate(debateId);
  return lineup.map(({ name, id }) => {
    const [duty] = owed.get(id) ?? [];
    return [name, duty?.status, duty?.reason.code];
  });
}

/** As if two people had confirmed them and the time for objections was over. */
const makeFinal = ({ debateId }: HeldDebate) =>
  hub.database.updateTable('verdict').set({ status: 'final' }).where('debateId', '=', debateId).execute();

const verdictRows = async ({ debateId }: HeldDebate) =>
  hub.database.selectFrom('verdict').selectAll().where('debateId', '=', debateId).orderBy('id').execute();

describe('attendance', () => {
  it('ATT 7.2 gives each slot the verdict of its evidence, under the rules stamped on the debate', async () => {
    const held = await heldDebate(3600_000);
    const chain = chainOf(held);
    await hub.stores.evidence.append(chain);
    await attendance(held, hub.tools, never);
    expect(await outcomes(held)).toEqual([
      ['in-time', 'attended'],
      ['late', 'late'],
      ['left-early', 'partial'],
      ['never', 'absent'],
    ]);
    const [row] = await verdictRows(held);
    const { ruleSetId } = await hub.stores.debates.homeRecord(held.debateId);
    expect(row).toMatchObject({
      ruleSetId,
      evidenceSequence: chain.length,
      evidenceHash: chain.at(-1)?.hash,
    });
  });

  it('JOB-1 attendance that runs twice, even at once, leaves what it leaves once', async () => {
    const held = await heldDebate(3600_000);
    await hub.stores.evidence.append(chainOf(held));
    await attendance(held, hub.tools, never);
    const once = await verdictRows(held);
    await Promise.all([1, 2, 3].map(() => attendance(held, hub.tools, never)));
    expect(await verdictRows(held)).toEqual(once);
    expect(once).toHaveLength(4);
  });

  it('EVID-2 a broken chain judges nobody: all are unknown, on the last entry that can be believed', async () => {
    const held = await heldDebate(3600_000);
    const chain = chainOf(held);
    const forged = chain.map((entry) => (entry.sequence === 9 ? { ...entry, atMs: entry.atMs + 1 } : entry));
    await hub.stores.evidence.append(forged);
    await attendance(held, hub.tools, never);
    const rows = await verdictRows(held);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(rows[0]).toMatchObject({
      reasons: [{ code: 'evidence-missing', measured: null, needed: null }],
      evidenceSequence: 8,
      evidenceHash: chain[7]?.hash,
    });
  });

  it('EVID-1 evidence that cannot even be read judges nobody', async () => {
    const held = await heldDebate(3600_000);
    await hub.stores.evidence.append(chainOf(held).slice(0, 2));
    await sql`
      insert into evidence (debate_id, sequence, kind, at_ms, body, hash)
      values (${held.debateId}, 3, 'debate.ended', 1, 'not an entry', ${genesisHash})
    `.execute(hub.database);
    await attendance(held, hub.tools, never);
    expect((await outcomes(held)).map(([, outcome]) => outcome)).toEqual(Array(4).fill('unknown'));
  });

  it('an ended debate without evidence is unknown for everybody, and absent for nobody', async () => {
    const held = await heldDebate(-1);
    await attendance(held, hub.tools, never);
    expect((await outcomes(held)).map(([, outcome]) => outcome)).toEqual(Array(4).fill('unknown'));
    await obligations(held, hub.tools, never);
    expect((await duties(held)).map(([, status]) => status)).toEqual(Array(4).fill('open'));
  });

  it('a debate that is still live is not judged', async () => {
    const held = await heldDebate(3600_000);
    await hub.database
      .updateTable('debate')
      .set({ status: 'live' })
      .where('id', '=', held.debateId)
      .execute();
    await hub.stores.evidence.append(chainOf(held).slice(0, -1));
    await expect(attendance(held, hub.tools, never)).rejects.toThrow('is not over');
    expect(await verdictRows(held)).toEqual([]);
  });

  it('JOB-1 a job that is told to stop in the middle leaves no half, and the next run does it all', async () => {
    const held = await heldDebate(3600_000);
    await hub.stores.evidence.append(chainOf(held));
    const stopped = AbortSignal.abort(new Error('the workers close'));
    await expect(attendance(held, hub.tools, stopped)).rejects.toThrow('the workers close');
    expect(await verdictRows(held)).toEqual([]);
    await attendance(held, hub.tools, never);
    expect(await verdictRows(held)).toHaveLength(4);
  });
});

describe('sweep', () => {
  beforeEach(() => hub.redis.flushAll());

  const obligationsQueued = () => hub.redis.lLen('hub:obligations:wait');

  /** Judged, and then the queue was lost with everything that should have followed. */
  async function judged(dueInMs: number): Promise<HeldDebate> {
    const held = await heldDebate(dueInMs);
    await hub.stores.evidence.append(chainOf(held));
    await attendance(held, hub.tools, never);
    await makeFinal(held);
    await hub.redis.flushAll();
    return held;
  }

  it('JOB-1 duties whose verdicts are there long before the due date are settled without their lost job', async () => {
    const held = await judged(3600_000);
    await sweep({}, hub.tools, never);
    expect(await obligationsQueued()).toBe(1);
    await obligations(held, hub.tools, never);
    expect((await duties(held)).map(([, status]) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'open',
      'open',
    ]);
  });

  it('JOB-1 a duty that stays open past its date is asked about once, and not every minute', async () => {
    const clock = openHandClock(Date.now());
    const held = await judged(60_000);
    const tools = { ...hub.tools, clock };
    await obligations(held, tools, never);
    clock.forward(120_000);
    await sweep({}, tools, never);
    expect(await obligationsQueued()).toBe(1);
    await obligations(held, tools, never);
    expect((await duties(held)).map(([, status]) => status)).toContain('open');
    await hub.redis.flushAll();
    await sweep({}, tools, never);
    expect(await obligationsQueued()).toBe(0);
  });
});

describe('the workers', () => {
  it('O-1 evidence goes in, and verdicts come out; once they are final the duties follow, and one missed is breached when its date passes', async () => {
    const dueInMs = 15_000;
    const held = await heldDebate(dueInMs);
    await hub.stores.evidence.append(chainOf(held));
    await using _workers = await workOn(hub);
    await hub.queues.add('attendance', { debateId: held.debateId }, { key: held.debateId });
    await expect.poll(() => outcomes(held), { timeout: 5_000, interval: 50 }).toHaveLength(4);
    expect((await duties(held)).map(([, status]) => status)).toEqual(Array(4).fill('open'));
    await makeFinal(held);
    await hub.queues.add('obligations', { campaignId: held.campaignId });
    const before = [
      ['in-time', 'fulfilled', 'fulfilled-by-debate'],
      ['late', 'fulfilled', 'fulfilled-by-debate'],
      ['left-early', 'open', 'reopened'],
      ['never', 'open', 'missed-debate'],
    ];
    await expect.poll(() => duties(held), { timeout: dueInMs - 500, interval: 50 }).toEqual(before);
    const after = before.with(3, ['never', 'breached', 'missed-debate']);
    await expect.poll(() => duties(held), { timeout: dueInMs + 15_000, interval: 50 }).toEqual(after);
    expect(await hub.stores.reach.forDebate(held.debateId)).toMatchObject({ uniqueViewers: 0, watchMs: 0 });
  });
});
