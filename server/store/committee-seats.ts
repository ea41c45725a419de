import type { CommitteeSeat } from '../protocol/cases.ts';
import type { Benches, Seat } from '../rules/case-bench.ts';
import type { LoadedCase } from './case-files.ts';
import type { Database } from './tables.ts';

/** Gives a member of the committee the one place they have; a later word replaces an earlier one. */
export async function seatMember(database: Database, campaignId: string, seat: CommitteeSeat): Promise<void> {
  const { accountId, level, areaId } = seat;
  await database
    .insertInto('committeeSeat')
    .values({ campaignId, accountId, level, areaId })
    .onConflict((conflict) => conflict.columns(['campaignId', 'accountId']).doUpdateSet({ level, areaId }))
    .execute();
}

/** Everybody on the campaign's committee; who was given no place sits in the centre. */
async function seatsOf(database: Database, campaignId: string): Promise<(Seat & { name: string })[]> {
  const rows = await database
    .selectFrom('roleGrant')
    .innerJoin('authUser', 'authUser.id', 'roleGrant.accountId')
    .leftJoin('committeeSeat', (join) =>
      join
        .onRef('committeeSeat.accountId', '=', 'roleGrant.accountId')
        .onRef('committeeSeat.campaignId', '=', 'roleGrant.campaignId'),
    )
    .select(['roleGrant.accountId', 'authUser.name', 'committeeSeat.level', 'committeeSeat.areaId'])
    .where('roleGrant.campaignId', '=', campaignId)
    .where('roleGrant.role', '=', 'committee')
    .execute();
  return rows.map(({ level, ...row }) => ({ ...row, level: level ?? 'centre' }));
}

export type Committee = {
  names: Map<string, string>;
  benchesFor(file: Pick<LoadedCase, 'area' | 'evidence'>): Benches;
};

/** What is asked of every case alike, read once: seats, areas, who stands where, and who judged what. */
export async function committeeOf(database: Database, campaignId: string): Promise<Committee> {
  const [seats, areas, standing, officials] = await Promise.all([
    seatsOf(database, campaignId),
    parentsOf(database, campaignId),
    standingBy(database, campaignId),
    officialsOf(database, campaignId),
  ]);
  return {
    names: new Map(seats.map(({ accountId, name }) => [accountId, name])),
    benchesFor: ({ area, evidence }) => ({
      seats,
      areas: upwards(area.id, areas),
      ties: {
        opponents: standing.get(area.id) ?? [],
        officials: [
          ...new Set((evidence?.verdicts ?? []).flatMap(({ debateId }) => officials.get(debateId) ?? [])),
        ],
      },
    }),
  };
}

async function parentsOf(database: Database, campaignId: string): Promise<Map<string, string | null>> {
  const rows = await database
    .selectFrom('area')
    .select(['id', 'parentId'])
    .where('campaignId', '=', campaignId)
    .execute();
  return new Map(rows.map(({ id, parentId }) => [id, parentId]));
}

function upwards(areaId: string, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let at: string | null = areaId; at !== null && !path.includes(at); at = parents.get(at) ?? null) {
    path.push(at);
  }
  return path;
}

/** By area, the accounts of those who stand there; who has left gains nothing by a removal. */
async function standingBy(database: Database, campaignId: string): Promise<Map<string, string[]>> {
  const rows = await database
    .selectFrom('candidacy')
    .select(['areaId', 'accountId'])
    .where('campaignId', '=', campaignId)
    .where('status', 'not in', ['withdrawn', 'rejected'])
    .execute();
  return grouped(rows.map(({ areaId, accountId }) => [areaId, accountId]));
}

/** By debate, who moderated it or had a say in one of its verdicts. */
async function officialsOf(database: Database, campaignId: string): Promise<Map<string, string[]>> {
  const ofCampaign = (table: 'confirmation' | 'partialRuling' | 'objectionRuling') =>
    database
      .selectFrom(table)
      .innerJoin('verdict', 'verdict.id', `${table}.verdictId`)
      .innerJoin('debate', 'debate.id', 'verdict.debateId')
      .select(['verdict.debateId', `${table}.accountId`])
      .where('debate.campaignId', '=', campaignId)
      .execute();
  const moderated = database
    .selectFrom('moderation')
    .innerJoin('debate', 'debate.id', 'moderation.debateId')
    .select(['moderation.debateId', 'moderation.accountId'])
    .where('debate.campaignId', '=', campaignId)
    .execute();
  const rows = await Promise.all([
    moderated,
    ...(['confirmation', 'partialRuling', 'objectionRuling'] as const).map(ofCampaign),
  ]);
  return grouped(rows.flat().map(({ debateId, accountId }) => [debateId, accountId]));
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = Map.groupBy(pairs, ([key]) => key);
  return new Map([...groups].map(([key, members]) => [key, members.map(([, accountId]) => accountId)]));
}
