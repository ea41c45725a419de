import { setInterval } from 'node:timers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { RtpCapabilities } from '../../server/protocol/media.ts';
import { DirectWire } from '../support/direct-wire.ts';
import { openRoom, openWorkers } from '../support/media.ts';
import { numberOf, Voice } from '../support/rtp.ts';

const onProducers = vi.fn();
let wire: DirectWire;
let workers: MediaWorkers;
let room: MediaRoom;

beforeEach(async () => {
  vi.clearAllMocks();
  wire = new DirectWire();
  workers = await openWorkers();
  room = await openRoom(workers, { onProducers });
});

afterEach(async () => {
  await room.close();
  await workers.close();
  wire.close();
});

it('FLOOR-1 a producer that is not on the floor is inaudible, and its packets arrive after match() opens it', async () => {
  const voice = new Voice();
  const { producerId } = await join(voice);
  const heard = await listen(producerId);
  for (let said = 0; said < 50; said += 1) wire.say(producerId, voice.next().packet);
  await wire.settled();
  expect(heard).toEqual([]);

  await room.match(() => 'everybody');
  const said = Array.from({ length: 50 }, () => voice.next());
  for (const { packet } of said) wire.say(producerId, packet);
  await wire.settled();
  expect(heard).toEqual(said.map(({ number }) => number));
});

it('FLOOR-1 only the slot on the floor is heard; the other one speaks into nothing', async () => {
  const [mine, theirs] = [new Voice(), new Voice()];
  const onFloor = await join(mine);
  const waiting = await join(theirs);
  const [heardMine, heardTheirs] = [await listen(onFloor.producerId), await listen(waiting.producerId)];
  await room.match(({ slotId }) => (slotId === onFloor.peer.slotId ? 'everybody' : 'nobody'));
  for (let said = 0; said < 20; said += 1) {
    wire.say(onFloor.producerId, mine.next().packet);
    wire.say(waiting.producerId, theirs.next().packet);
  }
  await wire.settled();
  expect([heardMine.length, heardTheirs.length]).toEqual([20, 0]);
});

it('FLOOR-2 after match() closes it, nothing said more than 150 ms later arrives', async () => {
  const voice = new Voice();
  const { producerId } = await join(voice);
  const heard = await listen(producerId);
  await room.match(() => 'everybody');
  const sentAtMs = new Map<number, number>();
  const speaking = setInterval(() => {
    const { number, packet } = voice.next();
    sentAtMs.set(number, performance.now());
    wire.say(producerId, packet);
  }, 20);
  try {
    await vi.waitUntil(() => heard.length >= 10);
    const closedAtMs = performance.now();
    const late = () => [...sentAtMs].filter(([, atMs]) => atMs > closedAtMs + 150).map(([number]) => number);
    await room.match(() => 'nobody');
    await vi.waitUntil(() => late().length >= 20, { timeout: 5_000 });
    await wire.settled();
    expect(heard.filter((number) => late().includes(number))).toEqual([]);
  } finally {
    clearInterval(speaking);
  }
});

it('FLOOR-1 a producer opened later starts as the rule of now says', async () => {
  await room.match(({ source }) => (source === 'microphone' ? 'everybody' : 'nobody'));
  const { producerId, peer } = await join(new Voice());
  expect(room.producers()).toEqual([{ producerId, slotId: peer.slotId, source: 'microphone', isOpen: true }]);
});

it('FLOOR-2 of overlapping calls the last one asked remains', async () => {
  await join(new Voice());
  const turns = ['everybody', 'nobody', 'everybody', 'nobody'] as const;
  await Promise.all(turns.map((audience) => room.match(() => audience)));
  expect(room.producers()).toMatchObject([{ isOpen: false }]);
  await Promise.all(turns.toReversed().map((audience) => room.match(() => audience)));
  expect(room.producers()).toMatchObject([{ isOpen: true }]);
});

it('NOTE-1 every change of the producers is told: opened, put on the floor, closed', async () => {
  const { peer, producerId } = await join(new Voice());
  expect(onProducers).toHaveBeenCalled();
  onProducers.mockClear();
  await room.match(() => 'everybody');
  expect(onProducers).toHaveBeenCalledOnce();
  await room.match(() => 'everybody');
  expect(onProducers).toHaveBeenCalledOnce();
  peer.closeProducer(producerId);
  await vi.waitUntil(() => onProducers.mock.calls.length === 2);
  expect(room.producers()).toEqual([]);
});

it('the media witness sees RTP arriving, also of a producer that is not on the floor', async () => {
  const voice = new Voice();
  const { peer, producerId } = await join(voice);
  expect(await peer.witness()).toMatchObject({ transport: false, media: false, rtpBytesReceived: 0 });
  wire.say(producerId, voice.next().packet);
  const seen = await peer.witness();
  expect(seen).toMatchObject({ media: true });
  expect(seen.rtpBytesReceived).toBeGreaterThan(0);
  expect(await peer.witness()).toEqual({ ...seen, media: false });
});

it('who floods the line is cut off at the next look at it', async () => {
  const voice = new Voice();
  const { peer, producerId } = await join(voice);
  const padding = Buffer.alloc(1_100);
  for (let said = 0; said < 3_000; said += 1)
    wire.say(producerId, Buffer.concat([voice.next().packet, padding]));
  await wire.settled();
  await peer.witness();
  expect(room.producers()).toEqual([]);
});

async function join(voice: Voice): Promise<{ peer: MediaPeer; producerId: string }> {
  const peer = room.join({
    connectionId: crypto.randomUUID(),
    slotId: crypto.randomUUID(),
    mayPublish: true,
  });
  const { transportId } = await peer.openTransport('send');
  const { rtpParameters } = voice;
  const producerId = await peer.openProducer({ transportId, source: 'microphone', rtpParameters });
  return { peer, producerId };
}

/** The numbers of the packets that reach a viewer, as they come. */
async function listen(producerId: string): Promise<number[]> {
  const viewer = room.join({ connectionId: crypto.randomUUID(), slotId: null, mayPublish: false });
  const { transportId } = await viewer.openTransport('receive');
  const rtpCapabilities = RtpCapabilities.parse(room.rtpCapabilities);
  const { consumerId } = await viewer.openConsumer({ transportId, producerId, rtpCapabilities });
  const heard: number[] = [];
  wire.hear(consumerId, (packet) => heard.push(numberOf(packet)));
  await viewer.resumeConsumer(consumerId);
  return heard;
}
