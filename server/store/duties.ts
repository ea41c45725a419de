import type { Outcome } from '../protocol/campaign.ts';
import { type ExcuseCard, usualTerms } from '../protocol/duties.ts';
import type { Duty } from '../protocol/http.ts';
import { excusesOf } from './excuses.ts';
import type { Database } from './tables.ts';

export type OwedDebate = Omit<Duty['debates'][number], 'excuseUntilMs'> & {
  slotId: string;
  candidacyId: string;
  stageId: string;
};

function dutyQuery(database: Database) {
  return database
    .selectFrom('obligation')
    .innerJoin('area', 'area.id', 'obligation.areaId')
    .innerJoin('campaignStage', 'campaignStage.id', 'obligation.stageId')
    .leftJoin('publishedList', 'publishedList.id', 'obligation.listId')
    .select([
      'obligation.id',
      'obligation.candidacyId',
      'obligation.stageId',
      'obligation.rule',
      'obligation.ordinal',
      'campaignStage.names as stage',
      'area.id as areaId',
      'area.names as areaNames',
      'area.zone as areaZone',
      'publishedList.publishedAtMs as listedAtMs',
      'obligation.dueAtMs',
      'obligation.status',
      'obligation.settledAtMs',
      'obligation.reason',
      ({ selectFrom }) =>
        selectFrom('dutyWaiver')
          .select('dutyWaiver.reason')
          .whereRef('dutyWaiver.obligationId', '=', 'obligation.id')
          .where('obligation.status', '=', 'waived')
          .orderBy('dutyWaiver.atMs', 'desc')
          .limit(1)
          .as('waiverReason'),
    ])
    .orderBy('obligation.dueAtMs')
    .orderBy('obligation.rule')
    .orderBy('obligation.ordinal');
}

/** What each of these candidacies owes, with the debates that could fulfil it. Every id asked for has an answer. */
export async function dutiesOf(
  database: Database,
  candidacyIds: readonly string[],
): Promise<Map<string, Duty[]>> {
  const duties = new Map<string, Duty[]>(candidacyIds.map((id) => [id, []]));
  if (candidacyIds.length === 0) return duties;
  const rows = await dutyQuery(database).where('obligation.candidacyId', 'in', candidacyIds).execute();
  const [owed, excuses, filingMs] = await Promise.all([
    debatesOf(database, candidacyIds),
    excusesOf(database, candidacyIds),
    filingTime(database, candidacyIds),
  ]);
  for (const { candidacyId, stageId, areaId, areaNames, areaZone, ...duty } of rows) {
    duties.get(candidacyId)?.push({
      ...duty,
      area: { id: areaId, names: areaNames, zone: areaZone },
      debates: owed
        .filter((debate) => debate.candidacyId === candidacyId && debate.stageId === stageId)
        .map((debate) => shown(debate, filingMs)),
      excuses: excuses
        .filter(({ obligationId }) => obligationId === duty.id)
        .map(({ card }): ExcuseCard => card),
    });
  }
  return duties;
}

function shown({ slotId: _s, candidacyId: _c, stageId: _g, ...debate }: OwedDebate, filingMs: number) {
  return { ...debate, excuseUntilMs: debate.plannedStartMs + debate.plannedMs + filingMs };
}

/** Until how long after a debate an excuse may be filed, as the newest terms of these candidacies' campaign say. */
async function filingTime(database: Database, [candidacyId = '']: readonly string[]): Promise<number> {
  const newest = await database
    .selectFrom('dutyTerms')
    .innerJoin('candidacy', 'candidacy.campaignId', 'dutyTerms.campaignId')
    .select('dutyTerms.terms')
    .where('candidacy.id', '=', candidacyId)
    .orderBy('dutyTerms.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (newest?.terms ?? usualTerms).excuseFilingMs;
}

/** The debates in which these candidacies have a slot, each with the verdict that holds now. */
export async function debatesOf(database: Database, candidacyIds: readonly string[]): Promise<OwedDebate[]> {
  if (candidacyIds.length === 0) return [];
  const rows = await database
    .selectFrom('slot')
    .innerJoin('debate', 'debate.id', 'slot.debateId')
    .select([
      'debate.id',
      'debate.title',
      'debate.status',
      'debate.plannedStartMs',
      'debate.plannedMs',
      'debate.stageId',
      'slot.id as slotId',
      'slot.candidacyId',
    ])
    .where('slot.candidacyId', 'in', candidacyIds)
    .orderBy('debate.plannedStartMs')
    .execute();
  const verdicts = await verdictsOf(
    database,
    rows.map(({ slotId }) => slotId),
  );
  return rows.map((row) => ({ ...row, ...(verdicts.get(row.slotId) ?? { outcome: null, isFinal: false }) }));
}

type Standing = { outcome: Outcome; isFinal: boolean };

async function verdictsOf(database: Database, slotIds: string[]): Promise<Map<string, Standing>> {
  if (slotIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('verdict')
    .select(['slotId', 'outcome', 'status'])
    .where('slotId', 'in', slotIds)
    .where('status', '!=', 'superseded')
    .execute();
  return new Map(
    rows.map(({ slotId, outcome, status }) => [slotId, { outcome, isFinal: status === 'final' }]),
  );
}
