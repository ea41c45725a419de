import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import type { Line } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate } from './long-debate.ts';
import { expectNoTwoDevices, expectNothingSeenOfThoseGone, rulingOn } from './ruling.ts';

const devices = 3;
const takeovers = 8;
const fewPackets = 40;
/** Said before, heard by the hub after. */
const underwayMs = 1_000;

describe('reliability scenario 33: one candidate, several devices', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let pages: CandidatePage[];
  let listener: ListenerPage;
  let moderator: Line;
  let chance: () => number;

  beforeAll(async () => {
    chance = chancesOf(drawSeed('second device'));
    hub = opened.use(await openTestHub(longDebate()));
    pages = [opened.use(await CandidatePage.open(hub, 0))];
    while (pages.length < devices) pages.push(opened.use(await CandidatePage.load(hub, 0)));
    const other = opened.use(await CandidatePage.open(hub, 1));
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(await startDebate(hub, [page(0), other]));
    await moderator.ask('floor.give', { slotId: page(0).slotId });
  });
  afterAll(() => opened.disposeAsync());

  const page = (device: number) => pages[device % devices] as CandidatePage;
  const isOpen = (one: CandidatePage) => one.isEntered && one.line.socket.connected;

  it('JOIN-5 a second device is refused until somebody says that it takes over', async () => {
    await expect(page(1).enter()).rejects.toThrow('already-here');
    await listener.hears(page(0).slotId);
    expect(isOpen(page(0))).toBe(true);
  });

  it('the newest takes over, again and again, and the one before is out', async () => {
    for (let device = 1; device <= takeovers; device += 1) {
      const { line } = page(device - 1);
      await page(device).enter({ isTakingOver: true });
      expect(await line.hear('farewell')).toEqual({ reason: 'replaced' });
      await page(device).send();
      await listener.hears(page(device).slotId, Math.ceil(chance() * fewPackets));
    }
    await vi.waitUntil(() => pages.filter(isOpen).length === 1);
    expect(isOpen(page(takeovers))).toBe(true);
  });

  it('of two that take over at the same time one is left', async () => {
    const both = [page(takeovers + 1), page(takeovers + 2)];
    await Promise.all(both.map((one) => one.enter({ isTakingOver: true })));
    await vi.waitUntil(() => pages.filter(isOpen).length === 1);
    expect(both.filter(isOpen)).toHaveLength(1);
  });

  it('no device that was replaced keeps anybody present who has left the last one', async () => {
    const last = pages.find(isOpen) as CandidatePage;
    await last.send();
    await listener.hears(last.slotId);
    last.line.leave();
    const leftAtMs = Date.now();
    await moderator.until('presence', ({ presence }) =>
      presence.some((seen) => seen.slotId === last.slotId && !seen.session && !seen.transport && !seen.media),
    );
    await moderator.ask('debate.end', {});

    const ruling = await rulingOn(hub);
    const { presentMs = 0, countableMs = 0 } = ruling.verdicts[last.slotId] ?? {};
    const { present = [] } = ruling.facts.slots[last.slotId] ?? {};
    const { startedAtMs, endedAtMs } = ruling.facts;
    expect(countableMs).toBe((endedAtMs ?? 0) - (startedAtMs ?? 0));
    expect(presentMs).toBeLessThanOrEqual(leftAtMs + underwayMs - (startedAtMs ?? 0));
    expect(present.at(-1)?.toMs).toBeLessThanOrEqual(leftAtMs + underwayMs);
    expect(ruling.of('member.joined', last.slotId)).toHaveLength(1 + takeovers + 2);
    expectNoTwoDevices(ruling, last.slotId);
    expectNothingSeenOfThoseGone(ruling, last.slotId);
  });
});
