import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../server/protocol/words.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { type Campaign, openCampaign } from './campaign.ts';

const narrow = 360;
const wide = 1280;
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

/** In each language on a phone by day, and at a desk by night. */
async function looksRightEverywhere(person: Person): Promise<void> {
  for (const language of ['kk', 'ru', 'en'] as const) {
    await person.page.locator(`.languages [lang="${language}"]`).click();
    await person.page.locator(`html[lang="${language}"]`).waitFor();
    await looksRight(person, language);
  }
  await person.page.setViewportSize({ width: wide, height: 800 });
  await person.page.emulateMedia({ colorScheme: 'dark' });
  await looksRight(person, 'en');
  expect(person.troubles).toEqual([]);
}

async function looksRight({ page }: Person, language: Language): Promise<void> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  const seen = await page.evaluate(`({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    isTitled: document.title.trim() !== '',
    tooWideBy: document.documentElement.scrollWidth - innerWidth,
  })`);
  expect(seen).toEqual({ language, headings: 1, isTitled: true, tooWideBy: 0 });
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
