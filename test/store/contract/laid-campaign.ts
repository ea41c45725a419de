import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { HomeRecord } from '../../../server/store/debates.ts';
import { seedCampaign } from '../../../server/store/seed.ts';
import { Seed } from '../../../server/store/seed-shape.ts';
import type { StoresUnderTest } from '../../support/stores.ts';

export type Given = () => StoresUnderTest;

export const startMs = Date.UTC(2030, 0, 1);

export async function readSeed(name: 'first' | 'demo'): Promise<Seed> {
  const file = new URL(`../../../server/embedded/campaigns/${name}.json`, import.meta.url);
  return Seed.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** An account as the sign-in library would store it; these tests need only that it is there. */
export async function createAccount({ pool }: StoresUnderTest, name: string): Promise<string> {
  const id = randomUUID();
  await pool.query(
    'insert into auth_user ("id", "name", "email", "emailVerified") values ($1, $2, $3, false)',
    [id, name, `${id}@example.invalid`],
  );
  return id;
}

export async function layCampaign(under: StoresUnderTest, seed: Seed, nowMs = startMs): Promise<string> {
  return await seedCampaign({
    stores: under.stores,
    seed,
    createAccount: ({ name }) => createAccount(under, name),
    nowMs,
  });
}

/** The demonstration's campaign, once more and for one test alone, with its one debate. */
export async function layDebate(under: StoresUnderTest): Promise<{ campaignId: string; home: HomeRecord }> {
  const campaignId = await layCampaign(under, await readSeed('demo'));
  const [card] = await under.stores.debates.list(campaignId);
  if (card === undefined) throw new Error('the seed has no debate');
  return { campaignId, home: await under.stores.debates.homeRecord(card.id) };
}
