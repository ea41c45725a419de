import { readFile } from 'node:fs/promises';
import { openAuthentication } from '../../../server/accounts/authentication.ts';
import { openClock } from '../../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../../server/platform/database.ts';
import { openLog } from '../../../server/platform/log.ts';
import type { Format } from '../../../server/protocol/campaign.ts';
import { migrateToLatest } from '../../../server/store/migrate.ts';
import { seedCampaign } from '../../../server/store/seed.ts';
import { Seed } from '../../../server/store/seed-shape.ts';
import { openStores, type Stores } from '../../../server/store/stores.ts';
import type { Tables } from '../../../server/store/tables.ts';
import { withLineup } from '../rehearsal/campaign.ts';

export const secret = 'a secret for drills that is long enough';

/** `invitations`: the moderator's, then the candidates', in the order drawn. */
export type Laid = { debateId: string; slotIds: string[]; invitations: string[]; stores: Stores };

/** An hour of free turns that outlast any drill. */
const format: Format = {
  names: { kk: 'Жаттығу', ru: 'Учения', en: 'Drill' },
  phases: [{ kind: 'open', turnMs: 600_000, totalMs: 3_600_000 }],
};

/**
 * Lines without media: the session alone must be enough to count as present. No gap is bridged, so that a millisecond of
 * ours that is not in the evidence shows as one that a candidate lacks.
 */
const rules = { witnessesNeeded: 1, openingTurnMinMs: 0, bridgeMs: 0 };

/** A campaign in an empty database, with one debate of so many candidates. */
export async function layDrill(
  opened: AsyncDisposableStack,
  place: { databaseUrl: string; publicUrl: string; speakers: number },
): Promise<Laid> {
  const { databaseUrl, publicUrl, speakers } = place;
  const pool = openPool(databaseUrl, openLog('silent'));
  opened.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const stores = openStores(database);
  const clock = openClock();
  const authentication = openAuthentication({ pool, secret, baseUrl: publicUrl, clock });
  const file = new URL('../../../server/embedded/campaigns/demo.json', import.meta.url);
  const shipped = withLineup(Seed.parse(JSON.parse(await readFile(file, 'utf8'))), speakers, format);
  const seed = { ...shipped, ruleSet: { ...shipped.ruleSet, ...rules } };
  await seedCampaign({ stores, seed, createAccount: authentication.createAccount, nowMs: clock.now() });
  const campaign = await stores.campaigns.currentCampaign();
  const debateId = (await stores.debates.list(campaign.id))[0]?.id as string;
  const { moderatorIds, slotOfAccount, lineup } = await stores.debates.homeRecord(debateId);
  const accountOf = new Map(Object.entries(slotOfAccount).map(([accountId, slotId]) => [slotId, accountId]));
  const slotIds = lineup.map(({ id }) => id);
  const invited = [moderatorIds[0] as string, ...slotIds.map((slotId) => accountOf.get(slotId) as string)];
  const invitations: string[] = [];
  for (const accountId of invited) invitations.push((await authentication.invite(accountId)).token);
  return { debateId, slotIds, invitations, stores };
}
