import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyOfPlace, placeOfKey } from '../../client/moderator/keys.ts';
import type { LiveStage } from '../../server/protocol/stage.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { join } from './campaign.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const patience = { timeout: 10_000, interval: 20 };

const opened = new AsyncDisposableStack();
let hub: TestHub;
let moderator: Person;
/** With camera and microphone. */
let first: { slotId: string; person: Person };
/** Without a page: what it sends is sent at once. */
let second: { slotId: string; line: Line };
let deputy: { accountId: string; line: Line };

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub(withTwoModerators));
  const [one, two] = hub.candidates;
  if (!one || !two) throw new Error('the debate has two candidates');
  const open = async (accountId: string) =>
    opened.use(await Person.open(browser, { url: hub.url, cookie: await hub.signIn(accountId) }));
  const { moderatorIds } = await hub.stores.debates.homeRecord(hub.debateId);
  const accountId = moderatorIds.find((id) => id !== hub.moderatorId) ?? '';
  first = { slotId: one.slotId, person: await open(one.accountId) };
  await join(first.person, hub.debateId);
  second = { slotId: two.slotId, line: await lineOf('candidate', two.accountId) };
  deputy = { accountId, line: await lineOf('moderator', accountId) };
  moderator = await open(hub.moderatorId);
  await moderator.goTo(`/moderator/debates/${hub.debateId}`);
}, 120_000);

afterAll(() => opened.disposeAsync());

it('each place of the longest lineup has a key of its own, which picks it', () => {
  const places = Array.from({ length: 12 }, (_, index) => index + 1);
  const pressed = places.map((place) => keyOfPlace(place).replace('⇧', 'Shift+'));
  const codes = pressed.map((key) => key.replace(/\d/, (digit) => `Digit${digit}`));
  expect(codes.map(placeOfKey)).toEqual(places);
});

/** Each test goes on where the one before it stopped: together they are one debate, led from the keyboard. */
describe('a debate led from the console', { timeout: 60_000 }, () => {
  it('STAGE-1 the moderator sees who waits before anybody else does, and lets all of them in', async () => {
    await moderator.page.locator(`.lobby video`).waitFor();
    expect(await moderator.page.locator('.lobby > li').count()).toBe(2);
    await press('a');
    await moderator.page.locator('.lobby').waitFor({ state: 'detached' });
    await moderator.page.getByTestId(`identity-${first.slotId}`).click();
    await moderator.page.locator('.place-known').waitFor();
  });

  it('the next step says who comes, for what and for how long, and N takes it', async () => {
    await press('n');
    const next = moderator.page.getByTestId('next-step').and(moderator.page.locator(':enabled'));
    await next.waitFor();
    expect(await next.textContent()).toContain(await nameOf(first.slotId));
    expect(await next.textContent()).toContain('Opening · 1\u00a0min');
    await press('n');
    expect((await live(({ turn }) => turn !== null)).turn?.slotId).toBe(first.slotId);
    await moderator.page.locator('.monitor .picture[data-speaking] video').waitFor();
  });

  it('FLOOR-8 a point of order is let in with one key, and gives back all that was left', async () => {
    await second.line.ask('hand.raise', { kind: 'point-of-order' });
    await moderator.page.getByTestId(`interrupt-${second.slotId}`).waitFor();
    await press('o');
    const { held } = await live((stage) => stage.turn?.slotId === second.slotId);
    expect(held?.slotId).toBe(first.slotId);
    await moderator.page.locator('.held').waitFor();
    await press('t');
    const { turn } = await live((stage) => stage.turn?.slotId === first.slotId && stage.held === null);
    expect((turn?.endsAtMs ?? 0) - (turn?.startedAtMs ?? 0)).toBe(held?.leftMs);
    await moderator.page.locator('.held').waitFor({ state: 'detached' });
  });

  it('FLOOR-7 time is added with a reason, and no key acts while the reason is typed', async () => {
    const before = (await live(({ turn }) => turn !== null)).turn?.endsAtMs ?? 0;
    await press('+');
    await moderator.page.getByTestId('own-reason').fill('');
    await moderator.page.getByTestId('own-reason').pressSequentially('no sound');
    await press('Enter');
    const { turn } = await live((stage) => (stage.turn?.endsAtMs ?? 0) > before);
    expect(turn).toMatchObject({ slotId: first.slotId, endsAtMs: before + 30_000 });
    await moderator.page.getByTestId('log').click();
    await moderator.page.locator('.acts q', { hasText: 'no sound' }).waitFor();
  });

  it('FLOOR-11 a slip of the moderator is taken back with one key', async () => {
    await press('m');
    await moderator.page.getByTestId('reason-insults').press('Enter');
    await live(({ muted }) => muted.includes(first.slotId));
    await moderator.page.getByTestId('undo').waitFor();
    await press('u');
    await live(({ muted }) => muted.length === 0);
    await moderator.page.getByTestId('undo').waitFor({ state: 'detached' });
  });

  it('FLOOR-10 a pause is seen by nobody less than by the moderator, and N ends it', async () => {
    await press('p');
    await moderator.page.getByTestId('reason-fault').press('Enter');
    expect((await live(({ pause }) => pause !== null)).pause?.reason).toBe('Technical fault');
    await moderator.page.getByTestId('paused').waitFor();
    await press('n');
    await live(({ pause }) => pause === null);
    await moderator.page.getByTestId('paused').waitFor({ state: 'detached' });
  });

  it('ROLL-1 a roll-call shows who has answered', async () => {
    await press('c');
    const { prompt } = await second.line.hear('prompt', (notice) => notice.prompt !== null);
    const { rollCallId = '', text: answer = '' } = prompt ?? {};
    await second.line.ask('roll-call.answer', { rollCallId, answer });
    const answers = moderator.page.getByTestId('roll-call-answers');
    await answers.locator('li[data-answered]', { hasText: await nameOf(second.slotId) }).waitFor();
    expect(await answers.textContent()).toContain('Answered: 1 of 2');
  });

  it('STAGE-3 a candidate who is picked by number is sent out with a reason, and let in again', async () => {
    await press('2');
    await press('x');
    await moderator.page.getByTestId('reason-disorder').press('Enter');
    expect((await second.line.hear('farewell')).reason).toBe('removed');
    await moderator.page.getByTestId(`readmit-${second.slotId}`).click();
    await moderator.page.getByTestId('reason-mistake').press('Enter');
    await moderator.page.getByTestId(`give-${second.slotId}`).waitFor();
    second.line = await lineOf('candidate', hub.candidates[1]?.accountId ?? '');
    expect(second.line.newest('farewell')).toBeUndefined();
  });

  it('CHAIR-2 who hands over sees everything and can do nothing, until it is handed back', async () => {
    await moderator.page.getByTestId(`hand-over-${deputy.accountId}`).click();
    await moderator.page.getByTestId('not-in-chair').waitFor();
    expect(await moderator.page.locator('.desk-main button:enabled').count()).toBe(0);
    await press('t');
    await deputy.line.ask('chair.hand-over', { accountId: hub.moderatorId });
    await moderator.page.getByTestId('not-in-chair').waitFor({ state: 'detached' });
    expect(stageNow().turn?.slotId).toBe(first.slotId);
  });

  it('is right for screen readers, narrow by day and wide by night', async () => {
    await looksRight({ width: 360, scheme: 'light' });
    await looksRight({ width: 1280, scheme: 'dark' });
    await press('?');
    await moderator.page.getByRole('dialog').waitFor();
    expect(await gravities()).toEqual([]);
    expect(moderator.troubles).toEqual([]);
  });
});

