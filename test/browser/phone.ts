import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Person } from '../support/browser.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const shots = process.env.SHOTS;

export const narrow = 360;

/** Holds that a page is right for screen readers and fits a phone. */
export async function fits(person: Person, name: string): Promise<void> {
  await shoot(person, name);
  const found = await new AxeBuilder({ page: person.page }).withTags(wcag).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await person.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(narrow);
}

/** For people who look: where SHOTS names a folder, a picture of the page is put there. */
export async function shoot(person: Person, name: string): Promise<void> {
  if (shots) await person.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** Runs in a page: counts the frames of the screen on which no video had anything to show. */
export const countDarkness = `
  window.darkness = 0;
  requestAnimationFrame(function look() {
    const drawn = [...document.querySelectorAll('.picture video:not([data-waiting])')];
    if (!drawn.some((video) => video.readyState >= 2 && video.videoWidth > 0)) darkness += 1;
    requestAnimationFrame(look);
  });
`;
