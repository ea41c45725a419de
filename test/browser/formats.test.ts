import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../server/protocol/words.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const opened = new AsyncDisposableStack();
let hub: TestHub;
let organiser: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each) => each.close());
  const file = new URL('../../server/embedded/campaigns/first.json', import.meta.url);
  const seed = Seed.parse(JSON.parse(await readFile(file, 'utf8')));
  hub = opened.use(await openTestHub(() => seed));
  const cookie = await hub.signIn(await hub.accountOf('organiser'));
  organiser = opened.use(await Person.open(browser, { url: hub.url, cookie }));
}, 120_000);

afterAll(() => opened.disposeAsync());

/** Each test goes on where the one before it stopped: together they make one format. */
describe('a format, made on its page', { timeout: 120_000 }, () => {
  it('begins as the 2020 one: 1 h 12 min for five people, two hours for twelve', async () => {
    const { page } = organiser;
    await organiser.goTo('/organiser/formats');
    await page.locator('article h3').first().waitFor();
    expect(await page.locator('article h3').allTextContents()).toEqual([
      ...['2020 primaries', 'Presidential debate', 'Town hall', 'Short debate'],
    ]);
    await page.getByRole('button', { name: 'New from this one' }).first().click();
    await reads('total', '1 h 12 min');
    await page.getByTestId('speakers').fill('12');
    await reads('total', '2 h');
    await reads('sure', '9 min');
  });

  it('shows at once what a changed figure means, and says what is wrong with one that is none', async () => {
    const opening = organiser.page.getByRole('group', { name: 'Opening' }).getByLabel('One turn');
    await opening.fill('2.00');
    await opening.blur();
    await reads('total', '1 h 48 min');
    expect(await opening.inputValue()).toBe('2:00');
    await opening.fill('2:75');
    await opening.blur();
    await organiser.page.getByText('Write minutes and seconds, such as 2:30.').waitFor();
    await organiser.page.getByText('The last complete version is shown.').waitFor();
    await opening.fill('2');
    await opening.blur();
    await organiser.page.getByText('The last complete version is shown.').waitFor({ state: 'detached' });
  });

  it('moves, adds and removes parts from the keyboard, and the focus stays with them', async () => {
    const { page } = organiser;
    const titles = () => page.locator('.part h3').allTextContents();
    const up = page.getByRole('group', { name: 'Open part' }).getByRole('button', { name: 'Up' });
    await up.focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Enter');
    expect((await titles())[0]).toBe('1 Open part');
    expect(await up.evaluate('document.activeElement.textContent')).toContain('Up');
    await page.getByRole('group', { name: 'Questions from the public' }).getByText('Remove').focus();
    await page.keyboard.press('Enter');
    await reads('total', '1 h 24 min');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Parts');
    await choose('Kind of part', 'Rebuttal');
    await page.getByTestId('add-part').click();
    expect((await titles()).map((title) => title.replace(/^\d+ /, ''))).toEqual([
      ...['Open part', 'Opening', 'Each asks each', 'Closing', 'Rebuttal'],
    ]);
    await reads('total', '2 h');
    await reads('sure', '9 min');
  });

  it('tells in words what somebody’s late arrival changes', async () => {
    const { page } = organiser;
    await page.getByTestId('speakers').fill('5');
    await choose('Who is late', 'Speaker 3');
    await page.getByTestId('late-minutes').fill('25');
    const sentences = page.getByTestId('late-effect').locator('li');
    await expect
      .poll(async () => (await sentences.allTextContents()).map(plain))
      .toEqual([
        'Opening – turns lost: 1 (2 min).',
        'Each asks each – turns given later in the same part: 6.',
        'Sure of 10 min instead of 12 min.',
        'The debate is 2 min shorter.',
      ]);
  });

  it('has the same in a table, and is good on a phone, in the dark and to a screen reader', async () => {
    const { page } = organiser;
    await page.locator('.simulation summary').click();
    await page.locator('.simulation tbody tr').first().waitFor();
    const rows = await page.locator('.simulation tbody tr').count();
    expect(rows).toBe(await page.locator('.simulation .drawing-turn').count());
    await page.setViewportSize({ width: 360, height: 800 });
    for (const language of languages) {
      await page.locator(`.languages [lang="${language}"]`).click();
      await page.locator(`html[lang="${language}"]`).waitFor();
      await looksRight();
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await looksRight();
  });

  it('is not stored while it would last over eight hours, and is when it has its names', async () => {
    const { page } = organiser;
    const store = page.getByTestId('store-format');
    for (const language of languages) await page.locator(`input[lang="${language}"]`).fill('Ours');
    const opening = page.getByRole('group', { name: 'Opening' }).getByLabel('One turn');
    await opening.fill('60:00');
    await page.getByText('With some number of speakers this would last over 8 hours.').waitFor();
    expect(await store.isDisabled()).toBe(true);
    await opening.fill('2:00');
    await store.click();
    await page.getByText('The format “Ours” is stored.').waitFor();
    expect(await page.locator('article h3').last().textContent()).toBe('Ours');
  });

  it('is chosen for a new debate, which shows what it means for its lineup', async () => {
    const { page } = organiser;
    await organiser.goTo('/organiser');
    for (const language of languages) await page.locator(`form input[lang="${language}"]`).fill('Trial');
    await choose('Format', 'Ours');
    await page.locator('form input[type="datetime-local"]').fill('2040-05-04T19:00');
    const candidates = page.locator('.ticks').first().getByRole('checkbox');
    for (const place of [0, 1, 2]) await candidates.nth(place).check();
    const totalMinutes = 12 + 3 * 2 + 9 + 3 + 9;
    await reads('total', `${totalMinutes} min`);
    await page.setViewportSize({ width: 360, height: 800 });
    await looksRight();
    await page.locator('form [type="submit"]:enabled').click();
    await page.locator('.created a').click();
    await page.getByText('question 30 s, answer 1 min').waitFor();
    const { id } = await hub.stores.campaigns.currentCampaign();
    const made = (await hub.stores.debates.list(id)).find(({ title }) => title.en === 'Trial');
    expect(made?.plannedMs).toBe(totalMinutes * 60_000);
    expect(organiser.troubles).toEqual([]);
  });
});

/** Waits until one of the big figures says this. */
async function reads(figure: 'total' | 'sure', text: string): Promise<void> {
  const shown = organiser.page.getByTestId(figure);
  await expect.poll(async () => plain((await shown.textContent()) ?? '')).toBe(text);
}

/** With ordinary spaces where a length of time is kept on one line. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

async function choose(label: string, option: string): Promise<void> {
  await organiser.page.getByRole('button', { name: label }).click();
  await organiser.page.getByRole('option', { name: option, exact: true }).click();
}

async function looksRight(): Promise<void> {
  const { page } = organiser;
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
