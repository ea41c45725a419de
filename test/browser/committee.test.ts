import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseCard } from '../../server/protocol/cases.ts';
import type { Language } from '../../server/protocol/words.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { pdfText } from '../support/pdf-text.ts';
import { type JudgedCampaign, openJudgedCampaign } from './judged-campaign.ts';
import { looksRightEverywhere } from './looks.ts';

let browser: Browser;
let campaign: JudgedCampaign;
let cookies: string[];
let breach: CaseCard;

beforeAll(async () => {
  browser = await openBrowser();
  campaign = await openJudgedCampaign();
  const { hub, members } = campaign;
  cookies = await Promise.all(members.map((accountId) => hub.signInFresh(accountId)));
  breach = await firstCase();
  await vi.waitFor(
    async () => expect(await hub.stores.verdicts.forDebate(campaign.debateId)).not.toEqual([]),
    { timeout: 60_000, interval: 500 },
  );
}, 240_000);

afterAll(async () => {
  await campaign?.[Symbol.asyncDispose]();
  await browser?.close();
});

/** D-5: opened by the workers once the duty was due. */
async function firstCase(): Promise<CaseCard> {
  const { cases, campaigns } = campaign.hub.stores;
  const { id } = await campaigns.currentCampaign();
  return vi.waitFor(
    async () => {
      const [card] = await cases.cards(id, Date.now());
      if (card === undefined) throw new Error('no case has been opened yet');
      return card;
    },
    { timeout: 120_000, interval: 500 },
  );
}

type At = { member?: number; width?: number; language?: Language };

async function memberAt(path: string, { member = 0, width = 1280, language = 'en' }: At = {}) {
  const cookie = cookies[member] as string;
  const person = await Person.open(browser, { url: campaign.hub.url, cookie, width, language });
  await person.goTo(path);
  return person;
}

const casePath = (): string => `/committee/cases/${breach.id}`;
const debatePath = (): string => `/committee/debates/${campaign.debateId}`;

/** Every page, and what is there once it has all it needs. */
const pages: [name: string, path: () => string, complete: string][] = [
  ['open work', () => '/committee', '.work-item'],
  ['a debate to judge', debatePath, '[data-testid="confirm-verdicts"]'],
  ['a case', casePath, '.lane'],
  ['excuses', () => '/committee/excuses', 'h1'],
  ['another rule', () => '/committee/what-if', '.what-if-fields'],
];

describe('the committee’s pages, by keyboard, screen reader and phone', () => {
  it.each(pages)(
    '%s',
    async (_, path, complete) => {
      await using person = await memberAt(path(), { width: 360, language: 'kk' });
      await person.page.locator(complete).first().waitFor();
      await looksRightEverywhere(person);
    },
    120_000,
  );
});

describe('the open work', () => {
  it('says what waits for the reader, with its clock, and what waits for a party, whose clock stands still', async () => {
    await using person = await memberAt('/committee');
    const lists = person.page.locator('.work');
    await lists.nth(1).waitFor();
    const [mine, party] = await lists.allInnerTexts();
    expect(mine).toContain('Verdicts to confirm');
    expect(mine).toMatch(/2\d\sh\s.*left/);
    expect(party).toContain('Case 1');
    expect(party).toContain('Clock stopped');
    expect(person.troubles).toEqual([]);
  });

  it('warns of the embedded database before anything else', async () => {
    await using person = await memberAt('/committee');
    await person.page.locator('[data-doubt="embedded-database"]').waitFor();
  });

  it('leads by the keyboard to what is to be done', async () => {
    await using person = await memberAt('/committee');
    await person.tabTo('.work-item a');
    await person.page.keyboard.press('Enter');
    await person.page.getByTestId('confirm-verdicts').waitFor();
  });
});

