import type { RuleSet } from '../protocol/campaign.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type RuleSetStore = {
  /** Every version, the oldest first. */
  list(campaignId: string): Promise<RuleSet[]>;
  /**
   * Adds the next version. Its validity begins no earlier than that of the ones before it, else `bad-input`. No debate
   * that is published already is touched.
   */
  lay(campaignId: string, rules: Omit<RuleSet, 'version'>): Promise<{ ruleSetId: string; ruleSet: RuleSet }>;
  /** The rules in force at an instant. */
  inForce(campaignId: string, atMs: number): Promise<string>;
};

export function ruleSetStore(database: Database): RuleSetStore {
  return {
    list: (campaignId) => list(database, campaignId),
    lay: (campaignId, rules) => inTransaction(database, (within) => lay(within, campaignId, rules)),
    inForce: (campaignId, atMs) => inForce(database, campaignId, atMs),
  };
}

async function list(database: Database, campaignId: string): Promise<RuleSet[]> {
  const rows = await database
    .selectFrom('ruleSet')
    .select('rules')
    .where('campaignId', '=', campaignId)
    .orderBy('version')
    .execute();
  return rows.map(({ rules }) => rules);
}

async function lay(
  database: Database,
  campaignId: string,
  rules: Omit<RuleSet, 'version'>,
): Promise<{ ruleSetId: string; ruleSet: RuleSet }> {
  // Two who lay down rules at once get two versions.
  await database.selectFrom('campaign').select('id').where('id', '=', campaignId).forUpdate().execute();
  const last = (await list(database, campaignId)).at(-1);
  const { validFromMs } = rules;
  if (last !== undefined && validFromMs < last.validFromMs) throw new Refusal('bad-input', 'validFromMs');
  const ruleSet = { ...rules, version: (last?.version ?? 0) + 1 };
  const { id: ruleSetId } = await database
    .insertInto('ruleSet')
    .values({ campaignId, version: ruleSet.version, validFromMs, rules: JSON.stringify(ruleSet) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ruleSetId, ruleSet };
}

async function inForce(database: Database, campaignId: string, atMs: number): Promise<string> {
  const { id } = await database
    .selectFrom('ruleSet')
    .select('id')
    .where('campaignId', '=', campaignId)
    .where('validFromMs', '<=', atMs)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'no rules in force'));
  return id;
}
