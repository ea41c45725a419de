import type { Selectable } from 'kysely';
import type { CandidacyStatus } from '../protocol/campaign.ts';
import type { Names } from '../protocol/words.ts';
import { type CaseFacts, type CaseState, type CaseStep, caseAfter } from '../rules/cases.ts';
import type { CaseTables } from './case-tables.ts';
import type { Database } from './tables.ts';

type FileRow = Pick<
  Selectable<CaseTables['caseFile']>,
  'id' | 'campaignId' | 'number' | 'kind' | 'ground' | 'evidence' | 'terms' | 'openedAtMs'
>;
type StepRow = Pick<
  Selectable<CaseTables['caseStep']>,
  'caseId' | 'sequence' | 'atMs' | 'accountId' | 'commandId' | 'event'
> & { name: string | null };

/** What a case was opened with. */
export type CaseHead = FileRow & {
  area: { id: string; names: Names; zone: string };
  respondent: { candidacyId: string; name: string; status: CandidacyStatus } | null;
  facts: CaseFacts;
};

/** A case as it was written down, and as it stands after its last step. */
export type LoadedCase = CaseHead & { rows: StepRow[]; course: CaseStep[]; state: CaseState };

export type CasesAsked =
  | { campaignId: string }
  | { caseId: string }
  | { candidacyId: string }
  | { accountId: string }
  | { hash: string };

/** The cases asked for with their whole courses, oldest first. */
export async function loadCases(database: Database, asked: CasesAsked): Promise<LoadedCase[]> {
  const heads = await headsOf(database, asked);
  const steps = await stepsOf(
    database,
    heads.map(({ id }) => id),
  );
  const ofCase = Map.groupBy(steps, ({ caseId }) => caseId);
  return heads.map((head) => loaded(head, ofCase.get(head.id) ?? []));
}

export async function headsOf(database: Database, asked: CasesAsked): Promise<CaseHead[]> {
  return (await filesAsked(database, asked).execute()).map(headOf);
}

function filesAsked(database: Database, asked: CasesAsked) {
  const all = fileQuery(database);
  if ('caseId' in asked) return all.where('caseFile.id', '=', asked.caseId);
  if ('candidacyId' in asked) return all.where('caseFile.candidacyId', '=', asked.candidacyId);
  if ('accountId' in asked) return all.where('candidacy.accountId', '=', asked.accountId);
  if ('hash' in asked) return all.where('caseFile.trackingHash', '=', asked.hash);
  return all.where('caseFile.campaignId', '=', asked.campaignId);
}

function fileQuery(database: Database) {
  return database
    .selectFrom('caseFile')
    .innerJoin('area', 'area.id', 'caseFile.areaId')
    .leftJoin('candidacy', 'candidacy.id', 'caseFile.candidacyId')
    .select([
      'caseFile.id',
      'caseFile.campaignId',
      'caseFile.number',
      'caseFile.kind',
      'caseFile.ground',
      'caseFile.evidence',
      'caseFile.terms',
      'caseFile.openedAtMs',
      'caseFile.complainantId',
      'area.id as areaId',
      'area.names as areaNames',
      'area.zone as areaZone',
      'candidacy.id as candidacyId',
      'candidacy.name as candidacyName',
      'candidacy.status as candidacyStatus',
      'candidacy.accountId as respondentId',
    ])
    .orderBy('caseFile.number');
}
type QueriedFile = Awaited<ReturnType<ReturnType<typeof fileQuery>['execute']>>[number];

async function stepsOf(database: Database, caseIds: readonly string[]): Promise<StepRow[]> {
  if (caseIds.length === 0) return [];
  return database
    .selectFrom('caseStep')
    .leftJoin('authUser', 'authUser.id', 'caseStep.accountId')
    .select([
      'caseStep.caseId',
      'caseStep.sequence',
      'caseStep.atMs',
      'caseStep.accountId',
      'caseStep.commandId',
      'caseStep.event',
      'authUser.name',
    ])
    .where('caseStep.caseId', 'in', caseIds)
    .orderBy('caseStep.caseId')
    .orderBy('caseStep.sequence')
    .execute();
}

function headOf(row: QueriedFile): CaseHead {
  const { areaId, areaNames, areaZone, candidacyId, candidacyName, candidacyStatus, ...rest } = row;
  const { respondentId, complainantId, ...file } = rest;
  const isAboutSomebody = candidacyId !== null && candidacyName !== null && candidacyStatus !== null;
  const { kind, ground, terms } = file;
  return {
    ...file,
    area: { id: areaId, names: areaNames, zone: areaZone },
    respondent: isAboutSomebody ? { candidacyId, name: candidacyName, status: candidacyStatus } : null,
    facts: { kind, ground, terms, respondentId, complainantId },
  };
}

function loaded(head: CaseHead, rows: StepRow[]): LoadedCase {
  const course = rows.map(({ atMs, accountId, event }) => ({ atMs, by: accountId, event }));
  return { ...head, rows, course, state: caseAfter(head.facts, course) };
}
