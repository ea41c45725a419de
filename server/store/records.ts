import { sql } from 'kysely';
import type { Head, RecordKind, SignedRecord, SigningKeyRecord } from '../protocol/records.ts';
import type { RecordHead } from '../rules/records.ts';
import { campaignTimestamps, type TimestampStore } from './record-timestamps.ts';
import type { Database } from './tables.ts';
import { isTakenPlace } from './taken-place.ts';
import { inTransaction } from './transaction.ts';

/** An entry of a campaign's log with what of it is stored beside its text. */
export type StoredRecord = SignedRecord & {
  campaignId: string;
  sequence: number;
  kind: RecordKind;
  atMs: number;
  heads: readonly Head[];
};

export type RecordStore = TimestampStore & {
  /** The keys that have signed, the first one first. */
  keys(): Promise<SigningKeyRecord[]>;
  /** False, and nothing stored, where another key has that place: there is one first, and one after each. */
  addKey(key: SigningKeyRecord): Promise<boolean>;
  head(campaignId: string): Promise<RecordHead | null>;
  /** How far each debate has come that has moved since the last checkpoint. */
  movedHeads(campaignId: string): Promise<Head[]>;
  /** False, and nothing stored, where the place is taken (REC-1). */
  append(record: StoredRecord): Promise<boolean>;
  /** The entries from one sequence to another, both included. */
  read(
    campaignId: string,
    fromSequence: number,
    toSequence: number,
  ): Promise<(SignedRecord & { sequence: number })[]>;
  /** The newest signed head of a debate, with the entries of the campaign's log that say it first and last. */
  signedHead(debateId: string): Promise<SignedHead | null>;
  /** Of these heads, those that are not in the evidence. */
  missingHeads(heads: readonly Head[]): Promise<Head[]>;
  /** The debates of which the newest signed head is not in the evidence. */
  debatesUnlikeSigned(): Promise<string[]>;
  hashAt(campaignId: string, sequence: number): Promise<string | null>;
  lastCheckpoint(campaignId: string): Promise<RecordHead | null>;
};

export type SignedHead = Head & { firstCheckpoint: number; lastCheckpoint: number };

export function recordStore(database: Database): RecordStore {
  return {
    keys: () => keys(database),
    addKey: (key) => addKey(database, key),
    head: async (campaignId) => (await newest(database, campaignId)) ?? null,
    movedHeads: (campaignId) => movedHeads(database, campaignId),
    append: (record) => append(database, record),
    read: (campaignId, fromSequence, toSequence) =>
      database
        .selectFrom('campaignLog')
        .select(['sequence', 'body', 'hash', 'keyId', 'signature'])
        .where('campaignId', '=', campaignId)
        .where('sequence', '>=', fromSequence)
        .where('sequence', '<=', toSequence)
        .orderBy('sequence')
        .execute(),
    signedHead: (debateId) => signedHead(database, debateId),
    missingHeads: (heads) => missingHeads(database, heads),
    debatesUnlikeSigned: () => debatesUnlikeSigned(database),
    hashAt: (campaignId, sequence) => hashAt(database, campaignId, sequence),
    lastCheckpoint: async (campaignId) => (await newest(database, campaignId, 'checkpoint')) ?? null,
    ...campaignTimestamps(database),
  };
}

/** Each key stands behind the one that endorsed it. */
async function keys(database: Database): Promise<SigningKeyRecord[]> {
  const rows = await database.selectFrom('signingKey').selectAll().execute();
  const after = new Map(rows.map((key) => [key.previousKeyId, key]));
  const inOrder: SigningKeyRecord[] = [];
  for (let key = after.get(null); key !== undefined; key = after.get(key.keyId)) inOrder.push(key);
  return inOrder;
}

