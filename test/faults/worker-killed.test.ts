import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openQueues } from '../../server/platform/queues.ts';
import { openRedis } from '../../server/platform/redis.ts';
import { migrateToLatest } from '../../server/store/migrate.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Database, Tables } from '../../server/store/tables.ts';
import { DatabaseDoor, type Point } from '../support/drill/database-door.ts';
import { Restarted } from '../support/drill/restarted.ts';
import { PostgresCluster } from '../support/postgres.ts';
import { asInProduction, openRedisServer } from '../support/redis.ts';
import { keyFolder } from '../support/signing.ts';
import { until } from '../support/supervised.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from '../workers/held-debate.ts';

const verdict = /insert into "verdict"/;
const reach = /insert into "reach"/;
const commit = /^commit/i;

/** Ten places between reading the evidence and having written everything that follows from it. */
const places: ({ where: string } & Point)[] = [
  { where: 'before the evidence is read', moment: 'before-write', statement: /from "evidence"/ },
  { where: 'when the evidence has been read', moment: 'unanswered', statement: /from "evidence"/ },
  { where: 'before its turn', moment: 'before-write', statement: /from "debate".* for update/s },
  { where: 'before the first verdict', moment: 'before-write', statement: verdict },
  { where: 'behind the first verdict', moment: 'unanswered', statement: verdict },
  { where: 'before the commit', moment: 'before-write', statement: verdict, followedBy: commit },
  {
    where: 'when it is committed and not known',
    moment: 'unanswered',
    statement: verdict,
    followedBy: commit,
  },
  { where: 'when it is known to be committed', moment: 'answered', statement: verdict, followedBy: commit },
  { where: 'before the reach is written', moment: 'before-write', statement: reach },
  { where: 'when the reach is written and not known', moment: 'unanswered', statement: reach },
];

describe('workers that die or stand still in the middle of a job', () => {
  const opened = new AsyncDisposableStack();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(opened);
  });
  afterAll(() => opened.disposeAsync());

  async function endedDebate(): Promise<HeldDebate> {
    const nowMs = Date.now();
    const held = await holdDebate(world, { startedAtMs: nowMs - heldMs - 1_000, dueAtMs: nowMs + 3_600_000 });
    await world.stores.evidence.append(chainOf(held));
    return held;
  }

  /** Everything that the jobs of one debate leave behind, however often they ran. */
  async function effectOf({ debateId }: HeldDebate) {
    const { rows } = await sql<{ verdicts: number; slots: number; reaches: number }>`
      select
        (select count(*) from verdict where debate_id = ${debateId})::int as verdicts,
        (select count(distinct slot_id) from verdict where debate_id = ${debateId})::int as slots,
        (select count(*) from reach where debate_id = ${debateId})::int as reaches
    `.execute(world.database);
    return rows[0];
  }

  const isDone = async (held: HeldDebate) => {
    const { verdicts = 0, reaches = 0 } = (await effectOf(held)) ?? {};
    return verdicts > 0 && reaches > 0;
  };

  it.each(places)('scenario 8: SIGKILL $where has one effect', async (point) => {
    await using workers = world.startWorkers();
    await workers.ready();
    const reached = world.door.stopAt(point);
    const held = await endedDebate();
    await world.askFor(held);
    await reached;
    await workers.kill();
    world.door.release();
    await until('the jobs are done all the same', () => isDone(held));
    expect(await effectOf(held)).toEqual({ verdicts: 4, slots: 4, reaches: 1 });
  });

  it('scenario 9: one that stands still loses its job to another, wakes, and still there is one effect', async () => {
    await using stalled = world.startWorkers();
    await stalled.ready();
    const reached = world.door.stopAt({ moment: 'unanswered', statement: verdict });
    const held = await endedDebate();
    await world.askFor(held);
    await reached;
    process.kill(stalled.pid, 'SIGSTOP');
    world.door.release();
    await using other = world.startWorkers();
    await other.ready();
    await until('the other one waits for what the first has locked', isAnotherWaiting);
    process.kill(stalled.pid, 'SIGCONT');
    await until('the jobs are done', () => isDone(held));
    expect(await effectOf(held)).toEqual({ verdicts: 4, slots: 4, reaches: 1 });
  });

  async function isAnotherWaiting(): Promise<boolean> {
    const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(
      world.database,
    );
    return rows.length > 0;
  }
});

type World = {
  stores: Stores;
  database: Database;
  door: DatabaseDoor;
  startWorkers(): Restarted;
  askFor(held: HeldDebate): Promise<void>;
};

async function openWorld(opened: AsyncDisposableStack): Promise<World> {
  const cluster = opened.use(await PostgresCluster.open());
  const redisServer = opened.use(await openRedisServer(asInProduction));
  const log = openLog('silent');
  const pool = openPool(cluster.url, log);
  opened.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const door = opened.use(await DatabaseDoor.open(cluster.port));
  const redis = await openRedis(redisServer.url, log);
  opened.defer(() => redis.close());
  const queues = openQueues(redis);
  opened.defer(() => queues.close());
  const { signingKeyFile, checkpointFile } = keyFolder();
  const keys = { SIGNING_KEY_FILE: signingKeyFile, CHECKPOINT_FILE: checkpointFile };
  const env = { ...keys, DATABASE_URL: door.url, REDIS_URL: redisServer.url };
  return {
    ...{ database, door, stores: openStores(database) },
    startWorkers: () => new Restarted('test/support/drill/workers-process.ts', env),
    askFor: ({ debateId }) => queues.add('attendance', { debateId }, { key: debateId }),
  };
}
