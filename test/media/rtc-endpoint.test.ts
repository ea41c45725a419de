import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { openTestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { Library, openRoom, openWorkers } from '../support/media.ts';
import { askOn, askPeer } from '../support/rtc/ask.ts';
import { packetBeat, reportBeat } from '../support/rtc/beat.ts';
import { type Ask, type EndpointOptions, RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveCamera } from '../support/rtc/live-camera.ts';
import { LiveVoice, readVoice } from '../support/rtc/live-voice.ts';
import { readPicture, type SeenPicture } from '../support/rtc/vp8.ts';
import type { MediaAddress } from '../support/rtc/wire.ts';
import { numberOf, Voice } from '../support/rtp.ts';

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
  for (const opened of endpoints) opened.close();
  await room.close();
});

const publisher = (): MediaPeer =>
  room.join({ connectionId: crypto.randomUUID(), slotId: crypto.randomUUID(), mayPublish: true });

async function endpoint(options: EndpointOptions) {
  const peer = publisher();
  const opened = await RtcEndpoint.open(askPeer(peer), options);
  endpoints.push(opened);
  const transport = library.transports.find(({ id }) => id === opened.transportId);
  if (transport === undefined) throw new Error('the media server has no such transport');
  return { peer, endpoint: opened, transport };
}

/** A voice and the numbers of what a listener hears of it. */
async function conversation(options: Omit<EndpointOptions, 'direction'> = {}) {
  const speaker = await endpoint({ ...options, direction: 'send' });
  const listener = await endpoint({ ...options, direction: 'receive' });
  const voice = new LiveVoice();
  const sending = await speaker.endpoint.produce('microphone', voice);
  const heard: number[] = [];
  const reception = await listener.endpoint.consume(sending.producerId, (packet) => {
    heard.push(readVoice(packet).number);
  });
  const hearMore = (count: number) => {
    const before = heard.length;
    return vi.waitUntil(() => heard.length >= before + count, { timeout: 10_000 });
  };
  await hearMore(1);
  return { speaker, listener, voice, sending, heard, hearMore, reception };
}

/** What endpoints keep going in this process; its other timers are the test runner's. */
const running = () => ({
  sockets: process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length,
  isSending: packetBeat.isBeating,
  isReporting: reportBeat.isBeating,
});
const nothing = { sockets: 0, isSending: false, isReporting: false };

const host = '127.0.0.1';

const following = (heard: number[]): number[] => heard.map((_, index) => (heard[0] ?? 0) + index);

/** A datagram relay to a media port that loses a third of the datagrams by chance: the same ones every time. */
async function lossyRelay(media: MediaAddress) {
  const [near, far] = [createSocket('udp4'), createSocket('udp4')];
  near.bind(0, host);
  await once(near, 'listening');
  let endpointPort = 0;
  let chance = 1;
  const isLost = () => {
    chance = (chance * 48_271) % 0x7fffffff;
    return chance % 3 === 0;
  };
  near.on('message', (packet, from) => {
    endpointPort = from.port;
    if (!isLost()) far.send(packet, media.port, media.host);
  });
  far.on('message', (packet) => {
    if (!isLost()) near.send(packet, endpointPort, host);
  });
  const close = () => {
    near.close();
    far.close();
  };
  return { address: { via: 'udp' as const, host, port: near.address().port }, close };
}

/** A port that takes whatever comes and says nothing. */
async function deafPort(via: 'udp' | 'tcp') {
  const opened =
    via === 'udp'
      ? createSocket('udp4').bind(0, host)
      : createServer((socket) => socket.resume()).listen(0, host);
  await once(opened, 'listening');
  const { port } = opened.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => opened.close(() => resolve()));
  return { address: { via, host, port }, close };
}

it.each(['udp', 'tcp'] as const)('a voice is heard over %s, every packet once and in order', async (via) => {
  const { heard, hearMore } = await conversation({ via });
  await hearMore(50);
  expect(heard).toEqual(following(heard));
});

