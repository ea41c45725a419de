import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAccount, type Given, layDebate, startMs } from './laid-campaign.ts';

export function calendarContract(given: Given): void {
  it('an area has the debates held in it, an unknown one is refused', async () => {
    const { calendars, debates } = given().stores;
    const { home } = await layDebate(given());
    const { area } = await debates.card(home.debateId);
    const found = await calendars.ofArea(area.id);
    expect(found.names).toEqual(area.names);
    expect(found.debates).toMatchObject([{ card: { id: home.debateId }, sequence: 0, isOwed: false }]);
    await expect(calendars.ofArea(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('the region above an area has the area’s debates too', async () => {
    const { stores, pool } = given();
    const { campaignId, home } = await layDebate(given());
    const { area } = await stores.debates.card(home.debateId);
    const above = await pool.query<{ id: string }>(
      `insert into area (campaign_id, kind, names, zone) select campaign_id, kind, names, zone from area
       where id = $1 returning id`,
      [area.id],
    );
    const region = above.rows[0]?.id as string;
    await pool.query('update area set parent_id = $1 where id = $2', [region, area.id]);
    expect((await stores.calendars.ofArea(region)).debates.map(({ card }) => card.id)).toEqual([
      home.debateId,
    ]);
    expect(campaignId).toBe(home.campaignId);
  });

  it('a feed has what its owner stands in and moderates; another address replaces it', async () => {
    const { calendars } = given().stores;
    const { home } = await layDebate(given());
    const [candidateId = ''] = Object.keys(home.slotOfAccount);
    const stranger = await createAccount(given(), 'Somebody else (fictional)');
    const [feed, moderators, strangers] = await Promise.all(
      [candidateId, home.moderatorIds[0] as string, stranger].map((id) => calendars.feedOf(id, startMs)),
    );
    const shown = [{ card: { id: home.debateId }, isOwed: true }];
    expect(await calendars.ofFeed(feed as string)).toMatchObject(shown);
    expect(await calendars.ofFeed(moderators as string)).toMatchObject(shown);
    expect(await calendars.ofFeed(strangers as string)).toEqual([]);
    expect(await calendars.feedOf(candidateId, startMs)).toBe(feed);
    const renewed = await calendars.renewFeed(candidateId, startMs);
    expect(await calendars.ofFeed(renewed)).toMatchObject(shown);
    await expect(calendars.ofFeed(feed as string)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('D-3 whoever was removed is reminded of nothing', async () => {
    const { stores, pool } = given();
    const { home } = await layDebate(given());
    const [accountId = ''] = Object.keys(home.slotOfAccount);
    await pool.query("update candidacy set status = 'removed' where account_id = $1", [accountId]);
    const feed = await stores.calendars.feedOf(accountId, startMs);
    expect(await stores.calendars.ofFeed(feed)).toMatchObject([{ isOwed: false }]);
  });

  it('CAL-1 a debate’s revision rises with each change that a calendar shows, and with no other', async () => {
    const { stores, pool } = given();
    const { home } = await layDebate(given());
    const { area } = await stores.debates.card(home.debateId);
    const after = async (change: string) => {
      await pool.query(`update debate set ${change} where id = $1`, [home.debateId]);
      const [shown] = (await stores.calendars.ofArea(area.id)).debates;
      return shown?.sequence;
    };
    expect(await after("status = 'live', started_at_ms = 1")).toBe(0);
    expect(await after('planned_start_ms = planned_start_ms + 60000')).toBe(1);
    expect(await after('planned_start_ms = planned_start_ms')).toBe(1);
    expect(await after(`title = jsonb_set(title, '{en}', '"Another"')`)).toBe(2);
    expect(await after("status = 'cancelled'")).toBe(3);
    expect(await after("status = 'cancelled'")).toBe(3);
  });
}
