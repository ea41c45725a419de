import type { ListedCandidacy, ListPreview, PublishedList } from '../protocol/duties.ts';
import { type Drafted, dutiesFor, entryOf, hearings } from '../rules/lists.ts';
import { standingStatuses } from './candidacies.ts';
import { draftList, type WantedList } from './list-drafts.ts';
import { obligationStore } from './obligations.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type ListToPublish = WantedList & { closesAtMs: number; publishedBy: string | null };

export type ListStore = {
  /** Who would enter, and what they would owe; stores nothing. */
  preview(wanted: WantedList): Promise<ListPreview>;
  /** Publishes a list with the duties that come into being by it (O-9); resolves to its id. */
  publish(list: ListToPublish): Promise<string>;
  /** O-8: lets the next by rating enter where somebody left a list that is not closed. Gives how many entered. */
  fillVacancies(campaignId: string, nowMs: number): Promise<number>;
  /** The newest of each area and stage, as anybody may read them. */
  ofCampaign(campaignId: string): Promise<PublishedList[]>;
};

export function listStore(database: Database): ListStore {
  return {
    preview: async (wanted) => {
      const drafted = await draftList(database, wanted);
      const entry = entryOf(drafted);
      return { ...entry, duties: dutiesFor(entry.entrants, drafted), hearings: hearings(entry) };
    },
    publish: (list) => inTransaction(database, (within) => publish(within, list)),
    fillVacancies: (campaignId, nowMs) => fillVacancies(database, campaignId, nowMs),
    ofCampaign: (campaignId) => ofCampaign(database, campaignId),
  };
}

/** Where a list of this area is being written, everybody else waits for it. */
async function takeTurn(database: Database, areaId: string): Promise<void> {
  await database.selectFrom('area').select('id').where('id', '=', areaId).forUpdate().execute();
}

async function publish(database: Database, list: ListToPublish): Promise<string> {
  const { campaignId, stageId, areaId, seats, ratings, atMs, closesAtMs, publishedBy } = list;
  await takeTurn(database, areaId);
  const drafted = await draftList(database, list);
  const { versions } = await database
    .selectFrom('publishedList')
    .select(({ fn }) => fn.countAll<number>().as('versions'))
    .where('stageId', '=', stageId)
    .where('areaId', '=', areaId)
    .executeTakeFirstOrThrow();
  const { id } = await database
    .insertInto('publishedList')
    .values({
      ...{ campaignId, stageId, areaId, publishedBy, closesAtMs, version: versions + 1 },
      ...{ seats: JSON.stringify(seats), publishedAtMs: atMs },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (ratings.length > 0) {
    const rated = ratings.map((rating) => ({ ...rating, listId: id }));
    await database.insertInto('listRating').values(rated).execute();
  }
  const { entrants } = entryOf(drafted);
  await enter(database, { list: { id, stageId, areaId }, entrants, drafted, atMs });
  return id;
}

type Entering = {
  list: { id: string; stageId: string; areaId: string };
  entrants: readonly ListedCandidacy[];
  drafted: Drafted;
  atMs: number;
};

async function enter(database: Database, { list, entrants, drafted, atMs }: Entering): Promise<void> {
  if (entrants.length === 0) return;
  const rows = entrants.map(({ candidacyId, office, votes, rank, isTied }) => ({
    ...{ listId: list.id, candidacyId, office: office ?? '', votes, rank, isTied, enteredAtMs: atMs },
  }));
  await database.insertInto('listEntry').values(rows).execute();
  const { stageId, areaId } = list;
  for (const { candidacyId, rule, debates, dueAtMs } of dutiesFor(entrants, drafted)) {
    const owed = Array.from({ length: debates }, (_, index) => ({
      ...{ stageId, areaId, listId: list.id, rule, ordinal: index + 1, dueAtMs },
    }));
    await obligationStore(database).createFor(candidacyId, owed);
  }
  if (drafted.seats.length === 0) return;
  await database
    .updateTable('candidacy')
    .set({ status: 'advanced' })
    .where(
      'id',
      'in',
      entrants.map(({ candidacyId }) => candidacyId),
    )
    .where('status', '=', 'registered')
    .execute();
}

async function fillVacancies(database: Database, campaignId: string, nowMs: number): Promise<number> {
  const open = await newestLists(database, campaignId)
    .where('list.closesAtMs', '>', nowMs)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('listEntry')
          .innerJoin('candidacy', 'candidacy.id', 'listEntry.candidacyId')
          .select('candidacy.id')
          .whereRef('listEntry.listId', '=', 'list.id')
          .where('candidacy.status', 'not in', standingStatuses),
      ),
    )
    .execute();
  let entered = 0;
  for (const list of open.filter(({ seats }) => seats.length > 0)) {
    entered += await inTransaction(database, (within) => fill(within, list, nowMs));
  }
  return entered;
}