it('a voice that falls silent sends a packet every 400 ms', async () => {
  const { voice, reception, hearMore } = await conversation();
  const atMs: number[] = [];
  voice.fallSilent();
  reception.onRtp((_, arrivedAtMs) => atMs.push(arrivedAtMs));
  await hearMore(5);
  const gaps = atMs.slice(1).map((arrivedAtMs, index) => arrivedAtMs - (atMs[index] ?? 0));
  expect(gaps.slice(-3).every((gapMs) => gapMs > 300)).toBe(true);
  voice.speak();
  const spokenFrom = performance.now();
  await hearMore(25);
  expect(performance.now() - spokenFrom).toBeLessThan(3_000);
});

it('packets arrive also after their 16-bit numbers have begun again', async () => {
  const { endpoint: speaker } = await endpoint({ direction: 'send' });
  const { endpoint: listener } = await endpoint({ direction: 'receive' });
  const voice = new Voice();
  const { producerId } = await speaker.produce('microphone', voice);
  const heard: number[] = [];
  await listener.consume(producerId, (packet) => heard.push(numberOf(packet)));
  const said = Array.from({ length: 40 }, () => {
    const { packet, number } = voice.next();
    packet.writeUInt16BE((65_516 + number) & 0xffff, 2);
    speaker.sendRtp(packet);
    return number;
  });
  await vi.waitUntil(() => heard.length >= said.length, { timeout: 10_000 });
  expect(heard).toEqual(said);
});

it('the layer asked for is the one that arrives, from a key frame on', async () => {
  const { endpoint: speaker } = await endpoint({ direction: 'send' });
  const { endpoint: viewer, peer } = await endpoint({ direction: 'receive' });
  const { producerId } = await speaker.produce('camera', new LiveCamera());
  const seen: SeenPicture[] = [];
  const { consumerId } = await viewer.consume(producerId, (packet) => {
    const picture = readPicture(packet);
    if (picture) seen.push(picture);
  });
  for (const layer of [0, 2, 1]) {
    await peer.setLayer(consumerId, layer);
    await vi.waitUntil(() => seen.at(-1)?.layer === layer, { timeout: 10_000 });
    const first = seen.findLast((picture, index) => seen[index - 1]?.layer !== picture.layer);
    expect(first).toMatchObject({ layer, isKey: true, isFirstPacket: true });
  }
});

it('a key frame asked for by a viewer is asked of the speaker, made, and seen', async () => {
  const { endpoint: speaker } = await endpoint({ direction: 'send' });
  const { endpoint: viewer } = await endpoint({ direction: 'receive' });
  const camera = new LiveCamera();
  const sending = await speaker.produce('camera', camera);
  const keyFrames: number[] = [];
  const reception = await viewer.consume(sending.producerId, (packet) => {
    const picture = readPicture(packet);
    if (picture?.isKey && picture.isFirstPacket) keyFrames.push(picture.frame);
  });
  await vi.waitUntil(() => keyFrames.length > 0, { timeout: 10_000 });
  const before = { seen: keyFrames.length, made: camera.keyFrames };
  const asked = vi.fn();
  sending.onKeyFrameRequest(asked);
  viewer.sendPli(reception);
  await vi.waitUntil(() => keyFrames.length > before.seen, { timeout: 10_000 });
  expect(asked).toHaveBeenCalled();
  expect(camera.keyFrames).toBeGreaterThan(before.made);
});

it.each(['udp', 'tcp'] as const)('over %s, a new address and an ICE restart lose no stream', async (via) => {
  const { speaker, listener, hearMore } = await conversation({ via });
  for (const { endpoint: moving, transport } of [speaker, listener]) {
    const oldPort = moving.localPort;
    await moving.rebind();
    await moving.restartIce();
    await hearMore(20);
    expect(moving.localPort).not.toBe(oldPort);
    expect(transport.iceSelectedTuple?.remotePort).toBe(moving.localPort);
  }
});

it('a connection comes about where a third of the datagrams is lost', async () => {
  const relays = new DisposableStack();
  const through = async (address: MediaAddress) => {
    const relay = await lossyRelay(address);
    relays.defer(relay.close);
    return relay.address;
  };
  const { heard, hearMore } = await conversation({ through });
  await hearMore(30);
  relays.dispose();
  expect(new Set(heard).size).toBe(heard.length);
  expect(heard.at(-1)).toBeGreaterThan((heard[0] ?? 0) + heard.length);
});

