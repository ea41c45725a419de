import { randomBytes } from 'node:crypto';
import { sha256 } from '../platform/hash.ts';
import { drawOrder } from '../rules/draw.ts';
import { stagesBefore } from '../rules/lists.ts';
import { idOf, type LaidCampaign } from './campaign-plan.ts';
import type { Seed } from './seed-shape.ts';
import type { Stores } from './stores.ts';

export type Seeding = {
  stores: Stores;
  seed: Seed;
  /** Gives an account's id; the same address again gives the same account. */
  createAccount(person: { name: string; email: string }): Promise<string>;
  nowMs: number;
};

type Laid = Seeding & { campaign: LaidCampaign; accounts: Map<string, string> };

/** Lays a seed's campaign with its people, duties and published debates, all or nothing; resolves to its id. */
export async function seedCampaign(seeding: Seeding): Promise<string> {
  const accounts = new Map<string, string>();
  for (const { key, name, email } of seeding.seed.people) {
    accounts.set(key, await seeding.createAccount({ name, email }));
  }
  return seeding.stores.together(async (stores) => {
    const campaign = await stores.campaigns.create(planOf(seeding));
    await stores.wordLists.lay(campaign.campaignId, seeding.seed.wordLists);
    const laid = { ...seeding, stores, campaign, accounts };
    await grantRoles(laid);
    const { obligationRows: rows, dutyTerms } = seeding.seed;
    const terms = { ...dutyTerms, validFromMs: seeding.nowMs };
    await stores.dutyTerms.lay(campaign.campaignId, { rows, terms });
    const candidacies = await registerCandidacies(laid);
    await publishRegistered(laid);
    for (const debate of seeding.seed.debates) await publish(debate, candidacies, laid);
    return campaign.campaignId;
  });
}

function planOf({ seed, nowMs }: Seeding) {
  const { names, isFictional, areas, offices, formats, stages } = seed;
  return {
    names,
    isFictional,
    areas,
    offices,
    formats,
    createdAtMs: nowMs,
    ruleSet: { ...seed.ruleSet, validFromMs: nowMs },
    stages: stages.map(({ opensInMs, closesInMs, ...stage }) => ({
      ...stage,
      opensAtMs: nowMs + opensInMs,
      closesAtMs: nowMs + closesInMs,
    })),
  };
}

async function grantRoles({ stores, seed, campaign, accounts }: Laid): Promise<void> {
  for (const { key, roles } of seed.people) {
    for (const role of roles) await stores.roles.grant(idOf(accounts, key), campaign.campaignId, role);
  }
}

async function registerCandidacies(laid: Laid): Promise<Map<string, string>> {
  const { stores, seed, campaign, accounts } = laid;
  const ids = new Map<string, string>();
  for (const candidacy of seed.candidacies) {
    const { person, area, status, offices } = candidacy;
    const id = await stores.candidacies.register({
      campaignId: campaign.campaignId,
      areaId: idOf(campaign.areas, area),
      accountId: idOf(accounts, person),
      name: named(seed.people, person).name,
      status,
      offices,
    });
    ids.set(person, id);
  }
  return ids;
}

/** O-9: the seed is the publication of the registered lists, one for each area where somebody stands. */
async function publishRegistered({ stores, seed, campaign, nowMs }: Laid): Promise<void> {
  const areas = new Set(seed.candidacies.map(({ area }) => idOf(campaign.areas, area)));
  for (const { key, kind, closesInMs } of seed.stages) {
    if (stagesBefore(kind, seed.obligationRows).length > 0) continue;
    const stageId = idOf(campaign.stages, key);
    const list = { campaignId: campaign.campaignId, stageId, seats: [], ratings: [], publishedBy: null };
    for (const areaId of areas) {
      await stores.lists.publish({ ...list, areaId, atMs: nowMs, closesAtMs: nowMs + closesInMs });
    }
  }
}

async function publish(
  debate: Seed['debates'][number],
  candidacies: Map<string, string>,
  { stores, seed, campaign, accounts, nowMs }: Laid,
): Promise<void> {
  const organiser = seed.people.find(({ roles }) => roles.includes('organiser'));
  if (organiser === undefined) throw new Error('the seed has debates and nobody who organises them');
  const candidacyIds = debate.candidates.map((key) => idOf(candidacies, key));
  const drawSeed = randomBytes(16).toString('hex');
  await stores.debates.create({
    campaignId: campaign.campaignId,
    title: debate.title,
    areaId: idOf(campaign.areas, debate.area),
    stageId: idOf(campaign.stages, debate.stage),
    formatId: idOf(campaign.formats, debate.format),
    plannedStartMs: nowMs + debate.startsInMs,
    candidacyIds,
    moderatorIds: debate.moderators.map((key) => idOf(accounts, key)),
    order: drawOrder(candidacyIds, drawSeed, sha256),
    drawSeed,
    createdBy: idOf(accounts, organiser.key),
    nowMs,
  });
}

function named<Part extends { key: string }>(parts: readonly Part[], key: string): Part {
  const found = parts.find((part) => part.key === key);
  if (found === undefined) throw new Error(`the seed names "${key}", which it does not contain`);
  return found;
}
