import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { NewExcuse } from '../../../server/protocol/duties.ts';
import { reminderDue } from '../../../server/rules/reminders.ts';
import type { ListToPublish } from '../../../server/store/lists.ts';
import type { Stores } from '../../../server/store/stores.ts';
import type { StoresUnderTest } from '../../support/stores.ts';
import { createAccount, type Given, layDebate, startMs } from './laid-campaign.ts';

const hourMs = 3_600_000;
const names = (en: string) => ({ kk: en, ru: en, en });

type Region = {
  campaignId: string;
  stages: Record<'unit' | 'local' | 'regional', string>;
  areas: Record<'oblast' | 'district', string>;
};

/** An oblast with one district, three stages, and nobody who stands yet. */
async function layRegion({ stores }: StoresUnderTest): Promise<Region> {
  const kinds = { unit: 'unit-debate', local: 'local-conference', regional: 'regional-conference' };
  const laid = await stores.campaigns.create({
    names: names('Primaries'),
    isFictional: true,
    createdAtMs: startMs,
    ruleSet: {
      ...{ version: 1, validFromMs: 0, lateAfterMs: 1, bridgeMs: 1, sharePercent: 75, openingTurnMinMs: 1 },
      ...{ voidOutagePercent: 50, minimumSpeakers: 2, witnessesNeeded: 2, silenceMs: 1 },
    },
    areas: [
      { key: 'oblast', parentKey: null, kind: 'oblast', names: names('Oblast'), zone: 'Asia/Aqtobe' },
      {
        key: 'district',
        parentKey: 'oblast',
        kind: 'district',
        names: names('District'),
        zone: 'Asia/Aqtobe',
      },
    ],
    stages: Object.entries(kinds).map(([key, kind], index) => ({
      ...{ key, kind, names: names(key) },
      ...{ opensAtMs: startMs + index * hourMs, closesAtMs: startMs + (index + 1) * hourMs },
    })),
    offices: [],
    formats: [],
  });
  const idOf = (ids: ReadonlyMap<string, string>, key: string) => ids.get(key) as string;
  return {
    campaignId: laid.campaignId,
    areas: { oblast: idOf(laid.areas, 'oblast'), district: idOf(laid.areas, 'district') },
    stages: {
      unit: idOf(laid.stages, 'unit'),
      local: idOf(laid.stages, 'local'),
      regional: idOf(laid.stages, 'regional'),
    },
  };
}

