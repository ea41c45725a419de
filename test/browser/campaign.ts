import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { openClock } from '../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis } from '../../server/platform/redis.ts';
import type { DebateCard } from '../../server/protocol/http.ts';
import { openRecords } from '../../server/store/open-records.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import type { Tables } from '../../server/store/tables.ts';
import { openWorkers } from '../../workers/run.ts';
import { Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

/** A campaign of which one debate has been held and judged, one is live, and others are to come. */
export type Campaign = {
  hub: TestHub;
  held: DebateCard;
  live: DebateCard;
  coming: DebateCard;
  /** Whoever holds the floor of the live debate, at the page of its stage. */
  speaker: Person;
  /** The cookies of those who have a page of their own. */
  cookies: Record<'speaker' | 'candidate' | 'moderator' | 'committee' | 'observer' | 'organiser', string>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function openCampaign(browser: Browser): Promise<Campaign> {
  await using opening = new AsyncDisposableStack();
  const file = new URL('../../server/embedded/campaigns/first.json', import.meta.url);
  const seed = Seed.parse(JSON.parse(await readFile(file, 'utf8')));
  const [live, coming, held] = seed.debates;
  if (!live || !coming || !held) throw new Error('the first campaign has fewer than three debates');
  const hub = opening.use(
    await openTestHub(() => ({ ...seed, debates: [{ ...held, startsInMs: 0 }, live, coming] })),
  );
  opening.use(await openWorkersOf(hub));
  const { id } = await hub.stores.campaigns.currentCampaign();
  const cards = (await hub.stores.debates.list(id)) as [DebateCard, DebateCard, DebateCard];
  await holdOne(browser, hub);
  const parts = await beginLive(browser, hub, cards[1].id);
  opening.defer(() => parts.speaker.close());
  const opened = opening.move();
  return {
    ...{ hub, held: cards[0], live: cards[1], coming: cards[2] },
    speaker: parts.speaker,
    cookies: {
      ...parts.cookies,
      committee: await hub.signIn(await hub.accountOf('committee')),
      observer: await hub.signIn(await hub.accountOf('observer')),
      organiser: await hub.signIn(await hub.accountOf('organiser')),
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** The workers of this hub, which work out what its debates leave behind. */
export async function openWorkersOf({ ground }: TestHub): Promise<AsyncDisposable> {
  await using opening = new AsyncDisposableStack();
  const log = openLog('silent');
  const redis = await openRedis(ground.redisUrl, log);
  opening.defer(() => redis.close());
  const pool = openPool(ground.databaseUrl, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  const clock = openClock();
  const signing = await openRecords(ground, { database, clock, log });
  const workers = await openWorkers({ redis, database, clock, log, signing });
  opening.defer(() => workers.close());
  return opening.move();
}

/** A candidate goes through the device check and into the debate. */
export async function join(candidate: Person, debateId: string): Promise<void> {
  await candidate.goTo(`/candidate/debates/${debateId}`);
  await candidate.page.getByTestId('device-ready').waitFor();
  await candidate.page.getByTestId('join').click();
  await candidate.page
    .getByTestId('stage-state')
    .and(candidate.page.locator('[data-state="lobby"]'))
    .waitFor();
}

/** One debate from beginning to end: a candidate is there and speaks, the others never come. */
async function holdOne(browser: Browser, hub: TestHub): Promise<void> {
  const [first] = hub.candidates;
  if (!first) throw new Error('a debate has candidates');
  const cookie = await hub.signIn(first.accountId);
  await using candidate = await Person.open(browser, { url: hub.url, cookie });
  await join(candidate, hub.debateId);
  using moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
  await moderator.until('presence', ({ presence }) => presence.some((slot) => slot.media));
  await moderator.ask('identity.confirm', { slotId: first.slotId });
  await moderator.ask('debate.start', {});
  await moderator.ask('floor.give', { slotId: first.slotId });
  await candidate.page.locator('.heard[data-heard]').waitFor();
  await moderator.ask('debate.end', {});
}

async function beginLive(browser: Browser, hub: TestHub, debateId: string) {
  const { slotOfAccount, lineup, moderatorIds } = await hub.stores.debates.homeRecord(debateId);
  const [first, second] = lineup.map(({ id }) => id);
  const accountAt = (slotId: string | undefined) =>
    Object.keys(slotOfAccount).find((accountId) => slotOfAccount[accountId] === slotId) ?? '';
  const cookies = {
    speaker: await hub.signIn(accountAt(first)),
    candidate: await hub.signIn(accountAt(second)),
    moderator: await hub.signIn(moderatorIds[0] ?? ''),
  };
  const speaker = await Person.open(browser, {
    url: hub.url,
    cookie: cookies.speaker,
    width: 360,
    language: 'kk',
  });
  await join(speaker, debateId);
  using moderator = await Line.join({ url: hub.url, debateId }, 'moderator', cookies.moderator);
  await moderator.ask('debate.start', {});
  await moderator.ask('floor.give', { slotId: first ?? '' });
  await speaker.page.locator('.heard[data-heard]').waitFor();
  return { speaker, cookies };
}
