import type { NewList, Rating } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import { assertMayBeRated, type Contender, type Drafted, stagesBefore } from '../rules/lists.ts';
import { regionKind } from '../rules/obligations.ts';
import { standingStatuses } from './candidacies.ts';
import { dutyTermsStore } from './duty-terms.ts';
import type { Database } from './tables.ts';

export type WantedList = {
  campaignId: string;
  stageId: string;
  areaId: string;
  seats: NewList['seats'];
  ratings: readonly Rating[];
  atMs: number;
};

/** Everything that decides whom a list names; refused where it could name nobody rightly. */
export async function draftList(database: Database, wanted: WantedList): Promise<Drafted> {
  const { campaignId, stageId, areaId, seats, ratings, atMs } = wanted;
  const { rows, terms } = await dutyTermsStore(database).inForce(campaignId, atMs);
  const areas = await areasOf(database, campaignId);
  const area = areas.get(areaId);
  if (area === undefined) throw new Refusal('not-found', areaId);
  const stage = { ...(await stageOf(database, campaignId, stageId)), zone: area.zone };
  const isRegistered = stagesBefore(stage.kind, rows).length === 0;
  if (isRegistered !== (seats.length === 0)) throw new Refusal('bad-input', 'seats');
  const within = isRegistered ? [areaId] : [...areas.keys()].filter((id) => isUnder(id, areaId, areas));
  const drafted = {
    stage,
    contenders: await contendersOf(database, within, areas),
    seats,
    ratings,
    rows,
    terms,
  };
  assertMayBeRated(drafted);
  return drafted;
}

type Area = { parentId: string | null; kind: string; zone: string };
type Areas = ReadonlyMap<string, Area>;

async function areasOf(database: Database, campaignId: string): Promise<Areas> {
  const rows = await database
    .selectFrom('area')
    .select(['id', 'parentId', 'kind', 'zone'])
    .where('campaignId', '=', campaignId)
    .execute();
  return new Map(rows.map(({ id, ...area }) => [id, area]));
}

function upwards(areaId: string, areas: Areas): string[] {
  const path: string[] = [];
  for (
    let at: string | null = areaId;
    at !== null && !path.includes(at);
    at = areas.get(at)?.parentId ?? null
  )
    path.push(at);
  return path;
}

const isUnder = (areaId: string, above: string, areas: Areas) => upwards(areaId, areas).includes(above);

async function stageOf(database: Database, campaignId: string, stageId: string) {
  const stage = await database
    .selectFrom('campaignStage')
    .select(['kind', 'closesAtMs'])
    .where('id', '=', stageId)
    .where('campaignId', '=', campaignId)
    .executeTakeFirst();
  if (stage === undefined) throw new Refusal('not-found', stageId);
  return stage;
}

async function contendersOf(database: Database, within: string[], areas: Areas): Promise<Contender[]> {
  const rows = await database
    .selectFrom('candidacy')
    .select(['id', 'areaId', 'name', 'status', 'offices'])
    .where('areaId', 'in', within)
    .execute();
  const stoodOn = await listedStages(database, within);
  return rows.map(({ id, areaId, name, status, offices }) => ({
    candidacyId: id,
    name,
    offices,
    areaKind: regionKind(upwards(areaId, areas).map((each) => areas.get(each)?.kind ?? '')),
    isStanding: standingStatuses.includes(status),
    stoodOn: stoodOn.get(id) ?? [],
  }));
}

async function listedStages(database: Database, within: string[]): Promise<Map<string, string[]>> {
  const rows = await database
    .selectFrom('listEntry')
    .innerJoin('publishedList', 'publishedList.id', 'listEntry.listId')
    .innerJoin('campaignStage', 'campaignStage.id', 'publishedList.stageId')
    .innerJoin('candidacy', 'candidacy.id', 'listEntry.candidacyId')
    .select(['listEntry.candidacyId', 'campaignStage.kind'])
    .where('candidacy.areaId', 'in', within)
    .distinct()
    .execute();
  const byCandidacy = Map.groupBy(rows, ({ candidacyId }) => candidacyId);
  return new Map([...byCandidacy].map(([id, stages]) => [id, stages.map(({ kind }) => kind)]));
}
