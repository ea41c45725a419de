import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExcuseFile, ListPreview, PublishedList } from '../../server/protocol/duties.ts';
import type { Candidate, OrganiserDesk } from '../../server/protocol/http.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { bring } from '../faults/judgement-calls.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const members = ['Aizhan', 'Berik', 'Dana'].map((name) => ({
  key: name.toLowerCase(),
  name: `${name} (fictional)`,
  email: `${name.toLowerCase()}@example.invalid`,
  roles: ['committee' as const],
}));

const withThreeMembers = (seed: Seed): Seed => ({
  ...seed,
  people: [...seed.people, ...members],
  candidacies: seed.candidacies.map((candidacy) => ({ ...candidacy, offices: ['majilis'] })),
  stages: [
    ...seed.stages,
    {
      ...{ key: 'conference', kind: 'local-conference', opensInMs: 200_000, closesInMs: 400_000 },
      names: { kk: 'Конференция', ru: 'Конференция', en: 'Conference' },
    },
  ],
});

describe('duties over HTTP', () => {
  let hub: TestHub;
  let committee: string[];
  let candidates: string[];
  let organiser: string;

  beforeAll(async () => {
    hub = await openTestHub(withThreeMembers);
    const { id } = await hub.stores.campaigns.currentCampaign();
    const seated = await hub.stores.roles.accountsWith(id, 'committee');
    committee = await Promise.all(seated.slice(0, 3).map(({ accountId }) => hub.signInFresh(accountId)));
    candidates = await Promise.all(hub.candidates.map(({ accountId }) => hub.signIn(accountId)));
    organiser = await hub.signInFresh(await hub.accountOf('organiser'));
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  async function ask<Answer>(path: string, cookie: string, body?: unknown) {
    const response = await fetch(`${hub.url}/api/${path}`, {
      headers: { 'content-type': 'application/json', origin: hub.url, cookie },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer & { code?: string };
  }

  const dutyOf = async (index: number) => {
    const { candidacies } = await ask<{ candidacies: Candidate[] }>('candidate', candidates[index] as string);
    return candidacies[0]?.duties[0] ?? expect.fail();
  };
  const excusesSeen = async (member: number) =>
    (await ask<{ excuses: ExcuseFile[] }>('committee/excuses', committee[member] as string)).excuses;
  const fileFor = async (index: number, ground = 'own-illness') => {
    const { id } = await dutyOf(index);
    const body = { debateId: hub.debateId, ground, words: 'A fever since the morning.' };
    return ask<{ excuseId: string }>(`candidate/duties/${id}/excuses`, candidates[index] as string, body);
  };
  const vote = (excuseId: string, member: number, isGranted: boolean) =>
    ask(`committee/excuses/${excuseId}/votes`, committee[member] as string, {
      isGranted,
      reason: 'So it is.',
    });

  it('7.3 an excuse goes from the candidate over the paper to two members, and the duty shows where it is', async () => {
    const { excuseId } = await fileFor(0);
    expect((await dutyOf(0)).excuses).toMatchObject([{ id: excuseId, status: 'filed', level: 'local' }]);
    expect(await vote(excuseId, 0, true)).toMatchObject({ code: 'excuse-closed' });
    const attachmentId = await bring(hub.url, candidates[0] as string);
    const documents = `candidate/excuses/${excuseId}/documents`;
    expect(await ask(documents, candidates[0] as string, { attachmentId })).toEqual({});
    expect(await vote(excuseId, 0, true)).toEqual({});
    expect(await vote(excuseId, 0, true)).toMatchObject({ code: 'already-voted' });
    const [file] = await excusesSeen(0);
    expect(file).toMatchObject({ mayVote: false, votes: { granting: 1, refusing: 0, needed: 2 } });
    expect((await excusesSeen(1))[0]).toMatchObject({ mayVote: true });
    expect(await vote(excuseId, 1, true)).toEqual({});
    expect((await dutyOf(0)).excuses).toMatchObject([{ status: 'granted', reason: 'So it is.' }]);
  });

  it('7.3 what is no ground, another’s duty and another’s paper are refused', async () => {
    expect(await fileFor(1, 'campaign-event')).toMatchObject({ code: 'not-a-ground' });
    const { id } = await dutyOf(1);
    const body = { debateId: hub.debateId, ground: 'family', words: 'Because.' };
    expect(await ask(`candidate/duties/${id}/excuses`, candidates[2] as string, body)).toMatchObject({
      code: 'not-found',
    });
    const { excuseId } = await fileFor(1);
    const foreign = await bring(hub.url, candidates[2] as string);
    for (const [cookie, attachmentId] of [
      [candidates[1], foreign],
      [candidates[2], foreign],
    ]) {
      const said = await ask(`candidate/excuses/${excuseId}/documents`, cookie as string, { attachmentId });
      expect(said).toMatchObject({ code: 'not-found' });
    }
  });

  it('SIGN-3 nobody decides an excuse or publishes a list in a session that did not prove itself again', async () => {
    const { id } = await hub.stores.campaigns.currentCampaign();
    const [member] = await hub.stores.roles.accountsWith(id, 'committee');
    const stale = await hub.signIn(member?.accountId as string);
    const { excuseId } = await fileFor(2, 'our-fault');
    const body = { isGranted: true, reason: 'So.' };
    expect(await ask(`committee/excuses/${excuseId}/votes`, stale, body)).toMatchObject({
      code: 'sign-in-again',
    });
    const list = { ...(await conference()), ratings: [] };
    const unproved = await hub.signIn(await hub.accountOf('organiser'));
    expect(await ask('organiser/lists', unproved, list)).toMatchObject({ code: 'sign-in-again' });
  });

  it('7.3 only the central committee waives, with two voices, and the reason is published with the duty', async () => {
    const { id: campaignId } = await hub.stores.campaigns.currentCampaign();
    const { areas } = await ask<OrganiserDesk>('organiser/desk', organiser);
    const [local] = await hub.stores.roles.accountsWith(campaignId, 'committee');
    const seat = { accountId: local?.accountId, level: 'local', areaId: areas[0]?.id };
    expect(await ask('organiser/committee-seats', organiser, seat)).toEqual({});
    const { id } = await dutyOf(3);
    const waive = (member: number) =>
      ask(`committee/duties/${id}/waivers`, committee[member] as string, { reason: 'No hall was left.' });
    expect(await waive(0)).toMatchObject({ code: 'not-central' });
    expect(await waive(1)).toEqual({});
    expect(await waive(1)).toMatchObject({ code: 'already-voted' });
    expect(await waive(2)).toEqual({});
    const groups = await hub.stores.obligations.toSettle(campaignId);
    expect(groups.flatMap(({ duties }) => duties).find((duty) => duty.id === id)?.waivers).toBe(2);
  });

  async function conference() {
    const { stages, areas, candidacies } = await ask<OrganiserDesk>('organiser/desk', organiser);
    const stageId = stages.find(({ names }) => names.en === 'Conference')?.id;
    const ratings = candidacies.map(({ id }, index) => ({ candidacyId: id, votes: 100 - index }));
    const seats = [{ office: 'majilis', seats: 1 }];
    return { stageId, areaId: areas[0]?.id, seats, ratings, closesAtMs: Date.now() + 60_000 };
  }

  it('O-8, O-9 the preview of CSV and of JSON are one and store nothing; publishing makes the duties', async () => {
    const list = await conference();
    const csv = [
      'candidacyId,votes',
      ...list.ratings.map(({ candidacyId, votes }) => `${candidacyId},${votes}`),
    ];
    const preview = await ask<ListPreview>('organiser/lists/preview', organiser, list);
    expect(await ask('organiser/lists/preview', organiser, { ...list, ratings: csv.join('\n') })).toEqual(
      preview,
    );
    expect(preview.entrants).toHaveLength(2);
    expect(preview.duties.map(({ rule }) => rule)).toEqual(['O-4', 'O-4']);
    const published = async () => (await ask<{ lists: PublishedList[] }>('lists', '')).lists;
    expect(await published()).toHaveLength(1);
    expect(await ask('organiser/lists', organiser, list)).toMatchObject({ listId: expect.any(String) });
    expect((await published()).at(-1)?.entrants).toMatchObject(preview.entrants);
    const owing = preview.entrants.map(({ candidacyId }) => candidacyId).sort();
    const { id } = await hub.stores.campaigns.currentCampaign();
    const stageId = list.stageId;
    const groups = await hub.stores.obligations.toSettle(id);
    const entered = groups.filter((group) => group.stageId === stageId).map(({ candidacyId }) => candidacyId);
    expect(entered.sort()).toEqual(owing);
  });

  it('O-8 who enters alone has a hearing, and nobody else stands in a debate alone', async () => {
    const { ratings, stageId, ...list } = await conference();
    const [sole, another] = ratings;
    const desk = await ask<OrganiserDesk>('organiser/desk', organiser);
    const planned = {
      ...{ stageId, areaId: list.areaId, formatId: desk.formats[0]?.id },
      ...{ plannedStartMs: Date.now() + 600_000, moderatorIds: [desk.moderators[0]?.accountId] },
      title: { kk: 'Тыңдау', ru: 'Слушание', en: 'Hearing' },
    };
    const debateOf = (candidacyId?: string) =>
      ask<{ debateId: string }>('organiser/debates', organiser, { ...planned, candidacyIds: [candidacyId] });
    expect(await debateOf(sole?.candidacyId)).toMatchObject({ code: 'bad-input' });
    const alone = { ...list, stageId, ratings: [sole] };
    const preview = await ask<ListPreview>('organiser/lists/preview', organiser, alone);
    expect(preview.hearings).toEqual(['majilis']);
    await ask('organiser/lists', organiser, alone);
    expect(await debateOf(another?.candidacyId)).toMatchObject({ code: 'bad-input' });
    const { debateId } = await debateOf(sole?.candidacyId);
    const { lineup } = await hub.stores.debates.homeRecord(debateId);
    expect(lineup.map(({ candidacyId }) => candidacyId)).toEqual([sole?.candidacyId]);
  });

  it.each([
    ['without seats', (list: object) => ({ ...list, seats: [] }), 'bad-input'],
    ['with a CSV line that cannot be read', (list: object) => ({ ...list, ratings: 'a,b' }), 'bad-input'],
    ['with an unknown key', (list: object) => ({ ...list, force: true }), 'bad-input'],
  ])('EDGE-1 a conference list %s is refused', async (_, change, code) => {
    const list = change(await conference());
    expect(await ask('organiser/lists/preview', organiser, list)).toMatchObject({ code });
  });
});
