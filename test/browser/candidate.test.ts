import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';
import { join } from './campaign.ts';
import { PageNetwork } from './page-network.ts';
import { countDarkness, fits, narrow, shoot } from './phone.ts';

const patience = { timeout: 30_000, interval: 50 };

const opened = new AsyncDisposableStack();
let browser: Browser;
let hub: TestHub;
let candidate: Person;
let other: Line;
let moderator: Line;
let network: PageNetwork;

beforeAll(async () => {
  browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub(longTurns));
  candidate = await open(narrow);
  network = opened.use(await PageNetwork.of(candidate));
  moderator = opened.use(await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId)));
  other = opened.use(await Line.join(hub, 'candidate', await hub.signIn(hub.candidates[1]?.accountId ?? '')));
}, 120_000);

afterAll(() => opened.disposeAsync());

/** Each test goes on where the one before it stopped: together they are one candidate's debate. */
describe('a candidate, from the device check to the end', { timeout: 60_000 }, () => {
  it('a day before, the device check says when the network can be checked', async () => {
    const later = await laterDebate();
    await candidate.goTo(`/candidate/debates/${later}`);
    await says(candidate, '[data-testid="network-means"]', 'an hour before the start');
  });

  it('the device check finds a way to the media server over UDP and over TCP, and how far it is', async () => {
    await candidate.goTo(`/candidate/debates/${hub.debateId}`);
    const lines = candidate.page.locator('.network-lines');
    await lines.locator('[data-ok]').nth(1).waitFor();
    expect(await lines.locator('> :last-child dd').textContent()).toMatch(/^\d+ ms$/);
    await says(candidate, '[data-testid="network-means"]', 'ready for the debate');
    await fits(candidate, 'device-check');
  });

  it('the device check says what a network means that lets only TCP through, or nothing', async () => {
    const [onlyTcp, nothing] = await Promise.all([behind(['udp']), behind(['udp', 'tcp'])]);
    await says(onlyTcp, '[data-testid="network-means"]', 'Only TCP gets through');
    await says(nothing, '[data-testid="network-means"]', 'allow port');
    await shoot(nothing, 'no-network');
    await Promise.all([onlyTcp.close(), nothing.close()]);
  });

  it('STAGE-1 in the lobby one waits to be let in, and sees that one is', async () => {
    await join(candidate, hub.debateId);
    await says(candidate, '[data-testid="stage-state"]', 'wait to be let onto the stage');
    await moderator.ask('slot.admit', { slotId: own() });
    await candidate.page.locator('[data-testid="stage-state"][data-admitted]').waitFor();
    await fits(candidate, 'lobby');
  });

  it('JOIN-5 a second page takes over by a question, and the first can take back; a reload is not asked', async () => {
    await using second = await open(narrow);
    await goIn(second);
    const question = second.page.getByTestId('connection-trouble');
    expect(await question.textContent()).toContain('Continue here?');
    await stands(candidate, 'lobby');
    await shoot(second, 'second-page');
    await second.page.getByTestId('enter-again').click();
    await stands(second, 'lobby');
    await says(candidate, '[data-testid="connection-trouble"]', 'another window or device');
    await candidate.page.getByTestId('enter-again').click();
    await stands(candidate, 'lobby');
    await second.page.getByTestId('enter-again').waitFor();
    await candidate.page.reload();
    await candidate.page.getByTestId('device-ready').waitFor();
    await candidate.page.getByTestId('join').click();
    await stands(candidate, 'lobby');
  });

  it('ROLL-1 a number that only this page shows is typed to be counted; a wrong one is said to be wrong', async () => {
    await moderator.ask('debate.start', {});
    await stands(candidate, 'waiting');
    await moderator.ask('roll-call.open', {});
    const dialog = candidate.page.getByRole('alertdialog');
    const number = (await dialog.locator('.roll-call-number').textContent()) ?? '';
    await fits(candidate, 'roll-call');
    await dialog.getByRole('textbox').fill('1');
    await candidate.page.keyboard.press('Enter');
    await dialog.getByText('was not the number').waitFor();
    await dialog.getByRole('textbox').fill(number);
    await candidate.page.keyboard.press('Enter');
    await candidate.page.getByTestId('roll-call-counted').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await moderator.hear('roll-call', ({ rollCall }) => rollCall?.answered.includes(own()) ?? false);
  });

  it('the stage says when one’s own turn comes, and whom it waits for', async () => {
    await moderator.ask('floor.give', { slotId: theirs() });
    await says(candidate, '[data-testid="own-time"]', 'in about 10 min');
    await candidate.page.locator('.floor-clock').waitFor();
  });

  it('FLOOR-8 a point of order is asked for with a hand, heard, and gives the turn back', async () => {
    await candidate.page.getByTestId('hand-point-of-order').click();
    await moderator.hear('stage', ({ stage }) => handsOf(stage).includes('point-of-order'));
    await says(candidate, '.own-turn', 'You ask for a point of order');
    await moderator.ask('floor.interrupt', { slotId: own(), kind: 'point-of-order' });
    await says(candidate, '[data-testid="stage-state"]', 'say your point of order');
    await candidate.page.locator('.heard[data-heard]').waitFor();
    await fits(candidate, 'point-of-order');
    await candidate.page.getByTestId('yield').click();
    await stands(candidate, 'waiting');
  });

  it('FLOOR-8 an interrupted turn stands still, and the page says that it is given back', async () => {
    await moderator.ask('floor.give', { slotId: own() });
    await stands(candidate, 'floor');
    await moderator.ask('floor.interrupt', { slotId: theirs(), kind: 'interposed' });
    await stands(candidate, 'held');
    await candidate.page.locator('.held').waitFor();
    await shoot(candidate, 'held');
    await other.ask('floor.yield', {});
    await stands(candidate, 'floor');
    await candidate.page.locator('.heard[data-heard]').waitFor();
  });

  it('another microphone during a turn keeps the floor, the producer and the clock', async () => {
    const before = await microphone();
    const sent = () => candidate.counted('outbound-rtp', 'audio', 'packetsSent');
    await candidate.page.getByTestId('equipment').locator('summary').click();
    await choose('Microphone', 'Fake Audio Input 2');
    await grows(sent, 20);
    expect(await microphone()).toEqual({ ...before, isOpen: true });
    await stands(candidate, 'floor');
    await fits(candidate, 'equipment');
  });

  it('on a poor network sound only is offered: the camera goes off, the voice stays, a button brings it back', async () => {
    network.media.weather = { lossShare: 0.25, delayMs: 20, jitterMs: 5 };
    await says(candidate, '[data-testid="poor-line"]', 'Your network is weak');
    network.media.weather = { lossShare: 0, delayMs: 0, jitterMs: 0 };
    await shoot(candidate, 'poor-line');
    moderator.forget();
    await candidate.page.getByTestId('poor-line').getByRole('button').click();
    await moderator.hear('producers', ({ producers }) => !producers.some(isOwn('camera')));
    await says(candidate, '[data-testid="poor-line"]', 'your camera is off');
    expect((await microphone()).isOpen).toBe(true);
    moderator.forget();
    await candidate.page.getByTestId('poor-line').getByRole('button').click();
    await moderator.hear('producers', ({ producers }) => producers.some(isOwn('camera')));
    await candidate.page.getByTestId('poor-line').waitFor({ state: 'detached' });
  });

  it('another network restarts ICE at once; nothing is built anew, and the floor is kept', async () => {
    const sent = () => candidate.counted('outbound-rtp', 'audio', 'packetsSent');
    network.asked.length = 0;
    await network.restore();
    const restarts = () => network.asked.filter((name) => name === 'transport.restart-ice').length;
    await vi.waitUntil(() => restarts() === 2, { timeout: 2_000, interval: 20 });
    await grows(sent, 50);
    expect(network.asked).not.toContain('transport.open');
    expect((await microphone()).isOpen).toBe(true);
    await stands(candidate, 'floor');
  });

  it('FLOOR-9 while the connection is lost the voice goes on, and the page says what becomes of the turn', async () => {
    const sent = () => candidate.counted('outbound-rtp', 'audio', 'packetsSent');
    network.cut();
    await stands(candidate, 'lost');
    await says(candidate, '[data-testid="connection-trouble"]', 'when it does not, the floor waits for you');
    await grows(sent, 20);
    await fits(candidate, 'lost');
    await network.restore();
    await says(candidate, '[data-testid="connection-said"]', 'The connection is back. It was lost for');
    await stands(candidate, 'floor');
    await candidate.page.locator('.heard[data-heard]').waitFor();
    await shoot(candidate, 'found');
  });

  it('whoever watches over a lost connection sees the last picture until the next one is drawn', async () => {
    await using viewer = await Person.open(browser, { url: hub.url });
    await using theirs = await PageNetwork.of(viewer);
    await viewer.goTo(`/debates/${hub.debateId}`);
    await viewer.page.locator('.picture video[data-producer]').waitFor();
    const frames = () => viewer.counted('inbound-rtp', 'video', 'framesDecoded');
    await grows(frames, 10);
    const layers = () => theirs.asked.filter((name) => name === 'consumer.layer').length;
    await vi.waitUntil(() => layers() > 0, patience);
    await viewer.page.evaluate(countDarkness);
    theirs.cut();
    await viewer.page.getByTestId('connection-trouble').waitFor();
    await theirs.restore();
    await viewer.page.getByTestId('connection-said').waitFor();
    await vi.waitUntil(async () => (await frames()) > 0, patience);
    await grows(frames, 10);
    expect(await viewer.page.evaluate('darkness')).toBe(0);
    // One for each connection: what the hub has been told already is not asked again.
    expect(layers()).toBeLessThanOrEqual(2);
  });

  it('STAGE-3 who is sent out is told so, and comes back once let in again', async () => {
    await moderator.ask('slot.remove', { slotId: own(), reason: 'Trying it out' });
    await says(candidate, '[data-testid="connection-trouble"]', 'sent you out');
    await shoot(candidate, 'removed');
    await candidate.page.getByTestId('enter-again').click();
    await says(candidate, '[data-testid="connection-trouble"]', 'sent you out');
    await moderator.ask('slot.readmit', { slotId: own(), reason: 'It was tried out' });
    await candidate.page.getByTestId('enter-again').click();
    await stands(candidate, 'waiting');
  });
});

