import { Refusal } from '../protocol/refusals.ts';
import { act, type CaseCommand } from '../rules/case-acts.ts';
import { lapsedBy } from '../rules/case-clock.ts';
import { candidacyAfter, rulingOf, statusBefore } from '../rules/case-standing.ts';
import type { CaseStep } from '../rules/cases.ts';
import { actStore } from './acts.ts';
import { attachmentStore } from './attachments.ts';
import { type LoadedCase, loadCases } from './case-files.ts';
import { type CaseNews, tellOfSteps } from './case-letters.ts';
import { votingDaysOf } from './case-terms.ts';
import { committeeOf } from './committee-seats.ts';
import { revocationStore } from './revocations.ts';
import type { Database } from './tables.ts';

export type CaseDeed = {
  caseId: string;
  accountId: string;
  commandId: string;
  command: CaseCommand;
  nowMs: number;
};

/** Runs in the caller's transaction. A command that was done before changes nothing. */
export async function perform(database: Database, deed: CaseDeed): Promise<void> {
  const { caseId, accountId, commandId, command, nowMs } = deed;
  const file = await takeCase(database, caseId);
  if (file.rows.some((step) => step.commandId === commandId && step.accountId === accountId)) return;
  await assertNamed(database, file, deed);
  const [voting, committee] = await Promise.all([
    votingDaysOf(database, file.campaignId),
    committeeOf(database, file.campaignId),
  ]);
  const benches = committee.benchesFor(file);
  const moment = {
    ...{ caseId, state: file.state, by: accountId, nowMs, benches, voting },
    nextNumber: await nextDecisionNumber(database, file.campaignId),
    formerStatus: await formerStatusOf(database, file, nowMs),
  };
  await write(database, { head: file, past: file.course, benches, nowMs, commandId }, act(moment, command));
}

/** Writes what time alone has made by now in every case, and lets decisions take effect. Idempotent. */
export async function lapse(database: Database, campaignId: string, nowMs: number): Promise<number> {
  await takeTurn(database, campaignId);
  const files = await loadCases(database, { campaignId });
  const committee = await committeeOf(database, campaignId);
  let written = 0;
  for (const file of files) {
    const steps = lapsedBy(file.state, nowMs);
    const benches = committee.benchesFor(file);
    const writing = { head: file, past: file.course, benches, nowMs, commandId: null };
    await write(database, writing, steps);
    written += steps.length;
  }
  for (const candidacyId of candidaciesOf(files)) await takeEffect(database, candidacyId, nowMs);
  return written;
}

const candidaciesOf = (files: readonly LoadedCase[]): Set<string> =>
  new Set(
    files.flatMap(({ respondent, state }) =>
      respondent !== null && state.decisions.length > 0 ? [respondent.candidacyId] : [],
    ),
  );

// One at a time in a campaign: numbers follow each other, and what was read still holds when it is written.
export async function takeTurn(database: Database, campaignId: string): Promise<void> {
  await database
    .selectFrom('campaign')
    .select('id')
    .where('id', '=', campaignId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not-found', campaignId));
}

async function takeCase(database: Database, caseId: string): Promise<LoadedCase> {
  const known = await database
    .selectFrom('caseFile')
    .select('campaignId')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', caseId));
  await takeTurn(database, known.campaignId);
  const [file] = await loadCases(database, { caseId });
  if (file === undefined) throw new Refusal('not-found', caseId);
  return file;
}

/** What a command names must be there: another case of the campaign, files of the same person. */
async function assertNamed(
  database: Database,
  file: LoadedCase,
  { command, accountId }: CaseDeed,
): Promise<void> {
  if (command.act === 'link') {
    const [other] = await loadCases(database, { caseId: command.duplicateOf });
    if (other?.campaignId !== file.campaignId || other.state.duplicateOf !== null)
      throw new Refusal('not-found', command.duplicateOf);
  }
  if (command.act === 'answer' || command.act === 'appeal')
    await attachmentStore(database).assertOwn(command.attachmentIds, accountId);
}

type Writing = CaseNews & { commandId: string | null };

/** Appends what was done, with its audit, its notices, and its effect on the candidacy. */
export async function write(
  database: Database,
  { commandId, ...news }: Writing,
  steps: readonly CaseStep[],
): Promise<void> {
  if (steps.length === 0) return;
  const { head, past, nowMs } = news;
  const values = steps.map((step, index) => ({
    ...rowOf(step),
    ...{ caseId: head.id, campaignId: head.campaignId, sequence: past.length + index + 1 },
    commandId: index === steps.length - 1 ? commandId : null,
  }));
  await database.insertInto('caseStep').values(values).execute();
  await audit(database, news, steps);
  await tellOfSteps(database, news, steps);
  const hasEffect = steps.some(({ event }) => event.kind === 'decided' || event.kind === 'appealed');
  if (hasEffect && head.respondent !== null) await takeEffect(database, head.respondent.candidacyId, nowMs);
}

async function audit(
  database: Database,
  { head, nowMs }: CaseNews,
  steps: readonly CaseStep[],
): Promise<void> {
  const acts = actStore(database);
  for (const { by, event } of steps) {
    const { kind, ...detail } = event;
    await acts.record({ atMs: nowMs, accountId: by, action: `case.${kind}`, subject: head.id, detail });
  }
}

function rowOf({ atMs, by, event }: CaseStep) {
  const decisionNumber = event.kind === 'decided' ? event.number : null;
  return { atMs, accountId: by, event: JSON.stringify(event), decisionNumber };
}

/** Brings a candidacy to what all decisions about it come to now (CASE-4). */
async function takeEffect(database: Database, candidacyId: string, nowMs: number): Promise<void> {
  const { status, campaignId, accountId } = await database
    .selectFrom('candidacy')
    .select(['status', 'campaignId', 'accountId'])
    .where('id', '=', candidacyId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const after = candidacyAfter(status, await rulingsOf(database, { candidacyId, campaignId, nowMs }));
  if (after === status) return;
  await database.updateTable('candidacy').set({ status: after }).where('id', '=', candidacyId).execute();
  if (after === 'removed') await shutOut(database, accountId, nowMs);
  const detail = { from: status, to: after };
  const act = { atMs: nowMs, accountId: null, action: `candidacy.${after}`, subject: candidacyId, detail };
  await actStore(database).record(act);
}

/** Whoever is removed while they are in a debate is out of it at once, on whichever server (SIGN-5). */
async function shutOut(database: Database, accountId: string, atMs: number): Promise<void> {
  await revocationStore(database).add({
    ...{ atMs, accountId, what: 'role', role: 'candidate', sessionId: null, revokedBy: null },
    reason: 'removed by a decision',
  });
}

async function rulingsOf(
  database: Database,
  { candidacyId, campaignId, nowMs }: { candidacyId: string; campaignId: string; nowMs: number },
) {
  const voting = await votingDaysOf(database, campaignId);
  const files = await loadCases(database, { candidacyId });
  return files.map(({ state }) => rulingOf(state, voting, nowMs));
}

async function formerStatusOf(database: Database, { respondent, campaignId }: LoadedCase, nowMs: number) {
  if (respondent === null) return null;
  const { candidacyId, status } = respondent;
  return statusBefore(status, await rulingsOf(database, { candidacyId, campaignId, nowMs }));
}

async function nextDecisionNumber(database: Database, campaignId: string): Promise<number> {
  const { most } = await database
    .selectFrom('caseStep')
    .select(({ fn }) => fn.max('decisionNumber').as('most'))
    .where('campaignId', '=', campaignId)
    .executeTakeFirstOrThrow();
  return (most ?? 0) + 1;
}