describe('a debate to judge', () => {
  it('7.2 draws each share against what the rule needs, and says its arithmetic', async () => {
    await using person = await memberAt(debatePath());
    const bars = person.page.locator('.arithmetic-bar');
    await bars.nth(3).waitFor();
    const told = await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label')));
    const said = told.map((text) => text?.replaceAll('\u00a0', ' ')).toSorted();
    expect(said[0]).toContain('0 s of 53 min = 0 %');
    expect(said[1]).toContain('35 min of 53 min = 66 %. Needed, and not reached: 39 min 45 s (75 %)');
    await person.page.getByText('− 5\u00a0min paused − 2\u00a0min of our outages').first().waitFor();
  });

  it('7.2 shows the rule in each of the three languages, without changing the page’s', async () => {
    await using person = await memberAt(debatePath());
    await person.page.locator('.rule-languages [lang="kk"]').click();
    await person.page.locator('.rule-text [lang="kk"]', { hasText: 'Жеке басы бір рет расталды' }).waitFor();
    expect(await person.page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('JUDGE-2 a member confirms as second official, and the page says that a moderator must', async () => {
    await using person = await memberAt(debatePath(), { member: 1 });
    await person.page.getByTestId('confirm-verdicts').click();
    await person.page
      .getByText(/Confirmed by Committee member .* \(second official\)/)
      .first()
      .waitFor();
    expect(person.troubles).toEqual([]);
  });

  it.each([
    ['kk', ['Қатысу хаттамасы', 'Қорытындылар', 'жартылай қатысты', 'Екінші лауазымды адам']],
    ['ru', ['Протокол участия', 'частично', 'Второе должностное лицо']],
  ] as const)('its protocol is a PDF with every letter of %s', async (language, wanted) => {
    await using person = await memberAt(debatePath(), { language });
    const text = await protocolOf(person);
    for (const words of wanted) expect(squeezed(text)).toContain(squeezed(words));
    expect(person.troubles).toEqual([]);
  });
});

describe('a case', () => {
  it('stands on the drawn evidence with the rule beside it, and says who takes no part and why', async () => {
    await using person = await memberAt(casePath());
    await person.page.locator('.lane-present').first().waitFor();
    await person.page.locator('.rule-sentences').waitFor();
    expect(await person.page.getByText('had a part in the debate or its verdict').count()).toBe(2);
  });

  it('CASE-2 is decided by votes with reasons, and its course says so', async () => {
    await answerAsParty('I was ill and could not call.');
    await votingLooksRight();
    for (const member of [0, 1]) await vote(member);
    await using person = await memberAt(casePath());
    await person.page.getByText('2 of 2 votes needed').waitFor();
    await person.page.getByTestId('act-decide').click();
    await person.page.locator('.reasoned [type="submit"]').click();
    await person.page.getByText('Decision 1 · Warn').waitFor();
    await person.page.locator('.case-course').getByText('I was ill and could not call.').waitFor();
    expect(person.troubles).toEqual([]);
    const text = await protocolOf(person);
    expect(squeezed(text)).toContain(squeezed('The evidence is clear.'));
  });

  async function votingLooksRight(): Promise<void> {
    await using person = await memberAt(casePath(), { member: 2, width: 360 });
    await person.page.getByTestId('act-vote').click();
    await person.page.locator('.reasoned textarea').waitFor();
    await looksRightEverywhere(person);
  }

  async function vote(member: number): Promise<void> {
    await using person = await memberAt(casePath(), { member });
    await person.page.getByTestId('act-vote').click();
    await person.page.locator('.choice-option', { hasText: 'Warn' }).click();
    await person.page.locator('.reasoned textarea').fill('The evidence is clear.');
    await person.page.locator('.reasoned [type="submit"]').click();
    await person.page.getByText(`${member + 1} of 2 votes needed`).waitFor();
    expect(person.troubles).toEqual([]);
  }
});

describe('another rule', () => {
  it('TRIAL-1 says how many fewer speak against a candidate, and stores nothing', async () => {
    const { stores } = campaign.hub;
    const before = await stores.verdicts.forDebate(campaign.debateId);
    await using person = await memberAt('/committee/what-if');
    await person.page.locator('.what-if input').nth(1).fill('60');
    await person.page.locator('.what-if [type="submit"]').click();
    await person.page.locator('.what-if-result', { hasText: /fewer$/ }).waitFor();
    expect(await person.page.locator('.grace-bars li').count()).toBe(6);
    expect(await person.page.locator('.grace-bars [data-in-force]').count()).toBe(1);
    const after = await stores.verdicts.forDebate(campaign.debateId);
    expect(after.map(({ outcome, ruleVersion }) => [outcome, ruleVersion])).toEqual(
      before.map(({ outcome, ruleVersion }) => [outcome, ruleVersion]),
    );
    expect(person.troubles).toEqual([]);
  });
});

async function protocolOf({ page }: Person): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('protocol').click()]);
  return pdfText(await readFile(await file.path()));
}

/** A PDF places words, and knows nothing of the blanks between them. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

async function answerAsParty(text: string): Promise<void> {
  const { hub, settledId } = campaign;
  const { slotOfAccount, lineup } = await hub.stores.debates.homeRecord(settledId);
  const slot = lineup.find(({ candidacyId }) => candidacyId === breach.respondent?.candidacyId);
  const [accountId = ''] = Object.entries(slotOfAccount).find(([, id]) => id === slot?.id) ?? [];
  const response = await fetch(`${hub.url}/api/own-cases/${breach.id}/answer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.url, cookie: await hub.signIn(accountId) },
    body: JSON.stringify({ commandId: crypto.randomUUID(), text, attachmentIds: [] }),
  });
  expect(response.status).toBe(200);
}
