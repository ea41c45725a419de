import { expect, it } from 'vitest';
import { OrganiserDesk } from '../../../server/protocol/http.ts';
import { createAccount, type Given, layCampaign, readSeed, startMs } from './laid-campaign.ts';

export function campaignContract(given: Given): void {
  it('a database without a campaign says so, and refuses to name one', async () => {
    const { stores } = given();
    expect(await stores.campaigns.isEmpty()).toBe(true);
    await expect(stores.campaigns.currentCampaign()).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    { name: 'first', nowMs: startMs },
    { name: 'demo', nowMs: startMs + 1 },
  ] as const)(
    'the seed "$name" lays a campaign whole, and the newest is the current one',
    async ({ name, nowMs }) => {
      const under = given();
      const { stores } = under;
      const seed = await readSeed(name);
      const campaignId = await layCampaign(under, seed, nowMs);
      expect(await stores.campaigns.isEmpty()).toBe(false);
      expect(await stores.campaigns.currentCampaign()).toMatchObject({
        names: seed.names,
        isFictional: true,
      });
      const desk = OrganiserDesk.parse(await stores.campaigns.organiserDesk(campaignId));
      expect(desk.candidacies).toHaveLength(seed.candidacies.length);
      expect(desk.ruleSet).toMatchObject(seed.ruleSet);
      expect(await stores.debates.list(campaignId)).toHaveLength(seed.debates.length);
    },
  );

  it('a seed that names what it does not contain lays nothing at all', async () => {
    const under = given();
    const seed = await readSeed('demo');
    const broken = { ...seed, debates: seed.debates.map((debate) => ({ ...debate, format: 'unknown' })) };
    const before = await under.pool.query('select count(*) as count from campaign');
    await expect(layCampaign(under, broken)).rejects.toThrow('unknown');
    const after = await under.pool.query('select count(*) as count from campaign');
    expect(after.rows).toEqual(before.rows);
  });

  it('a role granted twice is had once, and is had in its campaign only', async () => {
    const under = given();
    const { roles } = under.stores;
    const seed = await readSeed('demo');
    const [here, elsewhere] = [await layCampaign(under, seed), await layCampaign(under, seed)];
    const accountId = await createAccount(under, 'Observer Shu (fictional)');
    await roles.grant(accountId, here, 'observer');
    await roles.grant(accountId, here, 'observer');
    expect(await roles.grantsOf(accountId)).toEqual([{ campaignId: here, role: 'observer' }]);
    const those = async (campaignId: string) =>
      (await roles.accountsWith(campaignId, 'observer')).map((account) => account.accountId);
    expect(await those(here)).toContain(accountId);
    expect(await those(elsewhere)).not.toContain(accountId);
  });

  it('acts stay as they were recorded', async () => {
    const { stores, pool } = given();
    await stores.acts.record({ atMs: 1, accountId: null, action: 'test', subject: 'x', detail: { aB: [1] } });
    const { rows } = await pool.query("select detail from act where action = 'test'");
    expect(rows).toEqual([{ detail: { aB: [1] } }]);
    for (const text of ["update act set action = 'other'", 'delete from act', 'truncate act']) {
      await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
    }
  });
}
