import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { limits } from '../../server/media/limits.ts';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { RtpCapabilities, TransportOffer } from '../../server/protocol/media.ts';
import { Library, openRoom, openWorkers } from '../support/media.ts';
import { cameraRtp, Voice } from '../support/rtp.ts';

let library: Library;
let workers: MediaWorkers;
let room: MediaRoom;

beforeAll(async () => {
  library = new Library();
  workers = await openWorkers({ announcedAddress: 'media.example' });
});
afterAll(async () => {
  await workers.close();
  library.close();
});
beforeEach(async () => {
  room = await openRoom(workers);
});
afterEach(async () => {
  await room.close();
});

const join = (mayPublish = true): MediaPeer =>
  room.join({ connectionId: crypto.randomUUID(), slotId: crypto.randomUUID(), mayPublish });

async function publishing(source: 'microphone' | 'camera') {
  const peer = join();
  const { transportId } = await peer.openTransport('send');
  const rtpParameters = source === 'camera' ? cameraRtp : new Voice().rtpParameters;
  const producerId = await peer.openProducer({ transportId, source, rtpParameters });
  return { peer, transportId, producerId };
}

it('a transport is offered over UDP first and TCP, at the announced address, and limited', async () => {
  const offer = TransportOffer.parse(await join().openTransport('send'));
  expect(offer.iceCandidates.map(({ protocol, address }) => [protocol, address])).toEqual([
    ['udp', 'media.example'],
    ['tcp', 'media.example'],
  ]);
  const [udp, tcp] = offer.iceCandidates.map(({ priority }) => priority);
  expect(udp).toBeGreaterThan(tcp ?? 0);
  const transport = library.transports.find(({ id }) => id === offer.transportId);
  expect(await transport?.getStats()).toMatchObject([{ maxIncomingBitrate: limits.incomingBitsPerSecond }]);
  expect(transport?.sctpParameters).toBeUndefined();
});

it('transports over the limit are refused, in each direction apart', async () => {
  const peer = join();
  for (const direction of ['send', 'receive'] as const) {
    const asked = Array.from({ length: limits.transportsPerDirection + 1 }, () =>
      peer.openTransport(direction),
    );
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      limits.transportsPerDirection,
    );
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'limit-reached' } });
  }
});

it('a second microphone is refused, also when both are asked for at once; a closed one makes room', async () => {
  const peer = join();
  const { transportId } = await peer.openTransport('send');
  const ask = () =>
    peer.openProducer({ transportId, source: 'microphone', rtpParameters: new Voice().rtpParameters });
  const [first, second] = await Promise.allSettled([ask(), ask()]);
  expect(second).toMatchObject({ reason: { code: 'limit-reached' } });
  expect(room.producers()).toHaveLength(1);
  peer.closeProducer((first as PromiseFulfilledResult<string>).value);
  await expect(ask()).resolves.toEqual(expect.any(String));
});

it('consumers over the limit are refused', async () => {
  const { producerId } = await publishing('microphone');
  const viewer = join(false);
  const { transportId } = await viewer.openTransport('receive');
  const rtpCapabilities = RtpCapabilities.parse(room.rtpCapabilities);
  const consume = () => viewer.openConsumer({ transportId, producerId, rtpCapabilities });
  for (let open = 0; open < limits.consumers; open += 1) await consume();
  await expect(consume()).rejects.toMatchObject({ code: 'limit-reached' });
});

it('JOIN-2 who may not publish gets no sending transport', async () => {
  await expect(join(false).openTransport('send')).rejects.toMatchObject({ code: 'not-allowed' });
});