it('the hub measures round trip, loss and what the line can carry', async () => {
  const { endpoint: speaker, transport: sending } = await endpoint({ direction: 'send' });
  const { endpoint: viewer, transport: receiving } = await endpoint({ direction: 'receive' });
  const { producerId } = await speaker.produce('camera', new LiveCamera());
  const { consumerId } = await viewer.consume(producerId);
  const consumer = library.consumers.find(({ id }) => id === consumerId);
  await vi.waitUntil(async () => Number((await consumer?.getStats())?.[0]?.roundTripTime) > 0, {
    timeout: 10_000,
  });
  await vi.waitUntil(async () => (await receiving.getStats())[0]?.rtpPacketLossSent === 0, {
    timeout: 10_000,
  });
  await vi.waitUntil(async () => (await sending.getStats())[0]?.rtpPacketLossReceived === 0, {
    timeout: 10_000,
  });
  expect(consumer?.score).toMatchObject({ score: 10, producerScores: [10, 10, 10] });
});

it('who presents another certificate than the hub named is not spoken to', async () => {
  const ask = askPeer(publisher());
  const deceived = (async (name: never, input: never) => {
    const answer = await ask(name, input);
    const fingerprints = [{ algorithm: 'sha-256', value: Array(32).fill('00').join(':') }];
    return name === 'transport.open' ? { ...(answer as object), dtlsParameters: { fingerprints } } : answer;
  }) as Ask;
  await expect(RtcEndpoint.open(deceived, { direction: 'send' })).rejects.toThrow('not the certificate');
  await expect.poll(running).toEqual(nothing);
});

it.each(['udp', 'tcp'] as const)(
  'where nobody answers over %s there is no connection in time',
  async (via) => {
    const deaf = await deafPort(via);
    const options = { direction: 'send', via, through: () => deaf.address, withinMs: 300 } as const;
    await expect(RtcEndpoint.open(askPeer(publisher()), options)).rejects.toThrow('within 300 ms');
    await deaf.close();
    await expect.poll(running).toEqual(nothing);
  },
);

it('a withdrawn source stops; a closed endpoint leaves nothing running, and the hub knows at once', async () => {
  const { speaker, listener, sending } = await conversation();
  expect(running()).toEqual({ sockets: 2, isSending: true, isReporting: true });
  await speaker.endpoint.withdraw(sending);
  expect([room.producers(), packetBeat.isBeating]).toEqual([[], false]);
  const closed = [speaker, listener].map(({ transport }) => once(transport.observer, 'close'));
  speaker.endpoint.close();
  listener.endpoint.close();
  await Promise.all(closed);
  await expect.poll(running).toEqual(nothing);
});

it('an endpoint that vanishes leaves nothing running, and the hub does not know yet', async () => {
  const { endpoint: speaker, transport } = await endpoint({ direction: 'send' });
  await speaker.produce('microphone', new LiveVoice());
  expect(running()).toEqual({ sockets: 1, isSending: true, isReporting: true });
  speaker.vanish();
  await expect.poll(running).toEqual(nothing);
  expect(transport).toMatchObject({ closed: false, dtlsState: 'connected' });
});

it('an endpoint hears that the hub has ended its connection, and stops', async () => {
  const { endpoint: speaker, peer } = await endpoint({ direction: 'send' });
  await speaker.produce('microphone', new LiveVoice());
  const ended = new Promise<void>((resolve) => speaker.onClosed(resolve));
  peer.close();
  await ended;
  await expect.poll(running).toEqual(nothing);
});

it('the whole hub is spoken to through a line, and its no is an error', async () => {
  await using hub = await openTestHub();
  using viewer = await Line.join(hub, 'viewer');
  using listening = await RtcEndpoint.open(askOn(viewer), { direction: 'receive' });
  expect(listening.localPort).toBeGreaterThan(0);
  await expect(RtcEndpoint.open(askOn(viewer), { direction: 'send' })).rejects.toThrow('not-allowed');
});
