import type { CommitteeLevel, DutyTerms, ExcuseCard, ExcuseStatus } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import {
  assertPossible,
  type ExcuseEvent,
  excuseStanding,
  type FiledExcuse,
  isOurSide,
} from '../rules/excuses.ts';
import { dutyTermsStore } from './duty-terms.ts';
import { type ExcuseFiling, fileExcuse } from './excuse-filing.ts';
import { putExcuseNotice } from './excuse-notices.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** An excuse with what happened to it, and whose it is. */
export type StoredExcuse = FiledExcuse & {
  id: string;
  campaignId: string;
  candidacyId: string;
  accountId: string;
  /** The candidacy's. */
  name: string;
  obligationId: string;
  stageId: string;
  areaId: string;
  zone: string;
  dueAtMs: number;
  debateId: string;
  level: CommitteeLevel;
  status: ExcuseStatus;
  isOurSide: boolean;
  card: ExcuseCard;
};

export type ExcuseStore = {
  /** Files an excuse for a duty of this account; resolves to its id. */
  file(filing: ExcuseFiling): Promise<string>;
  /** `not-found` where there is none. */
  read(excuseId: string): Promise<StoredExcuse>;
  /**
   * Adds what happened, with the notice that follows from it, or refuses it where it is not possible after what
   * happened before. The same document again changes nothing.
   */
  append(excuseId: string, event: ExcuseEvent): Promise<StoredExcuse>;
  /** `not-found` unless this account filed it. */
  assertOwn(excuseId: string, accountId: string): Promise<void>;
  /** A debate of the same stage that was offered to the candidacy for later than the excused one. */
  laterDebate(excuseId: string): Promise<string | null>;
  /** The latest first. */
  ofCampaign(campaignId: string): Promise<StoredExcuse[]>;
};

export function excuseStore(database: Database): ExcuseStore {
  return {
    file: (filing) => inTransaction(database, (within) => fileExcuse(within, filing)),
    read: (excuseId) => oneExcuse(database, excuseId),
    append: (excuseId, event) => inTransaction(database, (within) => append(within, excuseId, event)),
    assertOwn: async (excuseId, accountId) => {
      const { filedBy } = await oneExcuse(database, excuseId);
      if (filedBy !== accountId) throw new Refusal('not-found', excuseId);
    },
    laterDebate: async (excuseId) => laterDebate(database, await oneExcuse(database, excuseId)),
    ofCampaign: (campaignId) => ofCampaign(database, campaignId),
  };
}

/** Whoever adds to an excuse waits here for whoever adds to it already. Its own row cannot be locked: nobody may change it. */
async function takeTurn(database: Database, excuseId: string): Promise<void> {
  const duty = database.selectFrom('excuse').select('obligationId').where('id', '=', excuseId);
  await database.selectFrom('obligation').select('id').where('id', 'in', duty).forUpdate().execute();
}

async function append(database: Database, excuseId: string, event: ExcuseEvent): Promise<StoredExcuse> {
  await takeTurn(database, excuseId);
  const before = await oneExcuse(database, excuseId);
  const { act } = event;
  if (act.kind === 'documented' && before.card.documents.includes(act.attachmentId)) return before;
  assertPossible(before, event);
  const sequence = before.events.length + 1;
  const row = { ...event, excuseId, sequence, act: JSON.stringify(act) };
  await database.insertInto('excuseAct').values(row).execute();
  const after = await oneExcuse(database, excuseId);
  await putExcuseNotice(database, { before, after, event });
  return after;
}

function excuseQuery(database: Database) {
  return database
    .selectFrom('excuse')
    .innerJoin('obligation', 'obligation.id', 'excuse.obligationId')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .innerJoin('area', 'area.id', 'obligation.areaId')
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
      'candidacy.accountId',
      'candidacy.name',
      'obligation.stageId',
      'obligation.dueAtMs',
      'obligation.areaId',
      'area.zone',
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

async function laterDebate(
  database: Database,
  { candidacyId, stageId, debateId }: StoredExcuse,
): Promise<string | null> {
  const offered = await database
    .selectFrom('slot')
    .innerJoin('debate', 'debate.id', 'slot.debateId')
    .innerJoin('debate as excused', (join) => join.on('excused.id', '=', debateId))
    .select('debate.id')
    .where('slot.candidacyId', '=', candidacyId)
    .where('debate.stageId', '=', stageId)
    .where('debate.status', 'in', ['published', 'lobby', 'live'])
    .whereRef('debate.plannedStartMs', '>', 'excused.plannedStartMs')
    .orderBy('debate.plannedStartMs')
    .limit(1)
    .executeTakeFirst();
  return offered?.id ?? null;
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
