import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { join, openWorkersOf } from './campaign.ts';

const patience = { timeout: 30_000, interval: 50 };
const turnMs = 10_000;

const opened = new AsyncDisposableStack();
let hub: TestHub;
let candidate: Person;
let moderator: Person;
let viewer: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub(shortDebateOfTwo));
  opened.use(await openWorkersOf(hub));
  const open = async (accountId?: string) =>
    opened.use(
      await Person.open(browser, {
        url: hub.url,
        ...(accountId ? { cookie: await hub.signIn(accountId) } : {}),
      }),
    );
  candidate = await open(hub.candidates[0]?.accountId);
  moderator = await open(hub.moderatorId);
  viewer = await open();
}, 120_000);

afterAll(() => opened.disposeAsync());

/** Each test goes on where the one before it stopped: together they are one debate. */
describe('one debate, seen only through its pages', { timeout: 120_000 }, () => {
  it('the candidate goes in through the device check, and the moderator gets to the start by keyboard', async () => {
    await join(candidate, hub.debateId);
    await viewer.goTo(`/debates/${hub.debateId}`);
    await moderator.goTo('/moderator');
    await press(moderator, `a[href="/moderator/debates/${hub.debateId}"]`);
    await press(moderator, `[data-testid="identity-${hub.candidates[0]?.slotId}"]`);
    await moderator.page.locator('.place-known').waitFor();
    await press(moderator, '[data-testid="start"]');
    await viewer.page.locator('.watch-stage').waitFor();
    await candidate.page.locator('[data-testid="stage-state"][data-state="waiting"]').waitFor();
  });

  it('FLOOR-1 before the floor is given the viewer sees the candidate’s moving picture and hears nothing', async () => {
    await viewer.page.getByTestId('sound-on').click();
    await grows(() => viewer.counted('inbound-rtp', 'video', 'framesDecoded'), 20);
    await grows(() => candidate.counted('outbound-rtp', 'audio', 'packetsSent'), 20);
    expect(await heard()).toBe(0);
  });

  it('FLOOR-1 with the key N the candidate has the floor, a clock runs, and the viewer hears', async () => {
    await moderator.page.keyboard.press('n');
    const clock = viewer.page.locator('.floor-clock');
    await clock.waitFor();
    const name = await candidate.page.locator('.bars [data-speaking] .bars-name').textContent();
    expect(await clock.textContent()).toContain(name?.replace(/^\d+\s/, ''));
    expect(await clock.locator('time').textContent()).toMatch(/^0:\d\d$/);
    await grows(heard, 20);
    await candidate.page.locator('.heard[data-heard]').waitFor();
    expect(await viewer.page.evaluate(`document.querySelectorAll('audio[muted]').length`)).toBe(0);
  });

  it('FLOOR-2 after the clock’s zero the viewer hears nothing, though the candidate’s browser goes on sending', async () => {
    await viewer.page.locator('.floor-clock-none').waitFor();
    const sent = () => candidate.counted('outbound-rtp', 'audio', 'packetsSent');
    await grows(sent, 5);
    const atZero = await heard();
    await grows(sent, 40);
    expect(await heard()).toBe(atZero);
    await candidate.page.locator('.heard:not([data-heard])').waitFor();
  });

  it('the moderator leads the rest from the keyboard: calls somebody who is away, takes the floor, calls a hand, goes on, ends', async () => {
    await press(moderator, `[data-testid="give-${hub.candidates[1]?.slotId}"]`);
    await moderator.page.locator('.floor-clock').waitFor();
    await press(moderator, '[data-testid="take-floor"]');
    await moderator.page.locator('.floor-clock-none').waitFor();
    await step('next-step', '.phases li:nth-child(2)[aria-current]');
    await press(candidate, '.own-turn .press');
    await moderator.page.locator('.requests > li').waitFor();
    await step('next-step', '.floor-clock');
    await press(candidate, '.own-turn .press');
    await moderator.page.locator('.floor-clock-none').waitFor();
    await step('next-step', '.phases li:nth-child(3)[aria-current]');
    await step('next-step', '.floor-clock');
    await step('next-step', '[role="alertdialog"]');
    await press(moderator, '[data-testid="confirm-end"]');
    await moderator.page
      .locator('.desk-clock .floor-clock-none, main a[href^="/debates/"]')
      .first()
      .waitFor();
  });

  it('the viewer is told who took part, and that one person watched', async () => {
    await viewer.page.locator('.after-verdicts .mark').first().waitFor();
    await viewer.page.locator('.figures-list dd').first().waitFor();
    const outcomes = await viewer.page.locator('.after-verdicts > li').allTextContents();
    expect(outcomes[0]).toContain('attended');
    expect(await viewer.page.locator('.figures-list dd').first().textContent()).toBe('1');
    for (const { troubles } of [candidate, moderator, viewer]) expect(troubles).toEqual([]);
  });
});

const heard = () => viewer.counted('inbound-rtp', 'audio', 'packetsReceived');

async function grows(count: () => Promise<number>, by: number): Promise<void> {
  const before = await count();
  await vi.waitUntil(async () => (await count()) >= before + by, patience);
}

/** Presses the moderator's one key once it leads somewhere, and sees where it led. */
async function step(button: string, ledTo: string): Promise<void> {
  await moderator.page.locator(`[data-testid="${button}"]:enabled`).waitFor();
  await moderator.page.keyboard.press('n');
  await moderator.page.locator(ledTo).first().waitFor();
}

/** Reaches something with the keyboard and presses it. */
async function press(person: Person, selector: string): Promise<void> {
  await person.tabTo(`${selector}:not([disabled])`);
  await person.page.keyboard.press('Enter');
}

function shortDebateOfTwo(seed: Seed): Seed {
  const phases = [
    { kind: 'opening' as const, turnMs },
    { kind: 'open' as const, turnMs: 60_000, totalMs: 120_000 },
    { kind: 'closing' as const, turnMs: 60_000 },
  ];
  return {
    ...seed,
    formats: seed.formats.map((format) => ({ ...format, phases })),
    debates: seed.debates.map((debate) => ({ ...debate, candidates: debate.candidates.slice(0, 2) })),
  };
}