function press(key: string): Promise<void> {
  return moderator.page.keyboard.press(key);
}

async function nameOf(slotId: string): Promise<string> {
  return (await moderator.page.locator(`#place-${slotId}`).textContent()) ?? '';
}

async function lineOf(as: 'candidate' | 'moderator', accountId: string): Promise<Line> {
  return opened.use(await Line.join(hub, as, await hub.signIn(accountId)));
}

/** The stage as the hub says it is, once it fits. */
async function live(fits: (stage: LiveStage) => boolean): Promise<LiveStage> {
  await vi.waitUntil(() => {
    const stage = deputy.line.newest('stage')?.stage;
    return stage?.status === 'live' && fits(stage);
  }, patience);
  return stageNow();
}

function stageNow(): LiveStage {
  const stage = deputy.line.newest('stage')?.stage;
  if (stage?.status !== 'live') throw new Error('the debate is not live');
  return stage;
}

async function looksRight({ width, scheme }: { width: number; scheme: 'light' | 'dark' }): Promise<void> {
  await moderator.page.setViewportSize({ width, height: 800 });
  await moderator.page.emulateMedia({ colorScheme: scheme });
  expect(await moderator.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await gravities()).toEqual([]);
}

async function gravities() {
  const axe = new AxeBuilder({ page: moderator.page }).withTags(wcag).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

function withTwoModerators(seed: Seed): Seed {
  const phases = [
    { kind: 'opening' as const, turnMs: 60_000 },
    { kind: 'open' as const, turnMs: 60_000, totalMs: 600_000 },
  ];
  const another = { key: 'another', name: 'Another (fictional)', email: 'another@example.invalid' };
  return {
    ...seed,
    people: [...seed.people, { ...another, roles: ['moderator'] }],
    formats: seed.formats.map((format) => ({ ...format, phases })),
    debates: seed.debates.map((debate) => ({
      ...debate,
      candidates: debate.candidates.slice(0, 2),
      moderators: [...debate.moderators, another.key],
    })),
  };
}
