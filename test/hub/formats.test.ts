import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import type { Format, Phase } from '../../server/protocol/campaign.ts';
import type { OrganiserDesk } from '../../server/protocol/http.ts';
import { formatLengthMs } from '../../server/rules/formats.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const minuteMs = 60_000;
const names = { kk: 'Сынақ', ru: 'Проба', en: 'Trial' };

const whole: Format = {
  names,
  phases: [
    { kind: 'opening', turnMs: 2 * minuteMs, unused: 'kept' },
    { kind: 'open', turnMs: minuteMs, totalMs: 10 * minuteMs, budgetMs: 4 * minuteMs },
  ],
  warningsMs: [60_000, 20_000],
  interjectionMs: 20_000,
  lossWaitMs: 45_000,
  isOverrunRepaid: true,
};

describe('the formats of a campaign', () => {
  let hub: TestHub;
  let organiser: string;

  beforeAll(async () => {
    hub = await openTestHub();
    organiser = await hub.signIn(await hub.accountOf('organiser'));
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const ask = async (path: string, cookie: string, body?: unknown) => {
    const response = await fetch(`${hub.url}/api/organiser/${path}`, {
      headers: { 'content-type': 'application/json', origin: hub.url, cookie },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await response.json()) as { code?: string; formatId?: string; debateId?: string };
  };
  const desk = async () => (await ask('desk', organiser)) as unknown as OrganiserDesk;
  const formatOf = (...phases: Phase[]) => ({ names, phases });

  it('JOIN-3 only an organiser stores one', async () => {
    const before = (await desk()).formats;
    const others = [hub.moderatorId, hub.candidates[0]?.accountId as string, await hub.accountOf('observer')];
    for (const accountId of others) {
      expect(await ask('formats', await hub.signIn(accountId), whole)).toMatchObject({ code: 'not-allowed' });
    }
    expect(await ask('formats', '', whole)).toMatchObject({ code: 'not-signed-in' });
    expect((await desk()).formats).toEqual(before);
  });

  it('a stored one is on the desk with all its fields, and who stored it is recorded', async () => {
    const { formatId } = await ask('formats', organiser, whole);
    expect((await desk()).formats.at(-1)).toEqual({ id: formatId, ...whole });
    const pool = openPool(hub.ground.databaseUrl, openLog('silent'));
    const { rows } = await pool.query('select action, account_id from act where subject = $1', [formatId]);
    await pool.end();
    expect(rows).toEqual([{ action: 'format.create', account_id: await hub.accountOf('organiser') }]);
  });

  it('a debate can be made of it, and has a copy of it', async () => {
    const { formatId } = await ask('formats', organiser, whole);
    const { areas, stages, candidacies, moderators } = await desk();
    const candidacyIds = candidacies.map(({ id }) => id).slice(0, 3);
    const { debateId } = await ask('debates', organiser, {
      ...{ title: names, areaId: areas[0]?.id, stageId: stages[0]?.id, formatId, candidacyIds },
      ...{ plannedStartMs: Date.UTC(2040, 0, 1), moderatorIds: [moderators[0]?.accountId] },
    });
    const detail = await hub.stores.debates.detail(debateId as string);
    expect(detail.format).toEqual(whole);
    expect(detail.plannedMs).toBe(formatLengthMs(whole, 3));
  });

  it.each([
    ['without a name in every language', { ...whole, names: { ...names, kk: ' ' } }],
    ['without any part', { ...whole, phases: [] }],
    ['with a turn of no time', formatOf({ kind: 'opening', turnMs: 0 })],
    ['with a part of an unknown kind', { ...whole, phases: [{ kind: 'duel', turnMs: minuteMs }] }],
    ['over eight hours for twelve', formatOf({ kind: 'opening', turnMs: 41 * minuteMs })],
    [
      'over eight hours for eleven, though not for twelve',
      formatOf(
        { kind: 'opening', turnMs: 32 * minuteMs },
        { kind: 'each-asks-each', questionMs: minuteMs, answerMs: 5 * minuteMs, totalMs: 143 * minuteMs },
      ),
    ],
    [
      'with a turn longer than its part',
      formatOf({ kind: 'open', turnMs: 3 * minuteMs, totalMs: 2 * minuteMs }),
    ],
    [
      'with a turn longer than anybody’s budget',
      formatOf({ kind: 'rebuttal', turnMs: 3 * minuteMs, budgetMs: 2 * minuteMs }),
    ],
    ['with its warnings in the wrong order', { ...whole, warningsMs: [10_000, 30_000] }],
    ['with what the contract does not know', { ...whole, colour: 'green' }],
  ])('EDGE-1 one %s is refused', async (_, body) => {
    const before = (await desk()).formats.length;
    expect(await ask('formats', organiser, body)).toMatchObject({ code: 'bad-input' });
    expect((await desk()).formats).toHaveLength(before);
  });
});
