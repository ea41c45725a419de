import type { CaseEvidence } from '../protocol/cases.ts';
import { openCase } from './case-opening.ts';
import { takeTurn } from './case-writing.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** D-5: a case for each breached duty that has none. Gives how many it opened; asked again it opens none. */
export async function openBreaches(database: Database, campaignId: string, nowMs: number): Promise<number> {
  const breached = await breachedWithoutCase(database, campaignId);
  let opened = 0;
  for (const duty of breached) {
    const isNew = await inTransaction(database, (within) => openBreach(within, { campaignId, duty, nowMs }));
    if (isNew) opened += 1;
  }
  return opened;
}

type BreachedDuty = Awaited<ReturnType<typeof breachedWithoutCase>>[number];

function breachedWithoutCase(database: Database, campaignId: string) {
  return database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .leftJoin('caseFile', 'caseFile.obligationId', 'obligation.id')
    .select([
      'obligation.id',
      'obligation.candidacyId',
      'obligation.stageId',
      'obligation.areaId',
      'obligation.rule',
      'obligation.dueAtMs',
    ])
    .where('candidacy.campaignId', '=', campaignId)
    .where('candidacy.status', 'not in', ['withdrawn', 'rejected', 'removed'])
    .where('obligation.status', '=', 'breached')
    .where('caseFile.id', 'is', null)
    .orderBy('obligation.dueAtMs')
    .orderBy('obligation.id')
    .execute();
}

async function openBreach(
  database: Database,
  { campaignId, duty, nowMs }: { campaignId: string; duty: BreachedDuty; nowMs: number },
): Promise<boolean> {
  await takeTurn(database, campaignId);
  const still = await breachedWithoutCase(database, campaignId).then((duties) =>
    duties.some(({ id }) => id === duty.id),
  );
  if (!still) return false;
  await openCase(database, {
    ...{ campaignId, kind: 'breach', ground: 'G1', candidacyId: duty.candidacyId, areaId: duty.areaId },
    ...{ obligationId: duty.id, complainantId: null, trackingHash: null, text: '', atMs: nowMs },
    evidence: await evidenceOf(database, duty),
  });
  return true;
}

/** The final verdicts of the duty's stage, each with the entry of the chain that it was computed up to. */
async function evidenceOf(database: Database, duty: BreachedDuty): Promise<CaseEvidence> {
  const { id: obligationId, rule, dueAtMs, candidacyId, stageId } = duty;
  const verdicts = await database
    .selectFrom('verdict')
    .innerJoin('slot', 'slot.id', 'verdict.slotId')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .select([
      'verdict.id as verdictId',
      'verdict.debateId',
      'verdict.slotId',
      'verdict.outcome',
      'verdict.ruleVersion',
      'verdict.evidenceSequence',
      'verdict.evidenceHash',
    ])
    .where('slot.candidacyId', '=', candidacyId)
    .where('debate.stageId', '=', stageId)
    .where('verdict.status', '=', 'final')
    .orderBy('debate.plannedStartMs')
    .execute();
  const withBundle = verdicts.map((verdict) => ({
    ...verdict,
    bundlePath: `/api/debates/${verdict.debateId}/bundle`,
  }));
  return { obligationId, rule, dueAtMs, verdicts: withBundle };
}
