import type {
  CommitteeLevel,
  DutyTerms,
  ExcuseCard,
  ExcuseGround,
  ExcuseStatus,
} from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import {
  assertPossible,
  type ExcuseEvent,
  excuseStanding,
  type FiledExcuse,
  isOurSide,
} from '../rules/excuses.ts';
import { dutyTermsStore } from './duty-terms.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type NewExcuseRow = {
  obligationId: string;
  debateId: string;
  ground: ExcuseGround;
  words: string;
  level: CommitteeLevel;
  termsVersion: number;
  filedAtMs: number;
  filedBy: string;
};

/** An excuse with what happened to it, and whose it is. */
export type StoredExcuse = FiledExcuse & {
  id: string;
  campaignId: string;
  candidacyId: string;
  obligationId: string;
  debateId: string;
  level: CommitteeLevel;
  status: ExcuseStatus;
  isOurSide: boolean;
  card: ExcuseCard;
};

export type ExcuseStore = {
  /** One for each duty and debate: another one is refused with `already-filed`. */
  file(excuse: NewExcuseRow): Promise<string>;
  /** `not-found` where there is none. */
  read(excuseId: string): Promise<StoredExcuse>;
  /** Adds what happened, or refuses it where it is not possible after what happened before. */
  append(excuseId: string, event: ExcuseEvent): Promise<StoredExcuse>;
  /** The latest first. */
  ofCampaign(campaignId: string): Promise<StoredExcuse[]>;
};

export function excuseStore(database: Database): ExcuseStore {
  const read = (within: Database, excuseId: string) => oneExcuse(within, excuseId);
  return {
    file: (excuse) => file(database, excuse),
    read: (excuseId) => read(database, excuseId),
    append: (excuseId, event) =>
      inTransaction(database, async (within) => {
        // Whoever adds to an excuse waits here for whoever adds to it already.
        await within.selectFrom('excuse').select('id').where('id', '=', excuseId).forUpdate().execute();
        const excuse = await read(within, excuseId);
        assertPossible(excuse, event);
        await within
          .insertInto('excuseAct')
          .values({ ...event, excuseId, sequence: excuse.events.length + 1, act: JSON.stringify(event.act) })
          .execute();
        return read(within, excuseId);
      }),
    ofCampaign: (campaignId) => ofCampaign(database, campaignId),
  };
}

async function file(database: Database, excuse: NewExcuseRow): Promise<string> {
  const filed = await database
    .insertInto('excuse')
    .values(excuse)
    .onConflict((conflict) => conflict.columns(['obligationId', 'debateId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (filed === undefined) throw new Refusal('already-filed', excuse.debateId);
  return filed.id;
}

function excuseQuery(database: Database) {
  return database
    .selectFrom('excuse')
    .innerJoin('obligation', 'obligation.id', 'excuse.obligationId')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .select([
      'excuse.id',
      'excuse.obligationId',
      'excuse.debateId',
      'excuse.ground',
      'excuse.words',
      'excuse.level',
      'excuse.termsVersion',
      'excuse.filedAtMs',
      'excuse.filedBy',
      'candidacy.campaignId',
      'candidacy.id as candidacyId',
    ])
    .orderBy('excuse.filedAtMs')
    .orderBy('excuse.id');
}

type Row = Awaited<ReturnType<ReturnType<typeof excuseQuery>['execute']>>[number];

async function oneExcuse(database: Database, excuseId: string): Promise<StoredExcuse> {
  const rows = await excuseQuery(database).where('excuse.id', '=', excuseId).execute();
  const [excuse] = await withEvents(database, rows);
  if (excuse === undefined) throw new Refusal('not-found', excuseId);
  return excuse;
}

async function ofCampaign(database: Database, campaignId: string): Promise<StoredExcuse[]> {
  const rows = await excuseQuery(database).where('candidacy.campaignId', '=', campaignId).execute();
  return (await withEvents(database, rows)).toReversed();
}

/** Every excuse of these candidacies, as it stands, in the order in which they were filed. */
export async function excusesOf(
  database: Database,
  candidacyIds: readonly string[],
): Promise<StoredExcuse[]> {
  if (candidacyIds.length === 0) return [];
  const rows = await excuseQuery(database).where('candidacy.id', 'in', candidacyIds).execute();
  return withEvents(database, rows);
}

async function withEvents(database: Database, rows: readonly Row[]): Promise<StoredExcuse[]> {
  if (rows.length === 0) return [];
  const events = await database
    .selectFrom('excuseAct')
    .select(['excuseId', 'atMs', 'accountId', 'act'])
    .where(
      'excuseId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('excuseId')
    .orderBy('sequence')
    .execute();
  const byExcuse = Map.groupBy(events, ({ excuseId }) => excuseId);
  const terms = await termsOf(database, rows);
  return rows.map((row) => stored(row, byExcuse.get(row.id) ?? [], terms.get(termsKey(row)) as DutyTerms));
}

const termsKey = ({ campaignId, termsVersion }: Row) => `${campaignId} ${termsVersion}`;

async function termsOf(database: Database, rows: readonly Row[]): Promise<Map<string, DutyTerms>> {
  const terms = new Map<string, DutyTerms>();
  for (const row of rows) {
    if (terms.has(termsKey(row))) continue;
    terms.set(termsKey(row), await dutyTermsStore(database).ofVersion(row.campaignId, row.termsVersion));
  }
  return terms;
}

function stored(
  { words, termsVersion: _termsVersion, ...row }: Row,
  events: readonly ExcuseEvent[],
  terms: DutyTerms,
): StoredExcuse {
  const { ground, filedAtMs, filedBy } = row;
  const { votes: _votes, ...standing } = excuseStanding({ ground, filedAtMs, filedBy, terms, events });
  const { id, obligationId, debateId, level } = row;
  const card = { id, obligationId, debateId, ground, words, level, filedAtMs, ...standing };
  return { ...row, terms, events, status: standing.status, isOurSide: isOurSide(ground), card };
}