const own = () => hub.candidates[0]?.slotId ?? '';
const theirs = () => hub.candidates[1]?.slotId ?? '';

async function open(width: number): Promise<Person> {
  const cookie = await hub.signIn(hub.candidates[0]?.accountId ?? '');
  return opened.use(await Person.open(browser, { url: hub.url, cookie, width }));
}

/** One more page of this candidate, at the device check behind a network that lets these ways through no more. */
async function behind(shut: ('udp' | 'tcp')[]): Promise<Person> {
  const person = await open(narrow);
  opened.use(await PageNetwork.of(person, shut));
  await person.goTo(`/candidate/debates/${hub.debateId}`);
  return person;
}

async function goIn(person: Person): Promise<void> {
  await person.goTo(`/candidate/debates/${hub.debateId}`);
  await person.page.getByTestId('device-ready').waitFor();
  await person.page.getByTestId('join').click();
  await person.page.getByTestId('connection-trouble').waitFor();
}

async function stands(person: Person, state: string): Promise<void> {
  await person.page.locator(`[data-testid="stage-state"][data-state="${state}"]`).waitFor();
}

async function says(person: Person, selector: string, text: string): Promise<void> {
  await person.page.locator(selector).filter({ hasText: text }).first().waitFor();
}

async function grows(count: () => Promise<number>, by: number): Promise<void> {
  const before = await count();
  await vi.waitUntil(async () => (await count()) >= before + by, patience);
}

