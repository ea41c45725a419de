import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmed, propose } from '../faults/judgement-calls.ts';
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
  const [first, second] = hub.candidates;
  const secondId = await hub.accountOf('committee');
  const officials = { moderatorId: hub.moderatorId, secondId };
  await confirmed(hub, first?.slotId as string, { outcome: 'absent', ...officials });
  await propose(hub, second?.slotId as string, 'attended');
  const cookie = await hub.signIn(first?.accountId as string);
  candidate = opened.use(await Person.open(browser, { url: hub.url, cookie, width: narrow }));
}, 120_000);

afterAll(() => opened.disposeAsync());

describe('a candidate objects to an outcome', { timeout: 120_000 }, () => {
  it('JUDGE-10 the outcome is there with what gave it, when it is final and until when one may object', async () => {
    await candidate.goTo('/candidate');
    const outcome = candidate.page.getByTestId('own-outcome');
    await outcome.waitFor();
    expect(await outcome.count()).toBe(1);
    const words = await outcome.textContent();
    for (const part of ['absent', 'Confirmed by two officials', 'Possible until', 'Needed, and not reached'])
      expect(words).toContain(part);
  });

  it('FILE-1 a file that is none of the three kinds is refused in words, and the form stays', async () => {
    await candidate.page.getByTestId('object').click();
    await choose('notes.pdf', 'text/plain', 'no PDF at all');
    await candidate.page.getByText('Only PDF, PNG and JPEG').waitFor();
    expect(candidate.troubles.splice(0).every((trouble) => /409|attachments/.test(trouble))).toBe(true);
  });

  it('JUDGE-7 the objection is sent once, with its file, and stands on the page until it is decided', async () => {
    await candidate.page.getByTestId('objection-statement').fill('I spoke in the hall.\nSee the letter.');
    await choose('letter.pdf', 'application/pdf', '%PDF-1.7\n%%EOF\n');
    await candidate.page.getByRole('link', { name: 'letter.pdf' }).waitFor();
    await looksRightEverywhere(candidate);
    await candidate.page.setViewportSize({ width: narrow, height: 800 });
    await shoot(candidate, 'objecting');
    await candidate.page.getByTestId('objection-send').click();
    const own = candidate.page.getByTestId('own-objection');
    await own.waitFor();
    expect(await own.textContent()).toContain('See the letter.');
    await candidate.page.getByTestId('object').waitFor({ state: 'detached' });
    const download = candidate.page.waitForEvent('download');
    await own.getByRole('link', { name: 'letter.pdf' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
    await looksRightEverywhere(candidate);
  });

  async function choose(name: string, mimeType: string, content: string): Promise<void> {
    const chooser = candidate.page.waitForEvent('filechooser');
    await candidate.page.getByTestId('bring-file').click();
    await (await chooser).setFiles([{ name, mimeType, buffer: Buffer.from(content) }]);
  }
});
