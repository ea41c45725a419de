import { type CaseTerms, usualCaseTerms, type VotingDays } from '../protocol/case-terms.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Database } from './tables.ts';

/** What holds at this instant; the usual where the campaign has said nothing. */
export async function caseTermsAt(database: Database, campaignId: string, atMs: number): Promise<CaseTerms> {
  const found = await database
    .selectFrom('caseTerms')
    .select('terms')
    .where('campaignId', '=', campaignId)
    .where('validFromMs', '<=', atMs)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.terms ?? usualCaseTerms;
}

export async function layCaseTerms(
  database: Database,
  campaignId: string,
  laid: { version: number; validFromMs: number; terms: CaseTerms },
): Promise<void> {
  const { terms, ...row } = laid;
  await database
    .insertInto('caseTerms')
    .values({ ...row, campaignId, terms: JSON.stringify(terms) })
    .execute();
}

export async function votingDaysOf(database: Database, campaignId: string): Promise<VotingDays> {
  const found = await newest(database, campaignId);
  return found === undefined ? null : { opensAtMs: found.opensAtMs, closesAtMs: found.closesAtMs };
}

export type NewVotingDays = {
  opensAtMs: number;
  closesAtMs: number;
  saidAtMs: number;
  saidBy: string;
  reason: string;
};

/** Domain spec 7.4: voting may be made longer, never shorter, and only before it has ended. */
export async function sayVotingDays(
  database: Database,
  campaignId: string,
  days: NewVotingDays,
): Promise<void> {
  const before = await newest(database, campaignId);
  const isShorter =
    before !== undefined && before.opensAtMs <= days.saidAtMs && days.opensAtMs !== before.opensAtMs;
  if (isShorter || (before !== undefined && days.closesAtMs < before.closesAtMs))
    throw new Refusal('bad-input', 'voting is never made shorter');
  if (before !== undefined && days.saidAtMs >= before.closesAtMs) throw new Refusal('deadline-passed');
  await database
    .insertInto('votingDays')
    .values({ ...days, campaignId, version: (before?.version ?? 0) + 1 })
    .execute();
}

function newest(database: Database, campaignId: string) {
  return database
    .selectFrom('votingDays')
    .select(['version', 'opensAtMs', 'closesAtMs'])
    .where('campaignId', '=', campaignId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