it('JOIN-4 the ids of another connection are not found', async () => {
  const { transportId, producerId } = await publishing('microphone');
  const viewer = join();
  const rtpCapabilities = RtpCapabilities.parse(room.rtpCapabilities);
  const { transportId: receiving } = await viewer.openTransport('receive');
  const { consumerId } = await viewer.openConsumer({ transportId: receiving, producerId, rtpCapabilities });
  const stranger = join();
  const { rtpParameters } = new Voice();
  const fingerprints = [{ algorithm: 'sha-256' as const, value: 'AB:CD' }];
  const attempts = [
    () => stranger.connectTransport(transportId, { fingerprints }),
    () => stranger.restartIce(transportId),
    () => stranger.openProducer({ transportId, source: 'microphone', rtpParameters }),
    async () => stranger.closeProducer(producerId),
    () => stranger.openConsumer({ transportId: receiving, producerId, rtpCapabilities }),
    () => stranger.resumeConsumer(consumerId),
    () => stranger.pauseConsumer(consumerId),
    () => stranger.setLayer(consumerId, 0),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  expect(room.producers()).toHaveLength(1);
});

it('a producer of another room cannot be consumed', async () => {
  const elsewhere = await openRoom(workers);
  const { producerId } = await publishing('microphone');
  const viewer = elsewhere.join({ connectionId: crypto.randomUUID(), slotId: null, mayPublish: false });
  const { transportId } = await viewer.openTransport('receive');
  const rtpCapabilities = RtpCapabilities.parse(room.rtpCapabilities);
  await expect(viewer.openConsumer({ transportId, producerId, rtpCapabilities })).rejects.toMatchObject({
    code: 'not-found',
  });
  await elsewhere.close();
});

it('RTP parameters that pass the schema and fail at the media server are refused with the cause', async () => {
  const peer = join();
  const { transportId } = await peer.openTransport('send');
  const rtpParameters = new Voice().rtpParameters;
  const wish = { transportId, source: 'camera' as const, rtpParameters };
  const refused = { code: 'media-refused', cause: expect.any(Error) };
  const unknown = {
    ...rtpParameters,
    codecs: [{ mimeType: 'video/theora', payloadType: 96, clockRate: 90_000 }],
  };
  await expect(peer.openProducer({ ...wish, rtpParameters: unknown })).rejects.toMatchObject(refused);
  await expect(
    peer.openProducer({ ...wish, rtpParameters: { ...rtpParameters, codecs: [] } }),
  ).rejects.toMatchObject(refused);
  expect(room.producers()).toEqual([]);
});

it('who shares no codec with a producer cannot consume it', async () => {
  const { producerId } = await publishing('microphone');
  const viewer = join(false);
  const { transportId } = await viewer.openTransport('receive');
  const consume = viewer.openConsumer({ transportId, producerId, rtpCapabilities: { codecs: [] } });
  await expect(consume).rejects.toMatchObject({ code: 'media-refused' });
});

it('a simulcast camera is received at its smallest layer, paused at first, and at a larger one when asked', async () => {
  const { producerId } = await publishing('camera');
  const { viewer, consumerId, consumer } = await receiving(producerId);
  expect(consumer).toMatchObject({ type: 'simulcast', paused: true, preferredLayers: { spatialLayer: 0 } });
  await viewer.resumeConsumer(consumerId);
  await viewer.setLayer(consumerId, 2);
  expect(consumer).toMatchObject({ paused: false, preferredLayers: { spatialLayer: 2 } });
  await viewer.setLayer(consumerId, 9);
  expect(consumer).toMatchObject({ preferredLayers: { spatialLayer: limits.topSpatialLayer } });
  await viewer.pauseConsumer(consumerId);
  expect(consumer?.paused).toBe(true);
});

it('a small picture gets every second frame, a larger one and that of whoever has the floor get all', async () => {
  const { peer, producerId } = await publishing('camera');
  const { viewer, consumerId, consumer } = await receiving(producerId);
  const half = { spatialLayer: 0, temporalLayer: limits.tileTemporalLayer };
  expect(consumer?.preferredLayers).toEqual(half);
  await room.feature(peer.slotId);
  expect(consumer?.preferredLayers).toEqual({ ...half, temporalLayer: limits.topTemporalLayer });
  await room.feature(null);
  expect(consumer?.preferredLayers).toEqual(half);
  await viewer.setLayer(consumerId, 1);
  expect(consumer?.preferredLayers).toEqual({ spatialLayer: 1, temporalLayer: limits.topTemporalLayer });
});

it('the camera of the featured slot comes first on every line, also on one that is opened later', async () => {
  const [one, other] = [await publishing('camera'), await publishing('camera')];
  const priorities = async () => [await priority(one.producerId), await priority(other.producerId)];
  const ofOne = (await receiving(one.producerId)).consumer;
  await room.feature(one.peer.slotId);
  expect(ofOne?.priority).toBe(limits.featuredPriority);
  expect(await priorities()).toEqual([limits.featuredPriority, 1]);
  await room.feature(other.peer.slotId);
  expect(ofOne?.priority).toBe(1);
  expect(await priorities()).toEqual([1, limits.featuredPriority]);
  await room.feature(null);
  expect(await priorities()).toEqual([1, 1]);
});

it('a camera that the featured slot opens anew comes first again; its microphone needs no place in the queue', async () => {
  const { peer, producerId, transportId } = await publishing('camera');
  await room.feature(peer.slotId);
  peer.closeProducer(producerId);
  const again = await peer.openProducer({ transportId, source: 'camera', rtpParameters: cameraRtp });
  const { rtpParameters } = new Voice();
  const voice = await peer.openProducer({ transportId, source: 'microphone', rtpParameters });
  expect([await priority(again), await priority(voice)]).toEqual([limits.featuredPriority, 1]);
});

it('a microphone that is closed while its loudness is being set up is refused, and nowhere kept', async () => {
  const peer = join();
  const { transportId } = await peer.openTransport('send');
  const transport = library.transports.find(({ id }) => id === transportId);
  // As the question about its loudness is on its way to the media server, and no answer back yet.
  transport?.observer.once('newproducer', (producer) => setImmediate(() => producer.close()));
  const ask = () =>
    peer.openProducer({ transportId, source: 'microphone', rtpParameters: new Voice().rtpParameters });
  await expect(ask()).rejects.toMatchObject({ code: 'media-unavailable' });
  expect(room.producers()).toEqual([]);
  await expect(ask()).resolves.toEqual(expect.any(String));
});

it('a peer that leaves takes its producers with it, and what it was asking for is closed on arrival', async () => {
  const { peer } = await publishing('microphone');
  const late = peer.openTransport('receive');
  peer.close();
  peer.close();
  await expect(late).rejects.toMatchObject({ code: 'media-unavailable' });
  expect(room.producers()).toEqual([]);
  expect(library.transports.filter(({ closed }) => !closed)).toEqual([]);
});

async function receiving(producerId: string) {
  const viewer = join(false);
  const { transportId } = await viewer.openTransport('receive');
  const rtpCapabilities = RtpCapabilities.parse(room.rtpCapabilities);
  const { consumerId } = await viewer.openConsumer({ transportId, producerId, rtpCapabilities });
  return { viewer, consumerId, consumer: library.consumers.find(({ id }) => id === consumerId) };
}

async function priority(producerId: string): Promise<number | undefined> {
  return (await receiving(producerId)).consumer?.priority;
}
