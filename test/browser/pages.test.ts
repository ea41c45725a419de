import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { type Campaign, openCampaign } from './campaign.ts';
import { looksRightEverywhere } from './looks.ts';

const narrow = 360;

let browser: Browser;
let campaign: Campaign;

beforeAll(async () => {
  browser = await openBrowser();
  campaign = await openCampaign(browser);
}, 180_000);

afterAll(async () => {
  await campaign?.[Symbol.asyncDispose]();
  await browser?.close();
});

type Who = keyof Campaign['cookies'] | 'public';

/** Every page: who sees it, where, and what is there once it has all it needs. */
const pages: [name: string, who: Who, path: () => string, complete: string][] = [
  ['home', 'public', () => '/', '.tile'],
  ['home of somebody signed in', 'organiser', () => '/', '.press-main'],
  ['enter', 'public', () => '/enter#an-invitation-that-is-long-enough', '.press-main'],
  ['watch, before', 'public', () => `/debates/${campaign.coming.id}`, '.lineup'],
  ['watch, live', 'public', () => `/debates/${campaign.live.id}`, '.floor-clock video, .picture video'],
  ['watch, after', 'public', () => `/debates/${campaign.held.id}`, '.after-verdicts .mark'],
  ['duties', 'speaker', () => '/candidate', '.next-debate'],
  ['device check', 'candidate', () => `/candidate/debates/${campaign.live.id}`, '.check-ready'],
  ['debates to moderate', 'moderator', () => '/moderator', '.tile'],
  ['console', 'moderator', () => `/moderator/debates/${campaign.live.id}`, '.places'],
  ['committee', 'committee', () => '/committee', '.tile'],
  ['review', 'committee', () => `/committee/debates/${campaign.held.id}`, '.reasons'],
  ['organiser', 'organiser', () => '/organiser', '.ticks'],
  ['formats', 'organiser', () => '/organiser/formats', 'h1'],
  ['debates to observe', 'observer', () => '/observer', '.tile'],
  ['a debate observed', 'observer', () => `/observer/debates/${campaign.live.id}`, '.acts'],
  ['no such page', 'public', () => '/nowhere', 'h1'],
];

describe('every page, by keyboard, screen reader and phone', () => {
  it.each(pages)(
    '%s',
    async (_, who, path, complete) => {
      const cookie = who === 'public' ? {} : { cookie: campaign.cookies[who] };
      const options = { url: campaign.hub.url, ...cookie, width: narrow, language: 'kk' as const };
      await using person = await Person.open(browser, options);
      await person.goTo(path());
      await person.page.locator(complete).first().waitFor();
      await looksRightEverywhere(person);
    },
    120_000,
  );

  it('the stage, for the candidate who has the floor', async () => {
    await looksRightEverywhere(campaign.speaker);
  }, 120_000);
});
