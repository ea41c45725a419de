import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Format } from '../../../server/protocol/campaign.ts';
import { type Given, layCampaign, readSeed } from './laid-campaign.ts';

const whole: Format = {
  names: { kk: 'Сынақ', ru: 'Проба', en: 'Trial' },
  phases: [
    { kind: 'each-asks-each', questionMs: 30_000, answerMs: 60_000, totalMs: 600_000, unused: 'kept' },
    { kind: 'open', turnMs: 60_000, totalMs: 600_000, budgetMs: 180_000 },
  ],
  warningsMs: [60_000, 15_000],
  interjectionMs: 20_000,
  lossWaitMs: 0,
  isOverrunRepaid: true,
};

export function formatContract(given: Given): void {
  it('a campaign’s formats stand in the order of its file, with all that the file says of them', async () => {
    const under = given();
    const seed = await readSeed('first');
    const campaignId = await layCampaign(under, seed);
    const stored = await under.stores.formats.list(campaignId);
    expect(stored.map(({ id: _, ...format }) => format)).toEqual(
      seed.formats.map(({ key: _, ...format }) => format),
    );
  });

  it('a format comes back as it was stored, behind those before it, in its own campaign only', async () => {
    const under = given();
    const { formats } = under.stores;
    const seed = await readSeed('demo');
    const [here, elsewhere] = [await layCampaign(under, seed), await layCampaign(under, seed)];
    const id = await formats.create(here, whole);
    expect(await formats.read(here, id)).toEqual(whole);
    expect((await formats.list(here)).at(-1)).toEqual({ id, ...whole });
    await expect(formats.read(elsewhere, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(formats.read(here, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a stored format is never changed', async () => {
    const { pool } = given();
    for (const text of ["update format set clock = '{}'", 'delete from format', 'truncate format']) {
      await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('a campaign has two hundred formats at most', async () => {
    const under = given();
    const { formats } = under.stores;
    const campaignId = await layCampaign(under, await readSeed('demo'));
    const laid = (await formats.list(campaignId)).length;
    for (let stored = laid; stored < 200; stored += 1) await formats.create(campaignId, whole);
    await expect(formats.create(campaignId, whole)).rejects.toMatchObject({ code: 'limit-reached' });
  });
}
