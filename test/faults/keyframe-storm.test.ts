import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../server/media/limits.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { Library, openRoom, openWorkers } from '../support/media.ts';
import { askPeer } from '../support/rtc/ask.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveCamera } from '../support/rtc/live-camera.ts';
import type { Reception } from '../support/rtc/reception.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';

const subscribers = 500;
const openingAtOnce = 25;
const stormMs = 6_000;
/** How many of them watch it large: as on a page, most pictures are small. */
const largeShare = 0.08;
/** Each subscriber asks about this often: 5,000 requests a second in all. */
const askEveryMs = 100;
/** The media server's timers may be early by their own coarseness. */
const coarsenessMs = 80;

type Subscriber = { endpoint: RtcEndpoint; reception: Reception };

describe('reliability scenario 45: 500 subscribers ask for key frames again and again', () => {
  let library: Library;
  let workers: MediaWorkers;
  let room: MediaRoom;
  const endpoints: RtcEndpoint[] = [];

  beforeEach(async () => {
    library = new Library();
    workers = await openWorkers();
    room = await openRoom(workers);
    await room.match(() => 'everybody');
  });
  afterEach(async () => {
    for (const endpoint of endpoints.splice(0)) endpoint.close();
    await room.close();
    await workers.close();
    library.close();
  });

  it('one request a second reaches the camera for each of its sizes, and that serves everybody', async () => {
    const chance = chancesOf(drawSeed('key frame storm'));
    const speaker = await open('send');
    const camera = new LiveCamera({ framesPerSecond: 4 });
    const sending = await speaker.endpoint.produce('camera', camera);
    const crowd = await join(sending.producerId, () => (chance() < largeShare ? Math.ceil(2 * chance()) : 0));

    const requests = await watchRequests(sending.producerId);
    const keyFramesBefore = camera.keyFrames;
    const asked = await storm(crowd, chance);
    const reached = [...requests.values()].map((instants) => instants.length);
    const keyFrames = camera.keyFrames - keyFramesBefore;
    console.info(`key frame storm: ${asked} asked, ${reached} reached the sizes, ${keyFrames} key frames`);

    expect(asked).toBeGreaterThan(subscribers * 20);
    expect(reached).toHaveLength(limits.topSpatialLayer + 1);
    for (const instants of requests.values()) {
      // On the whole: a starved worker is late with one, and the next comes in its own time.
      const spanMs = (instants.at(-1) as number) - (instants[0] as number);
      const leastMs = (instants.length - 1) * (limits.keyFrameRequestDelayMs - coarsenessMs);
      expect(spanMs).toBeGreaterThanOrEqual(leastMs);
    }
    const served = crowd.filter(({ reception }) => reception.packets > 0);
    expect(served.length).toBeGreaterThan(subscribers * 0.9);
  }, 120_000);

  /** When the media server asks for a key frame, by the stream it asks for and its own clock. */
  async function watchRequests(producerId: string): Promise<Map<number, number[]>> {
    const requests = new Map<number, number[]>();
    const producer = library.producers.find(({ id }) => id === producerId);
    producer?.on('trace', ({ timestamp, info }) => {
      const { ssrc } = info as { ssrc: number };
      requests.set(ssrc, [...(requests.get(ssrc) ?? []), timestamp]);
    });
    await producer?.enableTraceEvent(['pli']);
    return requests;
  }

  async function open(direction: 'send' | 'receive') {
    const peer = room.join({ connectionId: randomUUID(), slotId: randomUUID(), mayPublish: true });
    const endpoint = await RtcEndpoint.open(askPeer(peer), { direction });
    endpoints.push(endpoint);
    return { peer, endpoint };
  }

  async function join(producerId: string, chooseLayer: () => number): Promise<Subscriber[]> {
    const crowd: Subscriber[] = [];
    while (crowd.length < subscribers)
      crowd.push(
        ...(await Promise.all(
          Array.from({ length: openingAtOnce }, async () => {
            const { peer, endpoint } = await open('receive');
            const reception = await endpoint.consume(producerId);
            await peer.setLayer(reception.consumerId, chooseLayer());
            return { endpoint, reception };
          }),
        )),
      );
    return crowd;
  }

  /** Resolves to how many requests were sent. */
  async function storm(crowd: readonly Subscriber[], chance: () => number): Promise<number> {
    let asked = 0;
    const asking = setInterval(() => {
      for (const { endpoint, reception } of crowd) {
        if (chance() * askEveryMs > 10) continue;
        endpoint.sendPli(reception);
        asked += 1;
      }
    }, 10);
    try {
      await pause(stormMs);
    } finally {
      clearInterval(asking);
    }
    return asked;
  }
});
