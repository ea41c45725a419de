import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { sql } from 'kysely';
import { bySystem, EvidenceLog } from '../../../server/debates/evidence-log.ts';
import { openClock } from '../../../server/platform/clock.ts';
import { sha256 } from '../../../server/platform/hash.ts';
import type { EvidenceFact } from '../../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../../server/rules/chain.ts';
import { evidenceStore } from '../../../server/store/evidence.ts';
import type { Database } from '../../../server/store/tables.ts';
import { layDebate } from '../../store/contract/laid-campaign.ts';
import { openPostgres } from '../../support/postgres.ts';
import { openStoresUnderTest } from '../../support/stores.ts';
import { type Figure, median } from '../figure.ts';

const rounds = 7;
const batches = 60;
const batchSize = 12;

const slots = Array.from({ length: batchSize }, () => randomUUID());
const facts = (): EvidenceFact[] => slots.map((slotId) => ({ kind: 'hand.raised', payload: { slotId } }));

type Arm = { perSecond: number; cpuMsPerThousand: number };

async function measure(work: () => Promise<void>): Promise<Arm> {
  const cpu = process.cpuUsage();
  const startedAtMs = performance.now();
  await work();
  const seconds = (performance.now() - startedAtMs) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const records = batches * batchSize;
  return { perSecond: records / seconds, cpuMsPerThousand: (user + system) / records };
}

const { privateKey } = generateKeyPairSync('ed25519');

const open = (database: Database, debateId: string): EvidenceLog =>
  new EvidenceLog({
    debateId,
    source: evidenceStore(database),
    last: undefined,
    onCommitted: (batch) => void sign(null, Buffer.from(batch.at(-1)?.hash ?? ''), privateKey),
  });

/** The head is signed after each batch: far more often than the checkpoint of a minute. */
async function chained(log: EvidenceLog): Promise<void> {
  const clock = openClock();
  for (let batch = 0; batch < batches; batch += 1) await log.append(facts(), bySystem, clock.read());
}

/** What an application without a chain would do: the same rows, one multi-row insert a batch. */
async function plain(database: Database): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    const rows = facts().map((fact) => ({ id: randomUUID(), body: JSON.stringify(fact) }));
    await sql`insert into plain_record (id, body) values ${sql.join(rows.map(({ id, body }) => sql`(${id}, ${body})`))}`.execute(
      database,
    );
  }
}

async function verifyRate(database: Database, debateId: string): Promise<number> {
  const entries = await evidenceStore(database).read(debateId);
  const startedAtMs = performance.now();
  if (firstBrokenEntry(entries, sha256) !== null) throw new Error('the chain just written is broken');
  return entries.length / ((performance.now() - startedAtMs) / 1000);
}

/** B10: chained and signed appends against plain batched inserts into the same PostgreSQL, in turns. */
export async function run(): Promise<Figure[]> {
  const under = await openStoresUnderTest(openPostgres);
  try {
    const { database } = under;
    const { debateId } = (await layDebate(under)).home;
    const log = open(database, debateId);
    await sql`create table plain_record (id uuid primary key, body text not null)`.execute(database);
    const arms = { chained: [] as Arm[], plain: [] as Arm[] };
    for (let round = 0; round < rounds; round += 1) {
      arms.plain.push(await measure(() => plain(database)));
      arms.chained.push(await measure(() => chained(log)));
      console.log(`round ${round + 1} of ${rounds}`);
    }
    return figures(arms, await verifyRate(database, debateId));
  } finally {
    await under.close();
  }
}

function figures(arms: { chained: Arm[]; plain: Arm[] }, verified: number): Figure[] {
  const of = (pick: (arm: Arm) => number, list: Arm[]) => median(list.map(pick));
  const ratio = of((arm) => arm.perSecond, arms.chained) / of((arm) => arm.perSecond, arms.plain);
  const cpu = of((arm) => arm.cpuMsPerThousand, arms.chained);
  const million = 1_000_000 / verified;
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return [
    {
      what: 'B10 chained and signed appends against plain batched inserts, records per second',
      value: round(ratio),
      goal: 0.5,
      unit: '×',
      ok: ratio >= 0.5,
      limitedBy: `the database's commit; our own CPU is ${round(cpu)} ms per thousand records, hashing and signing included`,
    },
    {
      what: 'checking the hashes of 1,000,000 entries on one core',
      value: round(million),
      goal: 30,
      unit: 's',
      ok: million <= 30,
      limitedBy: 'canonical form and SHA-256',
    },
  ];
}
