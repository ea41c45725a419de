import type { Outcome } from '../protocol/campaign.ts';
import type { Duty } from '../protocol/http.ts';
import type { Database } from './tables.ts';

export type OwedDebate = Duty['debates'][number] & { slotId: string; candidacyId: string; stageId: string };

function dutyQuery(database: Database) {
  return database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .innerJoin('area', 'area.id', 'candidacy.areaId')
    .innerJoin('campaignStage', 'campaignStage.id', 'obligation.stageId')
    .select([
      'obligation.id',
      'obligation.candidacyId',
      'obligation.stageId',
      'obligation.rule',
      'campaignStage.names as stage',
      'area.id as areaId',
      'area.names as areaNames',
      'area.zone as areaZone',
      'obligation.dueAtMs',
      'obligation.status',
      'obligation.reason',
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
  const owed = await debatesOf(database, candidacyIds);
  for (const { candidacyId, stageId, areaId, areaNames, areaZone, ...duty } of rows) {
    duties.get(candidacyId)?.push({
      ...duty,
      area: { id: areaId, names: areaNames, zone: areaZone },
      debates: owed
        .filter((debate) => debate.candidacyId === candidacyId && debate.stageId === stageId)
        .map(({ id, title, status, plannedStartMs, outcome }) => ({
          id,
          title,
          status,
          plannedStartMs,
          outcome,
        })),
    });
  }
  return duties;
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
      'debate.stageId',
      'slot.id as slotId',
      'slot.candidacyId',
    ])
    .where('slot.candidacyId', 'in', candidacyIds)
    .orderBy('debate.plannedStartMs')
    .execute();
  const outcomes = await outcomesOf(
    database,
    rows.map(({ slotId }) => slotId),
  );
  return rows.map((row) => ({ ...row, outcome: outcomes.get(row.slotId) ?? null }));
}

async function outcomesOf(database: Database, slotIds: string[]): Promise<Map<string, Outcome>> {
  if (slotIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('verdict')
    .select(['slotId', 'outcome'])
    .where('slotId', 'in', slotIds)
    .where('status', '!=', 'superseded')
    .orderBy('evidenceSequence')
    .execute();
  return new Map(rows.map(({ slotId, outcome }) => [slotId, outcome]));
}
