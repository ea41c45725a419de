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

/** Runs in the caller's transaction, which holds the campaign's turn; gives the number of the new case. */
export async function openCase(database: Database, { text, atMs, ...file }: NewFile): Promise<number> {
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