async function addKey(database: Database, key: SigningKeyRecord): Promise<boolean> {
  const added = await database
    .insertInto('signingKey')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

function newest(database: Database, campaignId: string, kind?: RecordKind): Promise<RecordHead | undefined> {
  return database
    .selectFrom('campaignLog')
    .select(['sequence', 'hash', 'atMs'])
    .where('campaignId', '=', campaignId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as RecordKind))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function movedHeads(database: Database, campaignId: string): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select debate.id as debate_id, last.sequence, last.hash
    from debate
    cross join lateral (
      select sequence, hash from evidence where debate_id = debate.id order by sequence desc limit 1
    ) last
    left join lateral (
      select sequence from signed_head where debate_id = debate.id order by checkpoint_sequence desc limit 1
    ) signed on true
    where debate.campaign_id = ${campaignId} and last.sequence > coalesce(signed.sequence, 0)
    order by debate.id
  `.execute(database);
  return rows;
}

async function append(database: Database, record: StoredRecord): Promise<boolean> {
  const { heads, ...row } = record;
  try {
    await inTransaction(database, async (within) => {
      await within.insertInto('campaignLog').values(row).execute();
      const signed = heads.map((head) => ({
        ...head,
        campaignId: record.campaignId,
        checkpointSequence: record.sequence,
      }));
      if (signed.length > 0) await within.insertInto('signedHead').values(signed).execute();
    });
    return true;
  } catch (error) {
    if (isTakenPlace(error, 'campaign_log_pkey')) return false;
    throw error;
  }
}

async function signedHead(database: Database, debateId: string): Promise<SignedHead | null> {
  const ofDebate = database.selectFrom('signedHead').where('debateId', '=', debateId);
  const [first, last] = await Promise.all([
    ofDebate.select('checkpointSequence').orderBy('checkpointSequence').limit(1).executeTakeFirst(),
    ofDebate.selectAll().orderBy('checkpointSequence', 'desc').limit(1).executeTakeFirst(),
  ]);
  if (first === undefined || last === undefined) return null;
  const { sequence, hash, checkpointSequence } = last;
  const places = { firstCheckpoint: first.checkpointSequence, lastCheckpoint: checkpointSequence };
  return { debateId, sequence, hash, ...places };
}

const headsAtOnce = 500;

async function missingHeads(database: Database, heads: readonly Head[]): Promise<Head[]> {
  const missing: Head[] = [];
  for (let from = 0; from < heads.length; from += headsAtOnce) {
    const some = heads.slice(from, from + headsAtOnce);
    const found = await database
      .selectFrom('evidence')
      .select(['debateId', 'sequence', 'hash'])
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('debateId', 'sequence', 'hash'),
          'in',
          some.map(({ debateId, sequence, hash }) => tuple(debateId, sequence, hash)),
        ),
      )
      .execute();
    const known = new Set(found.map(({ debateId }) => debateId));
    missing.push(...some.filter(({ debateId }) => !known.has(debateId)));
  }
  return missing;
}

async function debatesUnlikeSigned(database: Database): Promise<string[]> {
  const newestHeads = database
    .selectFrom('signedHead')
    .distinctOn('debateId')
    .select(['debateId', 'sequence', 'hash'])
    .orderBy('debateId')
    .orderBy('checkpointSequence', 'desc')
    .as('signed');
  const unlike = await database
    .selectFrom(newestHeads)
    .leftJoin('evidence', (join) =>
      join
        .onRef('evidence.debateId', '=', 'signed.debateId')
        .onRef('evidence.sequence', '=', 'signed.sequence')
        .onRef('evidence.hash', '=', 'signed.hash'),
    )
    .select('signed.debateId')
    .where('evidence.debateId', 'is', null)
    .execute();
  return unlike.map(({ debateId }) => debateId);
}

async function hashAt(database: Database, campaignId: string, sequence: number): Promise<string | null> {
  const found = await database
    .selectFrom('campaignLog')
    .select('hash')
    .where('campaignId', '=', campaignId)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  return found?.hash ?? null;
}
