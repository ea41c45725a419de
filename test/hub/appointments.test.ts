import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

describe('one more moderator for a debate', () => {
  let hub: TestHub;
  let organiserId: string;
  let organiser: string;
  let others: string[];

  beforeAll(async () => {
    const named = ['Turgai', 'Tekes', 'Tentek', 'Talas'];
    hub = await openTestHub((seed) => {
      const added = named.map((name) => ({
        ...{ key: name.toLowerCase(), name: `Moderator ${name} (fictional)` },
        ...{ email: `${name.toLowerCase()}@example.invalid`, roles: ['moderator' as const] },
      }));
      return { ...seed, people: [...seed.people, ...added] };
    });
    organiserId = await hub.accountOf('organiser');
    organiser = await hub.signIn(organiserId);
    const { id } = await hub.stores.campaigns.currentCampaign();
    const all = await hub.stores.roles.accountsWith(id, 'moderator');
    others = all.map(({ accountId }) => accountId).filter((accountId) => accountId !== hub.moderatorId);
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  async function appoint(accountId: string | undefined): Promise<{ code?: string }> {
    const response = await fetch(`${hub.url}/api/organiser/debates/${hub.debateId}/moderators`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url, cookie: organiser },
      body: JSON.stringify({ accountId }),
    });
    return (await response.json()) as { code?: string };
  }

  async function acts(): Promise<unknown[]> {
    const pool = openPool(hub.ground.databaseUrl, openLog('silent'), 1);
    try {
      const query = 'select account_id, action, detail from act where subject = $1 order by at_ms';
      return (await pool.query(query, [hub.debateId])).rows.filter(
        ({ action }) => action === 'debate.appoint',
      );
    } finally {
      await pool.end();
    }
  }

  it('is on record with who appointed whom, once for each who was appointed', async () => {
    for (const accountId of [others[0], others[0], others[1], others[2]])
      expect(await appoint(accountId)).toEqual({});
    expect(await appoint(others[3])).toMatchObject({ code: 'limit-reached' });
    expect(await appoint(hub.candidates[0]?.accountId)).toMatchObject({ code: 'bad-input' });
    expect(await acts()).toEqual(
      others.slice(0, 3).map((accountId) => ({
        ...{ account_id: organiserId, action: 'debate.appoint', detail: { accountId } },
      })),
    );
  });
});