async function fill(database: Database, list: StoredList, nowMs: number): Promise<number> {
  const { id, campaignId, stageId, areaId, seats } = list;
  await takeTurn(database, areaId);
  const ratings = await database
    .selectFrom('listRating')
    .select(['candidacyId', 'votes'])
    .where('listId', '=', id)
    .execute();
  const drafted = await draftList(database, { campaignId, stageId, areaId, seats, ratings, atMs: nowMs });
  const there = await entriesOf(database, [id]);
  const isThere = ({ candidacyId, office }: ListedCandidacy) =>
    there.some((one) => one.candidacyId === candidacyId && one.office === office);
  const entrants = entryOf(drafted).entrants.filter((entrant) => !isThere(entrant));
  await enter(database, { list, entrants, drafted, atMs: nowMs });
  return entrants.length;
}

/** O-8: whether the area's last list of this stage names nobody else for an office; then there is a hearing. */
export async function entersAlone(
  database: Database,
  { stageId, areaId, candidacyId }: { stageId: string; areaId: string; candidacyId: string },
): Promise<boolean> {
  const list = await database
    .selectFrom('publishedList')
    .select('id')
    .where('stageId', '=', stageId)
    .where('areaId', '=', areaId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entrants = list === undefined ? [] : await entriesOf(database, [list.id]);
  const byOffice = Map.groupBy(entrants, ({ office }) => office);
  return [...byOffice.values()].some((named) => named.length === 1 && named[0]?.candidacyId === candidacyId);
}

/** Of each area and stage only the last list counts. */
function newestLists(database: Database, campaignId: string) {
  return database
    .selectFrom('publishedList as list')
    .select([
      'list.id',
      'list.campaignId',
      'list.stageId',
      'list.areaId',
      'list.version',
      'list.seats',
      'list.publishedAtMs',
      'list.closesAtMs',
    ])
    .where('list.campaignId', '=', campaignId)
    .where('list.version', '=', ({ selectFrom }) =>
      selectFrom('publishedList as other')
        .select(({ fn }) => fn.max('other.version').as('newest'))
        .whereRef('other.stageId', '=', 'list.stageId')
        .whereRef('other.areaId', '=', 'list.areaId'),
    )
    .orderBy('list.publishedAtMs')
    .orderBy('list.id');
}

type StoredList = Awaited<ReturnType<ReturnType<typeof newestLists>['execute']>>[number];

async function ofCampaign(database: Database, campaignId: string): Promise<PublishedList[]> {
  const lists = await newestLists(database, campaignId).execute();
  const entries = await entriesOf(
    database,
    lists.map(({ id }) => id),
  );
  const byList = Map.groupBy(entries, ({ listId }) => listId);
  return lists.map(({ campaignId: _campaignId, seats: _seats, ...list }) => ({
    ...list,
    entrants: (byList.get(list.id) ?? []).map(({ listId: _listId, ...entrant }) => entrant),
  }));
}

async function entriesOf(
  database: Database,
  listIds: string[],
): Promise<(ListedCandidacy & { listId: string })[]> {
  if (listIds.length === 0) return [];
  const rows = await database
    .selectFrom('listEntry')
    .innerJoin('candidacy', 'candidacy.id', 'listEntry.candidacyId')
    .select([
      'listEntry.listId',
      'listEntry.candidacyId',
      'candidacy.name',
      'listEntry.office',
      'listEntry.votes',
      'listEntry.rank',
      'listEntry.isTied',
    ])
    .where('listEntry.listId', 'in', listIds)
    .orderBy('listEntry.office')
    .orderBy('listEntry.rank')
    .orderBy('candidacy.name')
    .execute();
  return rows.map((row) => ({ ...row, office: row.office === '' ? null : row.office }));
}
