import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const honest = 'Жаңа мектеп қашан ашылады?';
const rude = 'Неге бұл алаяқтар әлі де отыр?';
const hostile = '<img src=x onerror="owned()"> қашан?';

const opened = new AsyncDisposableStack();
let hub: TestHub;
let author: Person;
let neighbour: Person;
let moderator: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each) => each.close());
  hub = opened.use(await openTestHub());
  const open = async (options: Partial<Parameters<typeof Person.open>[1]>) => {
    const person = opened.use(await Person.open(browser, { url: hub.url, ...options }));
    await person.page.addInitScript('window.owned = () => { window.isOwned = true; }');
    return person;
  };
  author = await open({ width: 360, language: 'kk' });
  neighbour = await open({ width: 360, language: 'ru', scheme: 'dark' });
  moderator = await open({ cookie: await hub.signIn(hub.moderatorId), language: 'ru' });
}, 120_000);

afterAll(() => opened.disposeAsync());

const question = ({ page }: Person, text: string) => page.locator('.question', { hasText: text });

it('QUEST-5 what viewers put, the moderator lets in from the keyboard, and others vote for', {
  timeout: 180_000,
}, async () => {
  await author.goTo(`/debates/${hub.debateId}`);
  await put(author, honest);
  await put(await another(), rude);
  await put(await another(), hostile);

  await moderator.goTo(`/moderator/debates/${hub.debateId}`);
  await question(moderator, rude).locator('.mark', { hasText: 'алаяқ' }).waitFor();
  await looksRight(moderator);
  await decide();

  await neighbour.goTo(`/debates/${hub.debateId}`);
  await question(neighbour, hostile).waitFor();
  expect(await question(neighbour, rude).count()).toBe(0);
  await vote(neighbour, honest);
  await expect.poll(() => readAnew(neighbour), { timeout: 20_000 }).toEqual([honest, hostile]);
  await question(neighbour, honest).getByTestId('question-vote').and(pressed(neighbour)).waitFor();
  await looksRight(neighbour);

  await author.goTo(`/debates/${hub.debateId}`);
  await question(author, honest).getByText('2', { exact: false }).first().waitFor();
  await looksRight(author);
});

it('QUEST-1 a question is counted as the hub will count it, and nothing else can be sent', async () => {
  await neighbour.goTo(`/debates/${hub.debateId}`);
  const text = neighbour.page.getByTestId('question-text');
  const send = neighbour.page.getByTestId('question-send');
  for (const refused of ['коротко', '=+-@ \u202e\u200b   ====', 'я'.repeat(281)]) {
    await text.fill(refused);
    expect(await send.isDisabled(), refused).toBe(true);
  }
  await text.fill(`=${'я'.repeat(280)}`);
  expect(await send.isEnabled()).toBe(true);
});

/** The questions as somebody sees them who comes to the page now. */
async function readAnew(person: Person): Promise<string[]> {
  await person.goTo(`/debates/${hub.debateId}`);
  await person.page.locator('.question').first().waitFor();
  return person.page.locator('.question-text').allTextContents();
}

const pressed = ({ page }: Person) => page.locator('[aria-pressed="true"]');

/** Somebody else at the author's window: a pass that has put nothing yet. */
async function another(): Promise<Person> {
  await author.page.evaluate('localStorage.clear()');
  return author;
}

async function put({ page }: Person, text: string): Promise<void> {
  await page.getByTestId('question-text').fill(text);
  const answered = page.waitForResponse((response) => response.url().endsWith('/questions'));
  await page.getByTestId('question-send').click();
  expect((await answered).status()).toBe(200);
  await page.locator('.said[role="status"]').waitFor();
}

async function vote(person: Person, text: string): Promise<void> {
  const button = question(person, text).getByTestId('question-vote');
  await button.focus();
  await person.page.keyboard.press('Enter');
  await button.and(pressed(person)).and(person.page.locator(':focus')).waitFor();
  await question(person, text).getByText('2').waitFor();
}

/** Lets in the first, keeps out the second with a reason, lets in the third: without a mouse. */
async function decide(): Promise<void> {
  const { page } = moderator;
  const focused = page.locator('[data-testid="question-admit"]:focus');
  const atAdmit = (text: string) => page.locator('.question', { hasText: text, has: focused }).waitFor();
  await moderator.tabTo('[data-testid="question-admit"]');
  await atAdmit(honest);
  await page.keyboard.press('a');
  await atAdmit(rude);
  await page.keyboard.press('r');
  await page.locator('[role="menu"]').waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await atAdmit(hostile);
  await page.keyboard.press('a');
  await page.locator('.questions-top .question').nth(1).waitFor();
}

async function looksRight({ page, troubles }: Person): Promise<void> {
  const seen = await page.evaluate(`({
    tooWideBy: document.documentElement.scrollWidth - innerWidth,
    isOwned: window.isOwned === true,
    images: document.querySelectorAll('main .question img').length,
  })`);
  expect(seen).toEqual({ tooWideBy: 0, isOwned: false, images: 0 });
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(troubles).toEqual([]);
}
