import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DebateCard, DebateDetail } from '../../../server/protocol/http.ts';
import { createAccount, type Given, layDebate, startMs } from './laid-campaign.ts';

export function debateContract(given: Given): void {
  it('a debate is published with its lineup in the order drawn and its rules and format stamped', async () => {
    const { stores } = given();
    const { home } = await layDebate(given());
    expect(home.status).toBe('published');
    expect(home.lineup.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(Object.values(home.slotOfAccount).sort()).toEqual(home.lineup.map(({ id }) => id).sort());
    expect(home.plannedStartMs).toBe(startMs + 20_000);
    expect(home.plannedMs).toBe(4 * 8000 + 40_000 + 4 * 6000);
    expect(home.ruleSet).toMatchObject({ lateAfterMs: 10_000, validFromMs: startMs });
    const card = DebateCard.parse(await stores.debates.card(home.debateId));
    expect(card.speakers).toEqual(home.lineup.map(({ name }) => name));
    const detail = DebateDetail.parse(await stores.debates.detail(home.debateId));
    expect(detail).toMatchObject({ ...card, lineup: home.lineup, verdicts: [], reach: null });
  });

  it('an unknown debate is refused', async () => {
    const { debates } = given().stores;
    for (const read of [debates.card, debates.detail, debates.homeRecord]) {
      await expect(read(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('a moderator finds the debates they moderate, and no other', async () => {
    const { stores } = given();
    const [mine, other] = [await layDebate(given()), await layDebate(given())];
    const found = await stores.debates.forModerator(mine.home.moderatorIds[0] as string);
    expect(found.map(({ id }) => id)).toEqual([mine.home.debateId]);
    expect(other.home.moderatorIds).not.toEqual(mine.home.moderatorIds);
  });

  it('a debate moves on only along its way, and remembers when', async () => {
    const { debates } = given().stores;
    const { home } = await layDebate(given());
    const { debateId } = home;
    expect(await debates.setStatus(debateId, 'final')).toBe(false);
    expect(await debates.setStatus(debateId, 'live', { startedAtMs: startMs })).toBe(true);
    expect(await debates.setStatus(debateId, 'live', { startedAtMs: startMs + 1 })).toBe(false);
    expect(await debates.withStatus(['lobby', 'live'])).toContain(debateId);
    expect(await debates.setStatus(debateId, 'ended', { endedAtMs: startMs + 9 })).toBe(true);
    const { startedAtMs, endedAtMs, status } = await debates.homeRecord(debateId);
    expect({ startedAtMs, endedAtMs, status }).toEqual({
      startedAtMs: startMs,
      endedAtMs: startMs + 9,
      status: 'ended',
    });
    expect(await debates.withStatus(['lobby', 'live'])).not.toContain(debateId);
    expect((await debates.endedWithoutVerdicts()).map((key) => key.debateId)).toContain(debateId);
    expect((await debates.endedWithoutReach()).map((key) => key.debateId)).toContain(debateId);
  });

  it('a debate has four moderators at most, however many are appointed at once, and each once', async () => {
    const under = given();
    const { debates, roles } = under.stores;
    const { campaignId, home } = await layDebate(under);
    const { debateId, moderatorIds } = home;
    const others = await Promise.all(
      ['Ana', 'Bek', 'Dana', 'Ermek', 'Zere'].map((name) => createAccount(under, name)),
    );
    for (const accountId of others) await roles.grant(accountId, campaignId, 'moderator');
    expect(await debates.appoint(debateId, moderatorIds[0] as string)).toBe(false);
    const all = await Promise.allSettled(others.map((accountId) => debates.appoint(debateId, accountId)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(4 - moderatorIds.length);
    for (const each of all)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'limit-reached' });
    const now = await debates.homeRecord(debateId);
    expect(now.moderatorIds).toHaveLength(4);
    expect(await debates.appoint(debateId, now.moderatorIds.at(-1) as string)).toBe(false);
  });

  it.each(['ended', 'final', 'cancelled', 'failed'] as const)(
    'nobody is appointed once it is %s',
    async (status) => {
      const under = given();
      const { stores, pool } = under;
      const { campaignId, home } = await layDebate(under);
      const { debateId } = home;
      const other = await createAccount(under, 'Another moderator');
      await stores.roles.grant(other, campaignId, 'moderator');
      await pool.query('update debate set status = $2 where id = $1', [debateId, status]);
      await expect(stores.debates.appoint(debateId, other)).rejects.toMatchObject({ code: 'debate-over' });
      expect((await stores.debates.homeRecord(debateId)).moderatorIds).toEqual(home.moderatorIds);
    },
  );

  it('only a moderator of its campaign is appointed, and only to a debate that is there', async () => {
    const under = given();
    const { debates } = under.stores;
    const [mine, other] = [await layDebate(under), await layDebate(under)];
    const { debateId } = mine.home;
    const strangers = [
      other.home.moderatorIds[0] as string,
      Object.keys(mine.home.slotOfAccount)[0] as string,
    ];
    for (const accountId of strangers)
      await expect(debates.appoint(debateId, accountId)).rejects.toMatchObject({ code: 'bad-input' });
    const nowhere = debates.appoint(randomUUID(), mine.home.moderatorIds[0] as string);
    await expect(nowhere).rejects.toMatchObject({ code: 'not-found' });
  });

  it('JOIN-3 a debate with strangers in it is refused whole', async () => {
    const under = given();
    const { stores } = under;
    const { campaignId, home } = await layDebate(under);
    const foreign = await layDebate(under);
    const desk = await stores.campaigns.organiserDesk(campaignId);
    const candidacyIds = desk.candidacies.map(({ id }) => id);
    const asked = {
      campaignId,
      title: home.title,
      areaId: desk.areas[0]?.id as string,
      stageId: desk.stages[0]?.id as string,
      formatId: desk.formats[0]?.id as string,
      plannedStartMs: startMs,
      candidacyIds,
      moderatorIds: home.moderatorIds,
      order: candidacyIds,
      drawSeed: 'seed',
      createdBy: home.moderatorIds[0] as string,
      nowMs: startMs,
    };
    const stranger = await createAccount(under, 'Nobody of this campaign');
    const foreigners = foreign.home.lineup.map(({ candidacyId }) => candidacyId);
    const twice = [candidacyIds[0] as string, candidacyIds[0] as string];
    const refused = [
      { ...asked, moderatorIds: [stranger] },
      { ...asked, candidacyIds: foreigners, order: foreigners },
      { ...asked, candidacyIds: twice, order: twice },
      { ...asked, areaId: randomUUID() },
      { ...asked, stageId: randomUUID() },
      { ...asked, formatId: randomUUID() },
      { ...asked, plannedStartMs: startMs - 1 },
    ];
    for (const drawn of refused) {
      await expect(stores.debates.create(drawn)).rejects.toMatchObject({ name: 'Refusal' });
    }
    expect(await stores.debates.list(campaignId)).toHaveLength(1);
    await stores.debates.create(asked);
    expect(await stores.debates.list(campaignId)).toHaveLength(2);
  });

  it('the last sign of life of a home is the newest one', async () => {
    const { heartbeats } = given().stores;
    const { home } = await layDebate(given());
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await heartbeats.last(home.debateId)).toBeNull();
    await heartbeats.beat(home.debateId, first, startMs);
    await heartbeats.beat(home.debateId, second, startMs + 5000);
    expect(await heartbeats.last(home.debateId)).toEqual({ bootId: second, atMs: startMs + 5000 });
  });
}
