import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { looksRightEverywhere } from './looks.ts';

/** Means something else to a browser and to a translation than to a reader. */
const hostile = '<img src=x onerror="owned()"> {{name}} $t(shell.hub)';

const opened = new AsyncDisposableStack();
let hub: TestHub;
let moderator: Line;
let observer: Person;
let viewer: Person;
let names: string[];
const slots = () => hub.candidates.map(({ slotId }) => slotId) as [string, string];

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub(longDebateOfTwo));
  const { lineup } = await hub.stores.debates.homeRecord(hub.debateId);
  names = lineup.map(({ name }) => name);
  moderator = opened.use(await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId)));
  for (const { accountId } of hub.candidates)
    opened.use(await Line.join(hub, 'candidate', await hub.signIn(accountId)));
  const cookie = await hub.signIn(await hub.accountOf('observer'));
  observer = opened.use(await Person.open(browser, { url: hub.url, cookie }));
  viewer = opened.use(await Person.open(browser, { url: hub.url, width: 360 }));
  for (const { page } of [observer, viewer])
    await page.addInitScript('window.owned = () => { window.isOwned = true; }');
}, 120_000);

afterAll(() => opened.disposeAsync());

/** Each test goes on where the one before it stopped: together they are one debate. */
describe('a debate, seen by an observer and by the public', { timeout: 60_000 }, () => {
  it('OBS-1 the observer’s door leads to the open debate, and shows who is there before it begins', async () => {
    await observer.goTo('/');
    await observer.page.locator('main a[href="/observer"]').click();
    await observer.page.locator(`a[href="/observer/debates/${hub.debateId}"]`).click();
    const place = observer.page.getByTestId(`place-${slots()[0]}`);
    await place.locator('.lights [data-on]').first().waitFor();
    await act('slot.admitted', { count: 0 });
    await act('member.joined', { text: `${names[1]} came in.` });
  });

  it('NOTE-2 the start and a turn stand in the log with who did it, and run on both pages', async () => {
    await viewer.goTo(`/debates/${hub.debateId}`);
    await done(moderator.ask('debate.start', {}));
    await done(moderator.ask('floor.give', { slotId: slots()[0] }));
    await act('turn.started', { text: `${names[0]} has the floor for 5 min: a speech.` });
    await act('turn.started', { text: 'Moderator:' });
    for (const { page } of [observer, viewer])
      await page.locator('.floor-clock', { hasText: names[0] as string }).waitFor();
    await viewer.page.locator('.next-up', { hasText: names[1] as string }).waitFor();
  });

  it('FLOOR-8 an interruption says whose turn stands still, what it gets back, and gives it back', async () => {
    const [, second] = slots();
    await done(moderator.ask('floor.interrupt', { slotId: second, kind: 'point-of-order' }));
    await viewer.page.locator('.floor-kind', { hasText: 'Point of order' }).waitFor();
    const held = viewer.page.locator('.held', { hasText: names[0] as string });
    expect(await held.textContent()).toMatch(/gets back [45]:\d\d/);
    await act('turn.held', { text: 'To be given back' });
    await done(moderator.ask('floor.take', {}));
    await held.waitFor({ state: 'detached' });
    await act('turn.continued', { text: `The turn of ${names[0]} goes on` });
  });

  it('FLOOR-7 added time shows its effect on each, its reason is text, and FLOOR-11 it is taken back in words', async () => {
    const [first] = slots();
    await done(moderator.ask('time.adjust', { slotId: first, byMs: 30_000, reason: hostile }));
    const added = `Effect: ${names[0]} +30\u00a0s; none on the others.`;
    await act('time.adjusted', { text: added });
    expect(await observer.page.locator('[data-kind="time.adjusted"] q').textContent()).toBe(hostile);
    await done(moderator.ask('act.undo', {}));
    await act('act.undone', { text: `Taken back: “The time of ${names[0]} was changed: +30\u00a0s.”` });
    await act('act.undone', { text: `Effect: ${names[0]} −30\u00a0s` });
    await act('act.undone', { text: `After it the floor is with ${names[0]}` });
  });

  it('FLOOR-10 in a pause the clock stands still on the public’s page, and its reason is text', async () => {
    await done(moderator.ask('debate.pause', { reason: hostile }));
    for (const { page } of [observer, viewer]) {
      expect(await page.locator('.paused q').textContent()).toBe(hostile);
      const clock = page.locator('.floor-clock-time[data-still]');
      const before = await clock.textContent();
      await page.locator('.paused time', { hasText: '0:02' }).waitFor();
      expect(await clock.textContent()).toBe(before);
    }
  });

  it('the log can be narrowed to what the moderator did', async () => {
    await observer.page.getByTestId('acts-moderator').click();
    await act('member.joined', { count: 0 });
    await act('debate.paused', { count: 1 });
    await observer.page.getByTestId('acts-all').click();
    await act('member.joined', { count: 2 });
  });

  it('equal time: the public has each one’s figures, and what lies between the most and the least heard', async () => {
    const row = viewer.page.locator('table tbody tr', { hasText: names[0] as string });
    expect(await row.locator('td').allTextContents()).toEqual([
      expect.stringMatching(/^0:\d\d$/),
      '0:00',
      '0:00',
    ]);
    const figures = await viewer.page.locator('.time-spread dd').allTextContents();
    expect(figures).toEqual([expect.stringMatching(/^0:\d\d$/), expect.stringMatching(/^\d+ of 100$/)]);
    const floors = await viewer.page.locator('table tbody td:nth-of-type(1)').allTextContents();
    const [most, least] = floors.map(secondsOf).toSorted((a, b) => b - a);
    expect(secondsOf(figures[0] ?? '')).toBe((most ?? 0) - (least ?? 0));
  });

  it('both pages work in each language, on a phone by day and at a desk by night', async () => {
    for (const person of [observer, viewer]) {
      await person.page.setViewportSize({ width: 360, height: 800 });
      await looksRightEverywhere(person);
      const ran = `[window.isOwned === true, document.querySelectorAll('main img, main script').length]`;
      expect(await person.page.evaluate(ran)).toEqual([false, 0]);
    }
  });

  it('whoever observed until the end keeps the log, and is led to the results', async () => {
    await done(moderator.ask('debate.end', {}));
    await act('debate.ended', { count: 1 });
    await observer.page.locator(`main a[href="/debates/${hub.debateId}"]`).waitFor();
    await act('debate.started', { count: 1 });
  });
});

/** The log has an act of this kind with this text, or so many of this kind. */
async function act(kind: string, seen: { text: string } | { count: number }): Promise<void> {
  const lines = observer.page.locator(`.acts [data-kind="${kind}"]`);
  if ('text' in seen) await lines.filter({ hasText: seen.text }).first().waitFor();
  else await expect.poll(() => lines.count(), { timeout: 10_000 }).toBe(seen.count);
}

async function done(reply: Promise<{ ok: boolean; code?: string }>): Promise<void> {
  expect(await reply).toMatchObject({ ok: true });
}

function secondsOf(clock: string): number {
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return minutes * 60 + seconds;
}

function longDebateOfTwo(seed: Seed): Seed {
  const [debate] = seed.debates;
  const [format] = seed.formats;
  if (!debate || !format) throw new Error('the seed has no debate');
  return {
    ...seed,
    formats: [{ ...format, phases: [{ kind: 'opening', turnMs: 300_000 }, ...format.phases.slice(1)] }],
    debates: [{ ...debate, startsInMs: 0, candidates: debate.candidates.slice(0, 2) }],
  };
}
