import type { z } from 'zod';
import type { RuleSet } from '../protocol/campaign.ts';
import type { Area, Campaign, OrganiserDesk } from '../protocol/http.ts';
import { Refusal } from '../protocol/refusals.ts';
import { type CampaignPlan, type LaidCampaign, layCampaign } from './campaign-plan.ts';
import { formatStore } from './formats.ts';
import { roleStore } from './roles.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

export type CampaignStore = {
  isEmpty(): Promise<boolean>;
  /** The newest campaign; `not-found` while there is none. */
  currentCampaign(): Promise<z.infer<typeof Campaign>>;
  /** Null while there is none. */
  currentCampaignId(): Promise<string | null>;
  areas(campaignId: string): Promise<z.infer<typeof Area>[]>;
  organiserDesk(campaignId: string): Promise<z.infer<typeof OrganiserDesk>>;
  create(plan: CampaignPlan): Promise<LaidCampaign>;
};

export function campaignStore(database: Database): CampaignStore {
  return {
    isEmpty: async () =>
      (await database.selectFrom('campaign').select('id').limit(1).executeTakeFirst()) === undefined,
    currentCampaign: () => currentCampaign(database),
    currentCampaignId: async () => (await newestCampaign(database))?.id ?? null,
    areas: (campaignId) => areasOf(database, campaignId),
    organiserDesk: (campaignId) => organiserDesk(database, campaignId),
    create: (plan) => inTransaction(database, (within) => layCampaign(within, plan)),
  };
}

async function currentCampaign(database: Database): Promise<z.infer<typeof Campaign>> {
  const campaign = await newestCampaign(database);
  if (campaign === undefined) throw new Refusal('not-found', 'no campaign');
  return campaign;
}

function newestCampaign(database: Database) {
  return database
    .selectFrom('campaign')
    .select(['id', 'names', 'isFictional'])
    .orderBy('createdAtMs', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function organiserDesk(database: Database, campaignId: string): Promise<z.infer<typeof OrganiserDesk>> {
  const [areas, stages, formats, candidacies, moderators, ruleSet] = await Promise.all([
    areasOf(database, campaignId),
    stagesOf(database, campaignId),
    formatStore(database).list(campaignId),
    candidaciesOf(database, campaignId),
    roleStore(database).accountsWith(campaignId, 'moderator'),
    newestRules(database, campaignId),
  ]);
  return { areas, stages, formats, candidacies, moderators, ruleSet };
}

const areasOf = (database: Database, campaignId: string) =>
  database
    .selectFrom('area')
    .select(['id', 'names', 'zone'])
    .where('campaignId', '=', campaignId)
    .orderBy('id')
    .execute();

const stagesOf = (database: Database, campaignId: string) =>
  database
    .selectFrom('campaignStage')
    .select(['id', 'names', 'opensAtMs', 'closesAtMs'])
    .where('campaignId', '=', campaignId)
    .orderBy('position')
    .execute();

const candidaciesOf = (database: Database, campaignId: string) =>
  database
    .selectFrom('candidacy')
    .select(['id', 'name', 'areaId', 'status', 'accountId'])
    .where('campaignId', '=', campaignId)
    .orderBy('name')
    .execute();

async function newestRules(database: Database, campaignId: string): Promise<RuleSet> {
  const { rules } = await database
    .selectFrom('ruleSet')
    .select('rules')
    .where('campaignId', '=', campaignId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'no rules'));
  return rules;
}
