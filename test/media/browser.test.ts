import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import type { MediaSource } from '../../server/protocol/media.ts';
import { BrowserPeer, buildPage, openBrowser } from '../support/browser-media.ts';
import { openRoom, openWorkers } from '../support/media.ts';

const patience = { timeout: 20_000, interval: 100 };
/** A busy machine's browser begins with its smallest size alone, and takes up the others when it finds room. */
const long = { timeout: 55_000, interval: 200 };
let browser: Browser;
let script: string;
let workers: MediaWorkers;
let room: MediaRoom;
let speaker: MediaPeer;
let speaking: BrowserPeer;

beforeAll(async () => {
  [script, browser, workers] = await Promise.all([buildPage(), openBrowser(), openWorkers()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await workers?.close();
});

beforeEach(async () => {
  room = await openRoom(workers);
  speaker = room.join({
    connectionId: crypto.randomUUID(),
    slotId: crypto.randomUUID(),
    mayPublish: true,
    onTopLayer: (topLayer) => void speaking.does('sendUpTo', topLayer),
  });
  speaking = await BrowserPeer.open(browser, script, speaker);
  await speaking.does('publish', room.rtpCapabilities);
  await witnessed({ transport: true, media: true, quality: 'good' });
  return () => room.close();
}, 60_000);

it.each<MediaSource>(['microphone', 'camera'])(
  "FLOOR-1 FLOOR-2 a browser's %s arrives at another browser only while the rule says so",
  async (source) => {
    const producer = room.producers().find((each) => each.source === source);
    const viewer = room.join({ connectionId: crypto.randomUUID(), slotId: null, mayPublish: false });
    const watching = await BrowserPeer.open(browser, script, viewer);
    await watching.does('watch', room.rtpCapabilities, producer?.producerId);
    const packets = () => watching.does<number>('packetsReceived');
    await witnessed({ media: true });
    expect(await packets()).toBe(0);

    await room.match(() => 'everybody');
    await vi.waitUntil(async () => (await packets()) > 20, patience);

    await room.match(() => 'nobody');
    await stillSending(5);
    const soonAfter = await packets();
    await stillSending(20);
    expect(await packets()).toBe(soonAfter);
  },
  90_000,
);

it('a browser makes no size of its camera that nobody wants, and makes it again when somebody does', async () => {
  const packets = () => speaking.does<number[]>('packetsSent');
  await vi.waitUntil(async () => ((await packets())[0] ?? 0) > 20, long);
  await vi.waitUntil(async () => {
    const before = await packets();
    await stillSending(3);
    const [small, large] = await packets();
    return small !== before[0] && large === before[1];
  }, long);

  room.expect([speaker.slotId as string]);
  const [, restedAt] = await packets();
  await vi.waitUntil(async () => ((await packets())[1] as number) > (restedAt as number) + 20, long);
}, 180_000);

it('a browser that leaves is no longer witnessed, and its producers are gone', async () => {
  await speaking.does('leave');
  await vi.waitUntil(() => room.producers().length === 0, patience);
  expect(await speaker.witness()).toMatchObject({ transport: false, media: false, quality: 'none' });
}, 60_000);

async function witnessed(seen: object): Promise<void> {
  await vi.waitFor(async () => expect(await speaker.witness()).toMatchObject(seen), patience);
}

/** The speaker's browser goes on sending, whatever becomes of it: seen that many times. */
async function stillSending(times: number): Promise<void> {
  for (let seen = 0; seen < times; seen += 1) await witnessed({ media: true });
}
