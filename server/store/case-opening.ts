import type { CaseTerms } from '../protocol/case-terms.ts';
import type { CaseEvidence, Ground } from '../protocol/cases.ts';
import { Refusal } from '../protocol/refusals.ts';
import { levelsFrom, seatedLevel } from '../rules/case-bench.ts';
import { openingSteps } from '../rules/case-opening.ts';
import { type CaseHead, headsOf } from './case-files.ts';
import { caseTermsAt } from './case-terms.ts';
import { takeTurn, write } from './case-writing.ts';
import { committeeOf } from './committee-seats.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type NewComplaintFile = {
  campaignId: string;
  ground: Ground;
  candidacyId: string | null;
  areaId: string;
  text: string;
  complainantId: string | null;
  trackingHash: string;
  nowMs: number;
};

/** Runs in the caller's transaction. */
export async function fileComplaint(database: Database, complaint: NewComplaintFile): Promise<number> {
  const { candidacyId, areaId, campaignId } = complaint;
  await takeTurn(database, campaignId);
  const about = await placeOf(database, { candidacyId, areaId, campaignId });
  const { text, nowMs, ...file } = complaint;
  return openCase(database, {
    ...file,
    ...{ kind: 'complaint', areaId: about, obligationId: null, evidence: null, text, atMs: nowMs },
  });
}

/** The area of the candidacy that is complained about, or the area that was named; both of this campaign. */
async function placeOf(
  database: Database,
  { candidacyId, areaId, campaignId }: { candidacyId: string | null; areaId: string; campaignId: string },
): Promise<string> {
  const found =
    candidacyId === null
      ? await database
          .selectFrom('area')
          .select('id as areaId')
          .where('id', '=', areaId)
          .where('campaignId', '=', campaignId)
          .executeTakeFirst()
      : await database
          .selectFrom('candidacy')
          .select('areaId')
          .where('id', '=', candidacyId)
          .where('campaignId', '=', campaignId)
          .executeTakeFirst();
  if (found === undefined) throw new Refusal('not-found', candidacyId ?? areaId);
  return found.areaId;
}

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

type NewFile = {
  campaignId: string;
  kind: 'breach' | 'complaint';
  ground: Ground;
  candidacyId: string | null;
  areaId: string;
  obligationId: string | null;
  complainantId: string | null;
  trackingHash: string | null;
  evidence: CaseEvidence | null;
  text: string;
  atMs: number;
};

async function openCase(database: Database, { text, atMs, ...file }: NewFile): Promise<number> {
  const { campaignId } = file;
  const [number, terms, committee] = await Promise.all([
    nextCaseNumber(database, campaignId),
    caseTermsAt(database, campaignId, atMs),
    committeeOf(database, campaignId),
  ]);
  const head = await insertFile(database, { ...file, number, openedAtMs: atMs, terms });
  const benches = committee.benchesFor(head);
  const course = { ...head.facts, declared: [], earlierPart: [] };
  const level = seatedLevel(course, levelsFrom(terms.lowestLevel[head.ground]), benches);
  const steps = openingSteps(head.facts, { level, text, atMs });
  await write(database, { head, past: [], benches, nowMs: atMs, commandId: null }, steps);
  return number;
}

type FileRow = Omit<NewFile, 'text' | 'atMs'> & { number: number; openedAtMs: number; terms: CaseTerms };

async function insertFile(database: Database, { terms, evidence, ...row }: FileRow): Promise<CaseHead> {
  const { id: caseId } = await database
    .insertInto('caseFile')
    .values({
      ...row,
      terms: JSON.stringify(terms),
      evidence: evidence === null ? null : JSON.stringify(evidence),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [head] = await headsOf(database, { caseId });
  if (head === undefined) throw new Error(`the case ${caseId} was not stored`);
  return head;
}

async function nextCaseNumber(database: Database, campaignId: string): Promise<number> {
  const { most } = await database
    .selectFrom('caseFile')
    .select(({ fn }) => fn.max('number').as('most'))
    .where('campaignId', '=', campaignId)
    .executeTakeFirstOrThrow();
  return (most ?? 0) + 1;
}
