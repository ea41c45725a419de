import { readFile } from 'node:fs/promises';
import { type Authentication, openAuthentication } from './accounts/authentication.ts';
import { openClock } from './platform/clock.ts';
import { openDatabase, openSetupPool } from './platform/database.ts';
import { openLog } from './platform/log.ts';
import type { Role } from './protocol/words.ts';
import { migrateToLatest } from './store/migrate.ts';
import { seedCampaign } from './store/seed.ts';
import { Seed } from './store/seed-shape.ts';
import { openStores, type Stores } from './store/stores.ts';
import type { Tables } from './store/tables.ts';

export type SignInLink = { role: Role; name: string; link: string };

export type CampaignOptions = {
  databaseUrl: string;
  secret: string;
  publicUrl: string;
  campaignFile: string;
  invited: Invited;
};

/** Who gets a link. A real campaign's people get theirs only where the operator asks for them. */
type Invited = { roles: readonly Role[]; mostPerRole: number; isForRealCampaigns: boolean };

/** To look at a fictional campaign from every side; viewers need no account. */
export const oneOfEach: Invited = {
  roles: ['organiser', 'moderator', 'candidate', 'committee', 'observer'],
  mostPerRole: 1,
  isForRealCampaigns: false,
};

/** Those whom nobody inside the hub may invite; they in turn invite moderators and candidates. */
export const officers: Invited = {
  roles: ['organiser', 'committee', 'observer'],
  mostPerRole: Number.POSITIVE_INFINITY,
  isForRealCampaigns: true,
};

const linkLivesMs = 24 * 60 * 60_000;

/**
 * Brings the database's tables up to date and, when it is empty, lays the campaign that the file describes. Returns
 * fresh sign-in links for those invited.
 */
export async function prepareCampaign(options: CampaignOptions): Promise<SignInLink[]> {
  const { databaseUrl, secret, publicUrl, campaignFile, invited } = options;
  const pool = await openSetupPool(databaseUrl, openLog('warn'));
  try {
    const database = openDatabase<Tables>(pool);
    await migrateToLatest(database);
    const stores = openStores(database);
    const clock = openClock();
    const authentication = openAuthentication({ pool, secret, baseUrl: publicUrl, clock });
    if (await stores.campaigns.isEmpty()) {
      const seed = Seed.parse(JSON.parse(await readFile(campaignFile, 'utf8')));
      await seedCampaign({ stores, seed, createAccount: authentication.createAccount, nowMs: clock.now() });
    }
    return await linksFor(invited, { stores, authentication, publicUrl });
  } finally {
    await pool.end();
  }
}

type Inviting = { stores: Stores; authentication: Authentication; publicUrl: string };

async function linksFor(
  invited: Invited,
  { stores, authentication, publicUrl }: Inviting,
): Promise<SignInLink[]> {
  const campaign = await stores.campaigns.currentCampaign();
  if (!campaign.isFictional && !invited.isForRealCampaigns) return [];
  const links: SignInLink[] = [];
  for (const role of invited.roles) {
    const accounts = await stores.roles.accountsWith(campaign.id, role);
    for (const { accountId, name } of accounts.slice(0, invited.mostPerRole)) {
      const { token } = await authentication.invite(accountId, linkLivesMs);
      links.push({ role, name, link: `${publicUrl}/enter#${token}` });
    }
  }
  return links;
}
