import type { NewExcuse } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import { admitFiling } from '../rules/excuses.ts';
import { dutyTermsStore } from './duty-terms.ts';
import { noticeStore } from './notices.ts';
import type { Database } from './tables.ts';

export type ExcuseFiling = { accountId: string; obligationId: string; wanted: NewExcuse; nowMs: number };

/** Runs in the caller's transaction. Somebody else's duty is `not-found`, like one that does not exist. */
export async function fileExcuse(database: Database, filing: ExcuseFiling): Promise<string> {
  const { accountId, obligationId, wanted, nowMs } = filing;
  const duty = await dutyOf(database, filing);
  const { terms } = await dutyTermsStore(database).inForce(duty.campaignId, nowMs);
  const earlier = await database
    .selectFrom('excuse')
    .select('debateId')
    .where('obligationId', '=', obligationId)
    .execute();
  const endsAtMs = await endOf(database, { ...duty, debateId: wanted.debateId });
  const ofDuty = { wanted, endsAtMs, earlier: earlier.map(({ debateId }) => debateId), terms };
  const { ground, level } = admitFiling(ofDuty, nowMs);
  const { id } = await database
    .insertInto('excuse')
    .values({
      ...{ obligationId, debateId: wanted.debateId, ground, words: wanted.words, level },
      ...{ termsVersion: terms.version, filedAtMs: nowMs, filedBy: accountId },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { dueAtMs, zone } = duty;
  const params = { dueAtMs, documentUntilAtMs: nowMs + terms.excuseDocumentMs, zone };
  const notice = { accountId, kind: 'excuse-received' as const, params, key: `excuse:${id}`, atMs: nowMs };
  await noticeStore(database).put(notice);
  return id;
}

/** The duty is locked: of two filings at once the second sees the first. */
async function dutyOf(database: Database, { accountId, obligationId }: ExcuseFiling) {
  const duty = await database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .innerJoin('area', 'area.id', 'obligation.areaId')
    .select([
      'obligation.candidacyId',
      'obligation.stageId',
      'obligation.dueAtMs',
      'obligation.status',
      'candidacy.campaignId',
      'area.zone',
    ])
    .where('obligation.id', '=', obligationId)
    .where('candidacy.accountId', '=', accountId)
    .forUpdate('obligation')
    .executeTakeFirst();
  if (duty === undefined) throw new Refusal('not-found', obligationId);
  if (duty.status === 'fulfilled' || duty.status === 'waived')
    throw new Refusal('excuse-closed', duty.status);
  return duty;
}

/** The planned end of a debate of this stage in which the candidacy has a place. */
async function endOf(
  database: Database,
  { candidacyId, stageId, debateId }: { candidacyId: string; stageId: string; debateId: string },
): Promise<number> {
  const debate = await database
    .selectFrom('slot')
    .innerJoin('debate', 'debate.id', 'slot.debateId')
    .select(['debate.plannedStartMs', 'debate.plannedMs'])
    .where('slot.candidacyId', '=', candidacyId)
    .where('debate.id', '=', debateId)
    .where('debate.stageId', '=', stageId)
    .executeTakeFirst();
  if (debate === undefined) throw new Refusal('not-in-lineup', debateId);
  return debate.plannedStartMs + debate.plannedMs;
}
