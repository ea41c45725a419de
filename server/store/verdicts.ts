import type { Outcome } from '../protocol/campaign.ts';
import type { Verdict } from '../protocol/http.ts';
import { type OpenMatter, openMatters } from './open-matters.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type ProposedVerdict = Omit<Verdict, 'id' | 'name' | 'status'> & {
  ruleSetId: string;
  /** Whether the candidate was connected and never heard. */
  isSilent?: boolean;
};
type OutcomeTally = Partial<Record<Outcome, number>>;

export type VerdictStore = {
  /**
   * Stores what was computed from one reading of a debate's evidence. Saying it again changes nothing; a longer
   * chain supersedes what was proposed from a shorter one, and a shorter one that comes late is not stored. What
   * people have confirmed only people change (JUDGE-3).
   */
  propose(verdicts: readonly ProposedVerdict[]): Promise<void>;
  /** Those that hold now, in the order of the lineup. */
  forDebate(debateId: string): Promise<Verdict[]>;
  /** By debate, how often each outcome holds. */
  tallies(campaignId: string): Promise<Map<string, OutcomeTally>>;
  /** What may still be changed, or a breach stands on; up to so many, of the newest debates first. */
  openMatters(campaignId: string, most: number): Promise<OpenMatter[]>;
};

export function verdictStore(database: Database): VerdictStore {
  return {
    propose: (verdicts) =>
      inTransaction(database, async (within) => {
        await takeTurns(within, verdicts);
        for (const verdict of verdicts) await proposeOne(within, verdict);
      }),
    forDebate: (debateId) => standing(database).where('verdict.debateId', '=', debateId).execute(),
    tallies: (campaignId) => tallies(database, campaignId),
    openMatters: (campaignId, most) => openMatters(database, campaignId, most),
  };
}

// Two jobs for one debate would otherwise not see each other's rows.
async function takeTurns(database: Database, verdicts: readonly ProposedVerdict[]): Promise<void> {
  const debateIds = [...new Set(verdicts.map(({ debateId }) => debateId))].sort();
  if (debateIds.length === 0) return;
  await database
    .selectFrom('debate')
    .select('id')
    .where('id', 'in', debateIds)
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function proposeOne(database: Database, verdict: ProposedVerdict): Promise<void> {
  const holding = await database
    .selectFrom('verdict')
    .select(['id', 'status', 'origin', 'evidenceSequence', 'evidenceHash', 'ruleSetId'])
    .where('slotId', '=', verdict.slotId)
    .where('status', '!=', 'superseded')
    .executeTakeFirst();
  if (holding !== undefined) {
    if (holding.status !== 'proposed' || isNoNews(verdict, holding)) return;
    await supersede(database, holding.id);
  }
  await database
    .insertInto('verdict')
    .values({
      ...verdict,
      status: 'proposed',
      supersedes: holding?.id ?? null,
      reasons: JSON.stringify(verdict.reasons),
    })
    .execute();
}

type Reading = Pick<ProposedVerdict, 'evidenceSequence' | 'evidenceHash' | 'ruleSetId'>;

function isNoNews(proposed: Reading, held: Reading): boolean {
  const isSame = proposed.evidenceHash === held.evidenceHash && proposed.ruleSetId === held.ruleSetId;
  return isSame || proposed.evidenceSequence < held.evidenceSequence;
}

/** It stays as it was, and holds no longer. */
export async function supersede(database: Database, verdictId: string): Promise<void> {
  await database.updateTable('verdict').set({ status: 'superseded' }).where('id', '=', verdictId).execute();
}

function standing(database: Database) {
  return database
    .selectFrom('verdict')
    .innerJoin('slot', 'slot.id', 'verdict.slotId')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .select([
      'verdict.id',
      'verdict.debateId',
      'verdict.slotId',
      'candidacy.name',
      'verdict.outcome',
      'verdict.status',
      'verdict.reasons',
      'verdict.presentMs',
      'verdict.countableMs',
      'verdict.arrivedAtMs',
      'verdict.ruleVersion',
      'verdict.evidenceSequence',
      'verdict.evidenceHash',
      'verdict.computedAtMs',
    ])
    .where('verdict.status', '!=', 'superseded')
    .orderBy('slot.position')
    .orderBy('verdict.evidenceSequence');
}

async function tallies(database: Database, campaignId: string): Promise<Map<string, OutcomeTally>> {
  const rows = await database
    .selectFrom('verdict')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .select(({ fn }) => ['verdict.debateId', 'verdict.outcome', fn.countAll<number>().as('slots')])
    .where('debate.campaignId', '=', campaignId)
    .where('verdict.status', '!=', 'superseded')
    .groupBy(['verdict.debateId', 'verdict.outcome'])
    .execute();
  const byDebate = new Map<string, OutcomeTally>();
  for (const { debateId, outcome, slots } of rows) {
    byDebate.set(debateId, { ...byDebate.get(debateId), [outcome]: slots });
  }
  return byDebate;
}
