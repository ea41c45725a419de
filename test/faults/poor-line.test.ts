import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlotPresence } from '../../server/protocol/stage.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Network } from '../support/impairment.ts';
import type { Line } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate } from './long-debate.ts';
import { rulingOn } from './ruling.ts';

/** There and back 300 ms on average, and packets of 20 ms overtake each other. */
const distance = { delayMs: 125, jitterMs: 50 };
const samples = 4;

describe('reliability scenario 24: 5 to 30 % of loss, 300 ms of round trip, and packets out of order', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let pages: CandidatePage[];
  let networks: Network[];
  let listener: ListenerPage;
  let moderator: Line;
  const seen: SlotPresence[] = [];

  beforeAll(async () => {
    const chance = chancesOf(drawSeed('poor line'));
    hub = opened.use(await openTestHub(longDebate()));
    networks = hub.candidates.map(() => opened.use(new Network(chance)));
    pages = [];
    for (const [place, network] of networks.entries())
      pages.push(opened.use(await CandidatePage.open(hub, place, network)));
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(await startDebate(hub, pages));
    const shares = [0.05, 0.3, ...networks.slice(2).map(() => 0.05 + 0.25 * chance())];
    for (const [index, network] of networks.entries())
      network.weather = { ...distance, lossShare: shares[index] as number };
    console.info('poor line: loss', shares);
  });
  afterAll(() => opened.disposeAsync());

  it('everybody stays present, and whoever speaks is heard and keeps the floor', async () => {
    moderator.socket.on('presence', ({ presence }: { presence: SlotPresence[] }) => seen.push(...presence));
    for (const { slotId } of pages) {
      await moderator.ask('floor.give', { slotId });
      await listener.hears(slotId, 50);
    }
    await moderator.sampled(samples);
    await moderator.ask('debate.end', {});

    const { entries, verdicts } = await rulingOn(hub);
    expect(entries.filter(({ kind }) => kind === 'turn.held')).toEqual([]);
    const losses = entries.filter((entry) => entry.kind === 'witness.changed' && !entry.payload.isPresent);
    expect(losses).toEqual([]);
    for (const { slotId } of pages) {
      const { outcome, presentMs, countableMs } = verdicts[slotId] ?? {};
      expect({ outcome, presentMs }).toEqual({ outcome: 'attended', presentMs: countableMs });
    }
  });

  it('the lines were as poor as told, and the hub says so', () => {
    for (const [index, { weather, counts }] of networks.entries()) {
      expect(counts.overtaken).toBeGreaterThan(0);
      expect(counts.lost / counts.taken).toBeGreaterThan(weather.lossShare / 3);
      const { slotId } = pages[index] as CandidatePage;
      const qualities = seen.filter((one) => one.slotId === slotId).map(({ quality }) => quality);
      const expected = weather.lossShare > 0.25 ? ['poor'] : ['fair', 'poor'];
      expect(expected.some((quality) => (qualities as string[]).includes(quality))).toBe(true);
    }
  });
});
