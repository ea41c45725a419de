import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { fileOf, linesOf, partsOf, receiptOf } from '../verify/bundle-maker.ts';
import { heldDebate } from '../verify/held-debate.ts';
import { Signer } from '../verify/signer.ts';
import { looksRightEverywhere } from './looks.ts';

const narrow = 360;
const opened = new AsyncDisposableStack();
let browser: Browser;
let hub: TestHub;

beforeAll(async () => {
  browser = opened.adopt(await openBrowser(), (each) => each.close());
  hub = opened.use(await openTestHub());
}, 120_000);
afterAll(() => opened.disposeAsync());

const signers = [new Signer(), new Signer()] as const;
const log = heldDebate();
const lines = linesOf(partsOf(log, signers, 4));
const joined = log.find(({ kind }) => kind === 'member.joined') as (typeof log)[number];
const receipt = receiptOf(signers[1], joined, 'joined');

const visit = () => Person.open(browser, { url: hub.url, language: 'en', width: narrow });

async function choose({ page }: Person, button: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name: 'debate.jsonl', mimeType: 'text/plain', buffer: Buffer.from(text) });
}

describe('the page on which anybody checks the evidence, in their own browser', { timeout: 120_000 }, () => {
  it('says what a sound file proves, with the key and the receipts that the person brought', async () => {
    await using person = await visit();
    const { page } = person;
    await person.goTo('/verify');
    await page.getByText('More certainty').click();
    await page.getByLabel('First public key').fill(signers[0].publicKey);
    await choose(person, 'Choose receipts…', `${receipt}\n`);
    await choose(person, 'Check a file…', fileOf(lines));
    const said = page.getByTestId('verification');
    await said.getByText('Sound: nothing was changed').waitFor();
    const text = (await said.textContent()) ?? '';
    expect(text).toContain('Receipts about this debate, all in it1');
    expect(text).toContain('There 1 h of 1 h that count'.replaceAll(/(\d) /g, '$1\u00a0'));
    expect(text).toContain('absent');
    await looksRightEverywhere(person);
  });

  it('names the first bad entry of a file that somebody changed', async () => {
    await using person = await visit();
    await person.goTo('/verify');
    const at = lines.findIndex((line) => line.includes('turn.ended'));
    const changed = lines.with(at, (lines[at] as string).replace('50000', '60000'));
    await choose(person, 'Check a file…', fileOf(changed));
    const said = person.page.getByTestId('not-sound');
    await said.getByText('Not sound.').waitFor();
    const sequence = at - signers.length;
    await said.getByText(`First bad entry: ${sequence}. Line ${at + 1} of the file.`).waitFor();
    await said.getByText('This entry is not what it was when it was written.').waitFor();
    await looksRightEverywhere(person);
  });

  it('checks the debate of its address, or says that there is nothing to be had yet', async () => {
    await using person = await visit();
    await person.goTo(`/verify?debate=${hub.debateId}`);
    await person.page.getByRole('button', { name: 'Check this debate' }).click();
    await person.page.getByRole('alert').getByText('no such debate, or it is not over yet').waitFor();
  });
});