export function dutyContract(given: Given): void {
  async function stand(region: Region, offices: string[], status: 'registered' | 'withdrawn' = 'registered') {
    const accountId = await createAccount(given(), 'Somebody');
    const areaId = region.areas.district;
    const { campaignId } = region;
    return given().stores.candidacies.register({
      ...{ campaignId, areaId, accountId, name: 'Somebody', status, offices },
    });
  }

  const listOf = (region: Region, changes: Partial<ListToPublish>): ListToPublish => ({
    ...{ campaignId: region.campaignId, stageId: region.stages.unit, areaId: region.areas.district },
    ...{ seats: [], ratings: [], atMs: startMs, closesAtMs: startMs + hourMs, publishedBy: null, ...changes },
  });

  const owed = async ({ campaignId }: Region, { obligations }: Stores = given().stores) =>
    (await obligations.toSettle(campaignId)).map(({ candidacyId, stageId, duties }) => [
      ...[candidacyId, stageId, duties.length],
    ]);

  const conference = (region: Region, ratings: [string, number][]) =>
    listOf(region, {
      ...{ stageId: region.stages.local, seats: [{ office: 'majilis', seats: 1 }] },
      ratings: ratings.map(([candidacyId, votes]) => ({ candidacyId, votes })),
    });

  it('O-9 nothing is owed before the list is published; the preview stores nothing', async () => {
    const { stores } = given();
    const region = await layRegion(given());
    const [one, gone] = [await stand(region, ['majilis']), await stand(region, ['majilis'], 'withdrawn')];
    expect(await owed(region)).toEqual([]);
    const preview = await stores.lists.preview(listOf(region, {}));
    expect(preview.entrants.map(({ candidacyId }) => candidacyId)).toEqual([one]);
    expect(preview.duties).toMatchObject([{ candidacyId: one, rule: 'O-1', debates: 1 }]);
    expect(await owed(region)).toEqual([]);
    await stores.lists.publish(listOf(region, {}));
    expect(await owed(region)).toEqual([[one, region.stages.unit, 1]]);
    expect((await stores.lists.ofCampaign(region.campaignId))[0]?.entrants).toHaveLength(1);
    expect(gone).not.toBe(one);
  });

  it('O-3, O-6 a person from a district of an oblast goes from list to list, each making its duty once', async () => {
    const { stores } = given();
    const region = await layRegion(given());
    const one = await stand(region, ['majilis', 'regional-maslikhat']);
    const rating: [string, number][] = [[one, 9]];
    await expect(stores.lists.publish(conference(region, rating))).rejects.toMatchObject({
      code: 'not-on-earlier-list',
    });
    await stores.lists.publish(listOf(region, {}));
    await stores.lists.publish(conference(region, rating));
    const regional = { ...conference(region, rating), stageId: region.stages.regional };
    await stores.lists.publish({ ...regional, areaId: region.areas.oblast });
    await stores.lists.publish({ ...regional, areaId: region.areas.oblast });
    const { unit, local, regional: last } = region.stages;
    expect(await owed(region)).toEqual([unit, local, last].map((stageId) => [one, stageId, 1]));
    const rows = await given()
      .database.selectFrom('obligation')
      .select(['rule', 'areaId'])
      .where('candidacyId', '=', one)
      .orderBy('dueAtMs')
      .execute();
    expect(rows.map(({ rule }) => rule)).toEqual(['O-1', 'O-3-district', 'O-3-region']);
    expect(rows.at(-1)?.areaId).toBe(region.areas.oblast);
  });

  it('O-8 until the list closes the next by rating enters where somebody left, and afterwards nobody', async () => {
    const { stores, database } = given();
    const region = await layRegion(given());
    const people = [];
    for (let n = 0; n < 4; n += 1) people.push(await stand(region, ['majilis']));
    const [first, , third, fourth] = people as [string, string, string, string];
    await stores.lists.publish(listOf(region, {}));
    const ratings = people.map((id, index): [string, number] => [id, 100 - index]);
    await stores.lists.publish(conference(region, ratings));
    const leave = (id: string) =>
      database.updateTable('candidacy').set({ status: 'withdrawn' }).where('id', '=', id).execute();
    const fill = (afterMs: number) => stores.lists.fillVacancies(region.campaignId, startMs + afterMs);
    expect(await fill(1)).toBe(0);
    await leave(first);
    expect(await fill(2)).toBe(1);
    expect(await fill(3)).toBe(0);
    const atConference = (await owed(region)).filter(([, stageId]) => stageId === region.stages.local);
    expect(atConference.map(([id]) => id)).toContain(third);
    await leave(third);
    expect(await fill(hourMs)).toBe(0);
    expect((await owed(region)).filter(([id]) => id === fourth)).toEqual([[fourth, region.stages.unit, 1]]);
  });

  it('O-1n the rows of a campaign are data: two debates owed where its rows say so, from their date on', async () => {
    const { stores } = given();
    const region = await layRegion(given());
    const one = await stand(region, ['majilis']);
    const { rows, terms } = await stores.dutyTerms.inForce(region.campaignId, startMs);
    const twice = rows.map((row) => (row.rule === 'O-1' ? { ...row, debates: 2 } : row));
    const later = { ...terms, version: 2, validFromMs: startMs + 10 };
    await stores.dutyTerms.lay(region.campaignId, { rows: twice, terms: later });
    expect((await stores.dutyTerms.inForce(region.campaignId, startMs + 9)).terms.version).toBe(1);
    await stores.lists.publish(listOf(region, { atMs: startMs + 10 }));
    expect(await owed(region)).toEqual([[one, region.stages.unit, 2]]);
  });

  async function excusable() {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    const [group] = await stores.obligations.toSettle(campaignId);
    const [duty] = group?.duties ?? [];
    const slot = home.lineup.find(({ candidacyId }) => candidacyId === group?.candidacyId);
    const accountId = Object.entries(home.slotOfAccount).find(([, id]) => id === slot?.id)?.[0] as string;
    const wanted: NewExcuse = { debateId: home.debateId, ground: 'own-illness', words: 'A fever.' };
    const filing = { accountId, obligationId: duty?.id as string, wanted, nowMs: home.plannedStartMs };
    return { campaignId, home, filing, candidacyId: group?.candidacyId };
  }

  const noticesOf = (accountId: string) =>
    given()
      .database.selectFrom('notice')
      .select(['kind'])
      .where('accountId', '=', accountId)
      .orderBy('createdAtMs')
      .execute()
      .then((rows) => rows.map(({ kind }) => kind));

  it('7.3 an excuse is filed once, stands with the duty, and keeps it from being breached', async () => {
    const { stores } = given();
    const { campaignId, filing, candidacyId } = await excusable();
    await expect(stores.excuses.file({ ...filing, accountId: randomUUID() })).rejects.toMatchObject({
      code: 'not-found',
    });
    const twice = await Promise.allSettled([stores.excuses.file(filing), stores.excuses.file(filing)]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'already-filed' },
    });
    const groups = await stores.obligations.toSettle(campaignId);
    const own = groups.find((group) => group.candidacyId === candidacyId);
    expect(own?.debates[0]?.excuse).toEqual({ status: 'filed', isOurSide: false });
    expect(await noticesOf(filing.accountId)).toEqual(['excuse-received']);
  });

  it('7.3 what happens to an excuse is written one after the other, also when it happens at once', async () => {
    const { stores } = given();
    const { filing } = await excusable();
    const excuseId = await stores.excuses.file(filing);
    const { nowMs: atMs, accountId } = filing;
    const attachmentId = randomUUID();
    const document = { atMs, accountId, act: { kind: 'documented' as const, attachmentId } };
    await stores.excuses.append(excuseId, document);
    await stores.excuses.append(excuseId, document);
    const members = [await createAccount(given(), 'One'), await createAccount(given(), 'Two')];
    const vote = { kind: 'voted' as const, isGranted: true, reason: 'So it is.' };
    await Promise.all(
      members.map((id) => stores.excuses.append(excuseId, { atMs, accountId: id, act: vote })),
    );
    const { status, card, events } = await stores.excuses.read(excuseId);
    expect({ status, documents: card.documents }).toEqual({ status: 'granted', documents: [attachmentId] });
    expect(events).toHaveLength(3);
    expect(await noticesOf(accountId)).toEqual(['excuse-received', 'excuse-granted']);
    const [another] = members as [string];
    await expect(
      stores.excuses.append(excuseId, { atMs, accountId: another, act: vote }),
    ).rejects.toMatchObject({ code: 'excuse-closed' });
  });

  it('7.3 a waiver takes as many words as there are members who say it, each once', async () => {
    const { stores } = given();
    const { campaignId, filing } = await excusable();
    const accountId = await createAccount(given(), 'Centre');
    const { obligationId } = filing;
    const word = { obligationId, accountId, atMs: startMs, reason: 'No hall was left.' };
    await stores.waivers.say(word);
    await expect(stores.waivers.say(word)).rejects.toMatchObject({ code: 'already-voted' });
    const duties = (await stores.obligations.toSettle(campaignId)).flatMap((group) => group.duties);
    expect(duties.find(({ id }) => id === obligationId)?.waivers).toBe(1);
  });

  it('EVID-3 what was published, said or decided about duties is never changed', async () => {
    const { database } = given();
    const { filing } = await excusable();
    await given().stores.excuses.file(filing);
    for (const table of ['excuse', 'listEntry', 'publishedList', 'dutyTerms'] as const) {
      await expect(database.deleteFrom(table).execute()).rejects.toThrow('append-only');
    }
  });

  it('D-3 a reminder is put to a person once, however many ask at once, and to nobody who left', async () => {
    const { stores, database } = given();
    const { campaignId, home } = await layDebate(given());
    const [leaver] = home.lineup;
    await database
      .updateTable('candidacy')
      .set({ status: 'removed' })
      .where('id', '=', leaver?.candidacyId as string)
      .execute();
    const nowMs = home.plannedStartMs - hourMs / 2;
    const [slot, ...others] = await stores.reminders.upcoming(campaignId, { nowMs, withinMs: hourMs });
    if (slot === undefined) throw new Error('nobody is to be reminded');
    expect(others).toHaveLength(2);
    const reminder = reminderDue({ ...slot, remindersMs: [hourMs, 2 * hourMs] }, nowMs) ?? expect.fail();
    const sent = await Promise.all([1, 2, 3].map(() => stores.reminders.send(slot, reminder, nowMs)));
    expect(sent.filter(Boolean)).toHaveLength(1);
    expect(await noticesOf(slot.accountId)).toEqual(['debate-reminder']);
    const [again] = await stores.reminders.upcoming(campaignId, { nowMs, withinMs: hourMs });
    expect(again?.said.toSorted((one, other) => one - other)).toEqual([hourMs, 2 * hourMs]);
  });
}
