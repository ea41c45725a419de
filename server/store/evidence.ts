import { EvidenceBodySchema, type EvidenceEntry } from '../protocol/evidence.ts';
import { canonicalBody } from '../rules/chain.ts';
import type { Database } from './tables.ts';
import { isTakenPlace } from './taken-place.ts';

/** Somebody else has written this place of the chain: the writer is no longer the debate's home and must stop. */
export class HomeLost extends Error {
  readonly debateId: string;

  constructor(debateId: string, options?: ErrorOptions) {
    super(`another process writes the evidence of ${debateId}`, options);
    this.name = 'HomeLost';
    this.debateId = debateId;
  }
}

type EvidenceHead = { sequence: number; hash: string };

export type EvidenceStore = {
  head(debateId: string): Promise<EvidenceHead | null>;
  /** All of one debate, in order of sequence; committed together when it resolves, or `HomeLost`. */
  append(entries: readonly EvidenceEntry[]): Promise<void>;
  /** The whole chain, in order, each body parsed from the text that was hashed. */
  read(debateId: string): Promise<EvidenceEntry[]>;
};

export function evidenceStore(database: Database): EvidenceStore {
  return {
    head: (debateId) => head(database, debateId),
    append: (entries) => append(database, entries),
    read: (debateId) => read(database, debateId),
  };
}

async function head(database: Database, debateId: string): Promise<EvidenceHead | null> {
  const newest = await database
    .selectFrom('evidence')
    .select(['sequence', 'hash'])
    .where('debateId', '=', debateId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest ?? null;
}

async function append(database: Database, entries: readonly EvidenceEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  try {
    await database.insertInto('evidence').values(entries.map(rowOf)).execute();
  } catch (error) {
    if (isTakenPlace(error, 'evidence_pkey')) throw new HomeLost(first.debateId, { cause: error });
    throw error;
  }
}

function rowOf(entry: EvidenceEntry) {
  const { debateId, sequence, kind, atMs, commandId, hash } = entry;
  return { debateId, sequence, kind, atMs, commandId, body: canonicalBody(entry), hash };
}

async function read(database: Database, debateId: string): Promise<EvidenceEntry[]> {
  const rows = await database
    .selectFrom('evidence')
    .select(['body', 'hash'])
    .where('debateId', '=', debateId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ body, hash }) => ({ ...EvidenceBodySchema.parse(JSON.parse(body)), hash }));
}
