import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseCard } from '../../server/protocol/cases.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { pdfText } from '../support/pdf-text.ts';
import { type JudgedCampaign, openJudgedCampaign } from './judged-campaign.ts';

/** Texts that mean something else to a browser, a template, a translation or a table program than to a reader. */
const executable = [
  '=HYPERLINK("http://x","y")',
  '<img src=x onerror="owned()">',
  '<script>owned()</script>',
  '{{constructor.constructor("owned()")()}}',
  '$t(shell.hub) {{name}}',
  '@SUM(1+1)*cmd|calc',
  '+1',
];

const disguised = ['\u202egnp.exe', 'a\u2066b', 'a\u200fb', 'a\u0000b', 'a\u0085b', '\ud800'];

const opened = new AsyncDisposableStack();
let campaign: JudgedCampaign;
let member: Person;
let cookie: string;
let cases: CaseCard[];

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each) => each.close());
  campaign = opened.use(await openJudgedCampaign(hostile));
  const { hub } = campaign;
  expect(await complain(executable.join('\n'))).toBe('filed');
  cases = await vi.waitFor(casesOfBothKinds, { timeout: 120_000, interval: 500 });
  cookie = await hub.signInFresh(campaign.members[0] as string);
  member = opened.use(await Person.open(browser, { url: hub.url, cookie }));
  await member.page.addInitScript('window.owned = () => { window.isOwned = true; }');
}, 240_000);

afterAll(() => opened.disposeAsync());

async function casesOfBothKinds(): Promise<CaseCard[]> {
  const { campaigns, cases: store } = campaign.hub.stores;
  const found = await store.cards((await campaigns.currentCampaign()).id, Date.now());
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['breach', 'complaint']));
  return found;
}

describe('T10 a text somebody put in, on the committee’s pages and in what it takes away', {
  timeout: 60_000,
}, () => {
  it('stands in the open work and in a debate’s verdicts as it was written, and does nothing', async () => {
    for (const path of ['/committee', `/committee/debates/${campaign.debateId}`]) {
      await member.goTo(path);
      const { lineup } = await campaign.hub.stores.debates.homeRecord(campaign.debateId);
      for (const { name } of lineup) await shown(name);
      await nothingRan();
    }
  });

  it('stands in a case as it was written, and does nothing', async () => {
    for (const { id, kind, respondent } of cases) {
      await member.goTo(`/committee/cases/${id}`);
      if (respondent) await shown(respondent.name);
      if (kind === 'complaint') for (const text of executable) await shown(text);
      await nothingRan();
    }
  });

  it('stands in what another rule would change, and does nothing', async () => {
    await member.goTo('/committee/what-if');
    await member.page.locator('.what-if input').nth(1).fill('60');
    await member.page.locator('.what-if [type="submit"]').click();
    await member.page.locator('.what-if-differences').waitFor();
    await nothingRan();
  });

  it('EXPORT-1 stands in a protocol as text, and nothing in the file runs or leads anywhere', async () => {
    await member.goTo(`/committee/debates/${campaign.debateId}`);
    const [download] = await Promise.all([
      member.page.waitForEvent('download'),
      member.page.getByTestId('protocol').click(),
    ]);
    const file = await readFile(await download.path());
    expect(file.toString('latin1')).not.toMatch(/\/(JS|JavaScript|Launch|URI|OpenAction|EmbeddedFile)\b/);
    const text = pdfText(file).replace(/\s/g, '');
    const { lineup } = await campaign.hub.stores.debates.homeRecord(campaign.debateId);
    for (const { name } of lineup) expect(text).toContain(name.replace(/\s/g, ''));
  });

  it.each(['debates', 'cases'])('begins no formula in the table of %s', async (what) => {
    const path = what === 'cases' ? 'cases.csv' : `debates/${campaign.debateId}/attendance.csv`;
    const response = await fetch(`${campaign.hub.url}/api/committee/exports/${path}`, {
      headers: { cookie },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
    const cells = (await response.text()).split(/,|\r\n/);
    expect(cells.length).toBeGreaterThan(20);
    for (const cell of cells) expect(cell).not.toMatch(/^[\s"\ufeff]*[=+\-@|]/);
  });

  it.each(disguised)('that disguises itself is refused in a complaint: %j', async (text) => {
    expect(await complain(text)).toBe('bad-input');
  });
});

async function shown(text: string): Promise<void> {
  await member.page.getByText(text).first().waitFor({ state: 'attached' });
}

async function nothingRan(): Promise<void> {
  const found = await member.page.evaluate(
    `[window.isOwned === true, document.querySelectorAll('main img, main script, main [onerror]').length]`,
  );
  expect(found).toEqual([false, 0]);
  expect(member.troubles).toEqual([]);
}

async function complain(text: string): Promise<string> {
  const { hub, debateId } = campaign;
  const { area } = await hub.stores.debates.card(debateId);
  const response = await fetch(`${hub.url}/api/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.url },
    body: JSON.stringify({ ground: 'G7', candidacyId: null, areaId: area.id, text }),
  });
  const answer = (await response.json()) as { code?: string };
  return answer.code ?? 'filed';
}

function hostile(seed: Seed): Seed {
  const nth = (index: number) => executable[index % executable.length] as string;
  const inAll = (text: string) => ({ kk: text, ru: text, en: text });
  return {
    ...seed,
    names: inAll(nth(2)),
    areas: seed.areas.map((area, index) => ({ ...area, names: inAll(nth(index)) })),
    people: seed.people.map((person, index) => ({ ...person, name: nth(index) })),
    debates: seed.debates.map((debate, index) => ({ ...debate, title: inAll(nth(index + 3)) })),
  };
}
