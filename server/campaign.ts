import { readFile } from 'node:fs/promises';
import { openAuthentication } from './accounts/authentication.ts';
import { openClock } from './platform/clock.ts';
import { openDatabase, openSetupPool } from './platform/database.ts';
import { openLog } from './platform/log.ts';
import type { Role } from './protocol/words.ts';
import { migrateToLatest } from './store/migrate.ts';
import { seedCampaign } from './store/seed.ts';
import { Seed } from './store/seed-shape.ts';
import { openStores } from './store/stores.ts';
import type { Tables } from './store/tables.ts';

export type SignInLink = { role: Role; name: string; link: string };

export type CampaignOptions = {
  databaseUrl: string;
  secret: string;
  publicUrl: string;
  campaignFile: string;
};

const linkLivesMs = 24 * 60 * 60_000;
/** Whoever has an account of their own; viewers need none. */
const peopleRoles = [
  'organiser',
  'moderator',
  'candidate',
  'committee',
  'observer',
] as const satisfies readonly Role[];

/**
 * Brings the database's tables up to date and, when it is empty, lays the campaign that the file describes. Returns
 * one fresh sign-in link per role of a fictional campaign; a real one gets its links from its organisers.
 */
export async function prepareCampaign(options: CampaignOptions): Promise<SignInLink[]> {
  const { databaseUrl, secret, publicUrl, campaignFile } = options;
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
    const campaign = await stores.campaigns.currentCampaign();
    if (!campaign.isFictional) return [];
    const links: SignInLink[] = [];
    for (const role of peopleRoles) {
      const [account] = await stores.roles.accountsWith(campaign.id, role);
      if (account === undefined) continue;
      const { token } = await authentication.invite(account.accountId, linkLivesMs);
      links.push({ role, name: account.name, link: `${publicUrl}/enter#${token}` });
    }
    return links;
  } finally {
    await pool.end();
  }
}