async function choose(label: string, option: string): Promise<void> {
  await candidate.page.locator('.chooser').filter({ hasText: label }).getByRole('button').click();
  await candidate.page.getByRole('option', { name: option }).click();
}

/** This candidate's microphone as everybody in the debate is told of it last. */
async function microphone() {
  using seen = await Line.open(hub.url, await ticketFor(hub, 'viewer'));
  const entered = await seen.ask('debate.enter', {});
  if (!entered.ok) throw new Error(entered.code);
  const found = entered.data.view.producers.find(isOwn('microphone'));
  if (!found) throw new Error('there is no microphone');
  return found;
}

function isOwn(source: 'camera' | 'microphone') {
  return (producer: { slotId: string | null; source: string }) =>
    producer.slotId === own() && producer.source === source;
}

function handsOf(stage: { status: string; hands?: { kind: string }[] }): string[] {
  return (stage.hands ?? []).map(({ kind }) => kind);
}

async function laterDebate(): Promise<string> {
  const { id } = await hub.stores.campaigns.currentCampaign();
  const cards = await hub.stores.debates.list(id);
  return cards.find((card) => card.id !== hub.debateId)?.id ?? '';
}

function longTurns(seed: Seed): Seed {
  const phases = [
    { kind: 'opening' as const, turnMs: 600_000 },
    { kind: 'open' as const, turnMs: 60_000, totalMs: 600_000 },
  ];
  const two = seed.debates.map((debate) => ({ ...debate, candidates: debate.candidates.slice(0, 2) }));
  const later = two.map((debate) => ({ ...debate, startsInMs: 86_400_000 }));
  return {
    ...seed,
    formats: seed.formats.map((format) => ({ ...format, phases })),
    debates: [...two, ...later],
  };
}
