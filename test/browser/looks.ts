import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import { type Language, languages } from '../../server/protocol/words.ts';
import type { Person } from '../support/browser.ts';

const wide = 1280;
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** As wide as the page is now in each language by day, and at a desk by night: nothing is cut off, nobody shut out. */
export async function looksRightEverywhere(person: Person): Promise<void> {
  for (const language of languages) {
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
