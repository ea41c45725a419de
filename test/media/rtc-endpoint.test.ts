import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import type { Input } from '../../server/protocol/requests.ts';
import { Library, openRoom, openWorkers } from '../support/media.ts';
import { type Ask, type EndpointOptions, RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveCamera } from '../support/rtc/live-camera.ts';
import { LiveVoice, readVoice } from '../support/rtc/live-voice.ts';
import { readPicture, type SeenPicture } from '../support/rtc/vp8.ts';

let library: Library;
let workers: MediaWorkers;
let room: MediaRoom;
let endpoints: RtcEndpoint[];

beforeAll(async () => {
  library = new Library();
  workers = await openWorkers();
});
afterAll(async () => {
  await workers.close();
  library.close();
});
beforeEach(async () => {
  endpoints = [];
  room = await openRoom(workers);
  await room.match(() => 'everybody');
});
afterEach(async () => {
  for (const endpoint of endpoints) endpoint.close();
  await room.close();
});

/** The hub's answers without the socket: the media room's own. */
function askOf(peer: MediaPeer): Ask {
  const answers = {
    'transport.open': ({ direction }: Input<'transport.open'>) => peer.openTransport(direction),
    'transport.connect': ({ transportId, dtlsParameters }: Input<'transport.connect'>) =>
      peer.connectTransport(transportId, dtlsParameters),
    'transport.restart-ice': async ({ transportId }: Input<'transport.restart-ice'>) => ({
      iceParameters: await peer.restartIce(transportId),
    }),
    'producer.open': async (wish: Input<'producer.open'>) => ({ producerId: await peer.openProducer(wish) }),
    'consumer.open': (wish: Input<'consumer.open'>) => peer.openConsumer(wish),
    'consumer.resume': ({ consumerId }: Input<'consumer.resume'>) => peer.resumeConsumer(consumerId),
  };
  return ((name: keyof typeof answers, input: never) => answers[name](input)) as unknown as Ask;
}

async function endpoint(options: EndpointOptions) {
  const peer = room.join({
    connectionId: crypto.randomUUID(),
    slotId: crypto.randomUUID(),
    mayPublish: true,
  });
  const opened = await RtcEndpoint.open(askOf(peer), options);
  endpoints.push(opened);
  return { peer, endpoint: opened };
}

it.each(['udp', 'tcp'] as const)('a voice is heard over %s, every packet once and in order', async (via) => {
  const { endpoint: speaker } = await endpoint({ direction: 'send', via });
  const { endpoint: listener } = await endpoint({ direction: 'receive', via });
  const voice = new LiveVoice();
  const { producerId } = await speaker.produce('microphone', voice);
  const heard: number[] = [];
  await listener.consume(producerId, (packet) => heard.push(readVoice(packet).number));
  await vi.waitUntil(() => heard.length >= 100, { timeout: 10_000 });
  expect(heard).toEqual(heard.map((_, index) => (heard[0] ?? 0) + index));
});

it('a key frame asked for comes, and the layer asked for is the one that arrives', async () => {
  const { endpoint: speaker } = await endpoint({ direction: 'send' });
  const { endpoint: viewer, peer } = await endpoint({ direction: 'receive' });
  const camera = new LiveCamera();
  const sending = await speaker.produce('camera', camera);
  const seen: SeenPicture[] = [];
  const reception = await viewer.consume(sending.producerId, (packet) => {
    const picture = readPicture(packet);
    if (picture) seen.push(picture);
  });
  for (const layer of [0, 2, 1]) {
    await peer.setLayer(reception.consumerId, layer);
    await vi.waitUntil(() => seen.at(-1)?.layer === layer, { timeout: 10_000 });
    const first = seen.findLast((picture, index) => seen[index - 1]?.layer !== picture.layer);
    expect(first).toMatchObject({ layer, isKey: true, isFirstPacket: true });
  }
  const asked = vi.fn();
  sending.onKeyFrameRequest(asked);
  const keyFramesBefore = camera.keyFrames;
  const seenBefore = seen.length;
  viewer.sendPli(reception);
  await vi.waitUntil(() => seen.slice(seenBefore).some(({ isKey }) => isKey), { timeout: 10_000 });
  expect(asked).toHaveBeenCalledOnce();
  expect(camera.keyFrames).toBe(keyFramesBefore + 1);
});
