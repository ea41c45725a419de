import type { Format, RuleSet } from '../protocol/campaign.ts';
import type { Names } from '../protocol/words.ts';
import { formatStore } from './formats.ts';
import type { Database } from './tables.ts';

/** A whole campaign before it has ids: its parts name each other by keys that live only in the plan. */
export type CampaignPlan = {
  names: Names;
  isFictional: boolean;
  createdAtMs: number;
  ruleSet: RuleSet;
  /** A parent stands before its children. */
  areas: readonly { key: string; parentKey: string | null; kind: string; names: Names; zone: string }[];
  stages: readonly { key: string; kind: string; names: Names; opensAtMs: number; closesAtMs: number }[];
  offices: readonly { code: string; names: Names }[];
  formats: readonly (Format & { key: string })[];
};

type IdsByKey = ReadonlyMap<string, string>;
export type LaidCampaign = {
  campaignId: string;
  ruleSetId: string;
  areas: IdsByKey;
  stages: IdsByKey;
  formats: IdsByKey;
};

export function idOf(ids: IdsByKey, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the plan names "${key}", which it does not contain`);
  return id;
}

export async function layCampaign(database: Database, plan: CampaignPlan): Promise<LaidCampaign> {
  const { id: campaignId } = await database
    .insertInto('campaign')
    .values({
      names: JSON.stringify(plan.names),
      isFictional: plan.isFictional,
      createdAtMs: plan.createdAtMs,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const laying = { database, campaignId, plan };
  await layOffices(laying);
  return {
    campaignId,
    ruleSetId: await layRules(laying),
    areas: await layAreas(laying),
    stages: await layStages(laying),
    formats: await layFormats(laying),
  };
}

type Laying = { database: Database; campaignId: string; plan: CampaignPlan };

async function layRules({ database, campaignId, plan }: Laying): Promise<string> {
  const { version, validFromMs } = plan.ruleSet;
  const { id } = await database
    .insertInto('ruleSet')
    .values({ campaignId, version, validFromMs, rules: JSON.stringify(plan.ruleSet) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function layOffices({ database, campaignId, plan }: Laying): Promise<void> {
  for (const { code, names } of plan.offices) {
    await database
      .insertInto('office')
      .values({ campaignId, code, names: JSON.stringify(names) })
      .execute();
  }
}

async function layAreas({ database, campaignId, plan }: Laying): Promise<IdsByKey> {
  const ids = new Map<string, string>();
  for (const { key, parentKey, kind, names, zone } of plan.areas) {
    const parentId = parentKey === null ? null : idOf(ids, parentKey);
    const { id } = await database
      .insertInto('area')
      .values({ campaignId, parentId, kind, names: JSON.stringify(names), zone })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(key, id);
  }
  return ids;
}

async function layStages({ database, campaignId, plan }: Laying): Promise<IdsByKey> {
  const ids = new Map<string, string>();
  for (const [index, { key, names, ...stage }] of plan.stages.entries()) {
    const { id } = await database
      .insertInto('campaignStage')
      .values({ ...stage, campaignId, position: index + 1, names: JSON.stringify(names) })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(key, id);
  }
  return ids;
}

async function layFormats({ database, campaignId, plan }: Laying): Promise<IdsByKey> {
  const ids = new Map<string, string>();
  for (const { key, ...format } of plan.formats) {
    ids.set(key, await formatStore(database).create(campaignId, format));
  }
  return ids;
}
