import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bySystem, EvidenceLog, type LogOptions, NotCommitted } from '../../server/debates/evidence-log.ts';
import { openClock } from '../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { sha256 } from '../../server/platform/hash.ts';
import { openLog } from '../../server/platform/log.ts';
import type { EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../server/rules/chain.ts';
import { evidenceStore } from '../../server/store/evidence.ts';
import { migrateToLatest } from '../../server/store/migrate.ts';
import { openStores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { layDebate } from '../store/contract/laid-campaign.ts';
import { Disk, whyNoDisk } from '../support/disk.ts';
import { EmbeddedDatabase } from '../support/pglite.ts';
import { PostgresCluster } from '../support/postgres.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';

const withinMs = 180_000;
const megabytes = 300;
const cuts = 5;
/** Long enough for some hundred commits, and to hit anywhere between two of them. */
const writesWithinMs = 600;

const reason = await whyNoDisk();
if (reason !== null) console.info(`power cuts are left out: ${reason}`);

/** A database on that disk. */
type OnDisk = { url: string; start(): Promise<void>; kill(): Promise<void> };

describe.skipIf(reason !== null)('the power is cut, and with it everything that is not on the disk', () => {
  let opened: AsyncDisposableStack;
  let disk: Disk;
  let chance: () => number;
  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    disk = opened.use(await Disk.open(megabytes));
    chance = chancesOf(drawSeed('power cut'));
  });
  afterEach(() => opened.disposeAsync());

  /** Writes evidence until the power is gone, and tells what was acknowledged of it and what is there afterwards. */
  async function cutOnce(database: OnDisk, debateIds: readonly string[]) {
    const pool = openPool(database.url, openLog('silent'));
    const source = evidenceStore(openDatabase<Tables>(pool));
    const lasts = await Promise.all(debateIds.map(async (id) => (await source.read(id)).at(-1)));
    const writing = debateIds.map((debateId, index) =>
      writeUntilLost({ debateId, source, last: lasts[index] }),
    );
    await pause(chance() * writesWithinMs);
    await disk.cut();
    await database.kill();
    const acknowledged = (await Promise.all(writing)).flat();
    await pool.end();
    await disk.startAgain();
    await database.start();
    return { acknowledged, stored: await readAll(database, debateIds) };
  }

  it(
    'scenario 13: PostgreSQL has every entry that it acknowledged, and each chain is whole',
    async () => {
      const cluster = opened.use(await PostgresCluster.open(safe, disk.path));
      const debateIds = await lay(cluster, disk);
      let acknowledgedInAll = 0;
      for (let cut = 0; cut < cuts; cut += 1) {
        const { acknowledged, stored } = await cutOnce(unpowered(cluster), debateIds);
        expectKept(acknowledged, stored);
        acknowledgedInAll += acknowledged.length;
      }
      console.info(`${cuts} power cuts, ${acknowledgedInAll} entries acknowledged, none lost`);
      expect(acknowledgedInAll).toBeGreaterThan(cuts);
    },
    withinMs,
  );

  it(
    'scenario 14: the embedded database opens again with every entry that it acknowledged',
    async () => {
      const embedded = opened.use(await EmbeddedDatabase.open(disk.path));
      const debateIds = await lay(embedded, disk);
      let acknowledgedInAll = 0;
      for (let cut = 0; cut < cuts; cut += 1) {
        const { acknowledged, stored } = await cutOnce(embedded, debateIds);
        expectKept(acknowledged, stored);
        acknowledgedInAll += acknowledged.length;
      }
      expect(acknowledgedInAll).toBeGreaterThan(cuts);
    },
    withinMs,
  );

  it(
    'scenario 13: without fsync it does lose entries: this way of cutting the power finds them',
    async () => {
      const cluster = opened.use(await PostgresCluster.open(['fsync=off'], disk.path));
      const debateIds = await lay(cluster, disk);
      const found = await cutOnce(unpowered(cluster), debateIds).then(
        ({ acknowledged, stored }) => missing(acknowledged, stored).length > 0,
        (error: Error) => error.message.startsWith('PostgreSQL did not start'),
      );
      expect(found).toBe(true);
    },
    withinMs,
  );
});

/** Without power no process of it is left. */
const unpowered = (cluster: PostgresCluster): OnDisk => ({
  url: cluster.url,
  start: () => cluster.start(),
  kill: () => cluster.killAll(),
});

const safe = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on'];

async function lay(database: OnDisk, disk: Disk): Promise<string[]> {
  const pool = openPool(database.url, openLog('silent'));
  const tables = openDatabase<Tables>(pool);
  await migrateToLatest(tables);
  const under = {
    url: database.url,
    pool,
    database: tables,
    stores: openStores(tables),
    close: () => pool.end(),
  };
  const debateIds = [await layDebate(under), await layDebate(under)].map(({ home }) => home.debateId);
  await pool.end();
  await disk.sync();
  return debateIds;
}

type Place = Pick<LogOptions, 'debateId' | 'source' | 'last'>;

async function writeUntilLost(place: Place): Promise<EvidenceEntry[]> {
  const acknowledged: EvidenceEntry[] = [];
  const onCommitted = (entries: readonly EvidenceEntry[]) => void acknowledged.push(...entries);
  const log = new EvidenceLog({ ...place, onCommitted });
  const clock = openClock();
  for (;;) {
    const facts: EvidenceFact[] = [{ kind: 'hand.raised', payload: { slotId: randomUUID() } }];
    try {
      await log.append(facts, bySystem, clock.read());
    } catch (error) {
      if (error instanceof NotCommitted) return acknowledged;
      throw error;
    }
  }
}

async function readAll(database: OnDisk, debateIds: readonly string[]): Promise<EvidenceEntry[]> {
  const pool = openPool(database.url, openLog('silent'));
  const source = evidenceStore(openDatabase<Tables>(pool));
  const chains: EvidenceEntry[][] = [];
  for (const debateId of debateIds) chains.push(await source.read(debateId));
  await pool.end();
  expect(chains.map((chain) => firstBrokenEntry(chain, sha256))).toEqual(chains.map(() => null));
  return chains.flat();
}

function missing(acknowledged: readonly EvidenceEntry[], stored: readonly EvidenceEntry[]): EvidenceEntry[] {
  const hashes = new Set(stored.map(({ hash }) => hash));
  return acknowledged.filter(({ hash }) => !hashes.has(hash));
}

function expectKept(acknowledged: readonly EvidenceEntry[], stored: readonly EvidenceEntry[]): void {
  expect(missing(acknowledged, stored)).toEqual([]);
}
