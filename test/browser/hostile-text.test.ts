import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../server/protocol/words.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

/** Texts that mean something else to a browser, a template or a translation than to a reader. */
const executable = [
  '<img src=x onerror="owned()">',
  '<script>owned()</script>',
  '"><svg/onload=owned()>',
  '<a href="javascript:owned()">x</a>',
  '{{constructor.constructor("owned()")()}}',
  '$t(shell.hub) {{name}}',
  '&lt;b&gt; %3Cscript%3E',
];

/** Texts that would read as another text, or break the line they stand in. */
const disguised = ['\u202egnp.exe', 'a\u2066b', 'a\u200fb', 'a\u0000b', 'one\ntwo', 'a\u0085b', '\ud800'];

const opened = new AsyncDisposableStack();
let hub: TestHub;
let organiser: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each) => each.close());
  hub = opened.use(await openTestHub(hostile));
  const cookie = await hub.signIn(await hub.accountOf('organiser'));
  organiser = opened.use(await Person.open(browser, { url: hub.url, cookie }));
  await organiser.page.addInitScript('window.owned = () => { window.isOwned = true; }');
}, 120_000);

afterAll(() => opened.disposeAsync());

describe('T10 a text somebody put in', { timeout: 60_000 }, () => {
  it('stands in every list as it was written, and does nothing', async () => {
    for (const path of ['/', `/debates/${hub.debateId}`, '/organiser']) {
      await organiser.goTo(path);
      for (const text of executable)
        await organiser.page.getByText(text).first().waitFor({ state: 'attached' });
      await nothingRan(organiser);
    }
  });

  it.each(executable)('as the title of a debate stands there as it was written: %s', async (text) => {
    await organiser.goTo('/organiser');
    await fillIn(organiser, text);
    await organiser.page.locator('form [type="submit"]:enabled').click();
    await organiser.page.locator('.created a').click();
    await organiser.page.locator('h1', { hasText: text }).waitFor();
    await nothingRan(organiser);
  });

  it('that disguises itself cannot be typed into a title', async () => {
    await organiser.goTo('/organiser');
    await fillIn(organiser, 'An honest title');
    await organiser.page.locator('form [type="submit"]:enabled').waitFor();
    await organiser.page.locator('form input[lang="ru"]').fill('\u202egnp.exe');
    await organiser.page.locator('form [type="submit"]:disabled').waitFor();
  });

  it.each(disguised)(
    'that disguises itself is refused by the hub, whatever a page lets through: %j',
    async (text) => {
      expect(await askedFor(organiser, 'An honest title')).toBe('created');
      expect(await askedFor(organiser, text)).toBe('bad-input');
      organiser.troubles.length = 0;
    },
  );

  it.each(disguised)('that disguises itself lays no campaign: %j', (text) => {
    expect(Seed.shape.names.safeParse(inAll(text)).success).toBe(false);
    expect(Seed.shape.people.element.shape.name.safeParse(text).success).toBe(false);
  });
});

async function nothingRan({ page, troubles }: Person): Promise<void> {
  const found = await page.evaluate(
    `[window.isOwned === true, document.querySelectorAll('main img, main script, main [onload], a[href^="javascript"]').length]`,
  );
  expect(found).toEqual([false, 0]);
  expect(troubles).toEqual([]);
}

/** What the hub says when a page asks for a debate of this title, all else being as it should. */
function askedFor({ page }: Person, title: string): Promise<unknown> {
  return page.evaluate(`(async () => {
    const { areas, stages, formats, candidacies, moderators } = await (await fetch('/api/organiser/desk')).json();
    const body = {
      title: ${JSON.stringify(inAll(title))},
      ...{ areaId: areas[0].id, stageId: stages[0].id, formatId: formats[0].id, plannedStartMs: Date.now() },
      candidacyIds: candidacies.map(({ id }) => id).slice(0, 2),
      moderatorIds: [moderators[0].accountId],
    };
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch('/api/organiser/debates', asked)).json()).code ?? 'created';
  })()`);
}

async function fillIn({ page }: Person, title: string): Promise<void> {
  for (const language of languages) await page.locator(`form input[lang="${language}"]`).fill(title);
  await page.locator('form input[type="datetime-local"]').fill('2040-05-04T19:00');
  for (const place of [0, 1]) await page.locator('.ticks').first().getByRole('checkbox').nth(place).check();
}

function hostile(seed: Seed): Seed {
  const nth = (index: number) => executable[index % executable.length] as string;
  return {
    ...seed,
    names: inAll(nth(1)),
    areas: seed.areas.map((area) => ({ ...area, names: inAll(nth(3)) })),
    formats: seed.formats.map((format) => ({ ...format, names: inAll(nth(4)) })),
    people: seed.people.map((person) =>
      person.roles.includes('candidate') ? { ...person, name: nth(seed.people.indexOf(person)) } : person,
    ),
    debates: seed.debates.map((debate) => ({ ...debate, title: inAll(nth(2)) })),
  };
}

function inAll(text: string) {
  return { kk: text, ru: text, en: text };
}
