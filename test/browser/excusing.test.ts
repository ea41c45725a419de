import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { looksRightEverywhere } from './looks.ts';
import { narrow, shoot } from './phone.ts';

const opened = new AsyncDisposableStack();
let hub: TestHub;
let candidate: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub());
  const cookie = await hub.signIn(hub.candidates[0]?.accountId as string);
  candidate = opened.use(await Person.open(browser, { url: hub.url, cookie, width: narrow }));
}, 120_000);

afterAll(() => opened.disposeAsync());

describe('a candidate and what they owe', { timeout: 120_000 }, () => {
  it('O-9 the duty says what is owed, since when, by when, and what would fulfil it', async () => {
    await candidate.goTo('/candidate');
    const sentences = candidate.page.locator('.duty-sentences li');
    await sentences.first().waitFor();
    const said = await sentences.allTextContents();
    expect(said).toHaveLength(5);
    const parts = [
      'Rule O-1',
      'when the list that names you',
      'is to be fulfilled by',
      'would fulfil it',
      'Nothing is asked',
    ];
    for (const [index, part] of parts.entries()) expect(said[index]).toContain(part);
  });

  it('7.3 an excuse is filed from the keyboard and shows what it waits for and until when', async () => {
    const { page } = candidate;
    await page.getByRole('button', { name: 'File an excuse' }).focus();
    await page.keyboard.press('Enter');
    const form = page.locator('.duty-excuse form');
    await form.getByRole('button', { name: 'Ground' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Own illness' }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await form.getByRole('textbox').fill('A fever since the morning.');
    await shoot(candidate, 'excusing');
    await looksRightEverywhere(candidate);
    await page.setViewportSize({ width: narrow, height: 800 });
    await form.getByRole('button', { name: 'File the excuse' }).focus();
    await page.keyboard.press('Enter');
    const own = page.locator('.own-excuse');
    await own.waitFor();
    expect(await own.textContent()).toContain('Own illness or an isolation order');
    expect(await own.textContent()).toContain('filed, document awaited');
    expect(await page.getByRole('button', { name: 'File an excuse' }).count()).toBe(0);
  });

  it('7.3 with its paper it is being decided, and the page says what happens without a decision', async () => {
    const { page } = candidate;
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach a document' }).click();
    const letter = {
      name: 'letter.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n%%EOF\n'),
    };
    await (await chooser).setFiles([letter]);
    await page.getByText('being decided').first().waitFor();
    const own = await page.locator('.own-excuse').textContent();
    for (const part of ['The committee decides by', 'excused for now', 'Documents: 1'])
      expect(own).toContain(part);
    await shoot(candidate, 'excused');
    await looksRightEverywhere(candidate);
  });
});
