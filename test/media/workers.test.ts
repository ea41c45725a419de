import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { openClock } from '../../server/platform/clock.ts';
import { freePort, isRunning, Library, openRoom, openWorkers } from '../support/media.ts';
import { Voice } from '../support/rtp.ts';

const clock = openClock();
const onLost = vi.fn<(fromMs: number) => void>();
const onRebuilt = vi.fn<() => void>();
let library: Library;
let workers: MediaWorkers | undefined;
let room: MediaRoom | undefined;

beforeEach(() => {
  vi.clearAllMocks();
  library = new Library();
});

afterEach(async () => {
  await room?.close();
  await workers?.close();
  [room, workers] = [undefined, undefined];
  library.close();
  expect(library.workers.filter(({ pid }) => isRunning(pid))).toEqual([]);
});

it('a worker that is killed: its room is lost, rebuilt on another, and its peers publish again', async () => {
  const { peer, pid } = await roomOnAir(2);
  const killedMs = clock.now();
  process.kill(pid, 'SIGKILL');
  await rebuilt();
  expect(onLost).toHaveBeenCalledOnce();
  expect(onLost.mock.lastCall?.[0]).toBeGreaterThanOrEqual(killedMs);
  expect(room?.producers()).toEqual([]);
  await publish(peer);
  expect(room?.producers()).toMatchObject([{ isOpen: true }]);
});

it('the only worker is killed: requests are refused until its replacement takes the room', async () => {
  const { peer, pid } = await roomOnAir(1);
  const lost = once(library.workers[0] ?? expect.fail(), 'died');
  process.kill(pid, 'SIGKILL');
  await lost;
  await expect(peer.openTransport('send')).rejects.toMatchObject({ code: 'media-unavailable' });
  await rebuilt();
  await publish(peer);
  expect(room?.producers()).toMatchObject([{ isOpen: true }]);
});

it('a worker that hangs is found within 3 s, killed and replaced, and the loss dates from its last sign', async () => {
  const { peer, pid } = await roomOnAir(1);
  const stoppedMs = clock.now();
  process.kill(pid, 'SIGSTOP');
  await vi.waitUntil(() => onLost.mock.calls.length === 1, { timeout: 15_000, interval: 20 });
  expect(clock.now() - stoppedMs).toBeLessThanOrEqual(3_000);
  expect(onLost.mock.lastCall?.[0]).toBeLessThanOrEqual(stoppedMs + 50);
  expect(isRunning(pid)).toBe(false);
  await rebuilt();
  await publish(peer);
}, 30_000);

it('a stall of this process is not taken for a hang of the worker', async () => {
  const { pid } = await roomOnAir(1);
  process.kill(pid, 'SIGSTOP');
  const probing = vi.spyOn(library.workers[0] ?? expect.fail(), 'getResourceUsage');
  await vi.waitUntil(() => probing.mock.calls.length === 1, { timeout: 5_000, interval: 10 });
  process.kill(pid, 'SIGCONT');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000);
  await vi.waitUntil(() => probing.mock.calls.length === 2, { timeout: 5_000, interval: 10 });
  expect(isRunning(pid)).toBe(true);
  expect(onLost).not.toHaveBeenCalled();
}, 20_000);

it('a room that closes while its worker is dead leaves nothing behind', async () => {
  const { pid } = await roomOnAir(1);
  const lost = once(library.workers[0] ?? expect.fail(), 'died');
  process.kill(pid, 'SIGKILL');
  await lost;
  await room?.close();
  expect(onRebuilt).not.toHaveBeenCalled();
  expect(library.routers.every((router) => router.closed)).toBe(true);
});

it('closing a room leaves no router on its worker; closing the pool leaves no process', async () => {
  const { peer, pid } = await roomOnAir(1);
  await Promise.all([room?.close(), room?.close()]);
  expect(await library.workers[0]?.dump()).toMatchObject({ routerIds: [] });
  expect(workers?.place().load).toBe(0);
  await expect(peer.openTransport('send')).rejects.toMatchObject({ code: 'media-unavailable' });
  await Promise.all([workers?.close(), workers?.close()]);
  expect(isRunning(pid)).toBe(false);
  expect(() => workers?.place()).toThrow(expect.objectContaining({ code: 'media-unavailable' }));
});

it('closing ends a worker that hangs', async () => {
  const { pid } = await roomOnAir(1);
  process.kill(pid, 'SIGSTOP');
  await workers?.close();
  expect(isRunning(pid)).toBe(false);
}, 15_000);

it('rooms opened at once spread over the workers', async () => {
  workers = await openWorkers({ count: 2 });
  const pool = workers;
  const rooms = await Promise.all(Array.from({ length: 4 }, () => openRoom(pool)));
  const routers = await Promise.all(
    library.workers.map(async (worker) => (await worker.dump()).routerIds.length),
  );
  await Promise.all(rooms.map((each) => each.close()));
  expect(routers).toEqual([2, 2]);
});

it('each worker has one port for UDP and TCP, and its replacement the same one', async () => {
  const firstPort = await freePort();
  const { peer, pid } = await roomOnAir(1, firstPort);
  const ports = async () => {
    const { iceCandidates } = await peer.openTransport('receive');
    return iceCandidates.map(({ protocol, port }) => [protocol, port]);
  };
  const both = [
    ['udp', firstPort],
    ['tcp', firstPort],
  ];
  expect(await ports()).toEqual(both);
  process.kill(pid, 'SIGKILL');
  await rebuilt();
  expect(await ports()).toEqual(both);
});

it('a pool that cannot start all its workers starts none', async () => {
  await expect(openWorkers({ workerBin: '/nowhere/mediasoup-worker', count: 2 })).rejects.toThrow('ENOENT');
  await expect(openWorkers({ count: 2, listenAddress: '192.0.2.1' })).rejects.toThrow('192.0.2.1');
});

/** An open room with one peer whose microphone is open. */
async function roomOnAir(count: number, firstPort = 0): Promise<{ peer: MediaPeer; pid: number }> {
  workers = await openWorkers({ count, firstPort, clock });
  const { pid } = workers.place();
  room = await openRoom(workers, { onLost, onRebuilt });
  const peer = room.join({ connectionId: crypto.randomUUID(), slotId: null, mayPublish: true });
  await room.match(() => 'everybody');
  await publish(peer);
  return { peer, pid };
}

async function publish(peer: MediaPeer): Promise<void> {
  const { transportId } = await peer.openTransport('send');
  await peer.openProducer({ transportId, source: 'microphone', rtpParameters: new Voice().rtpParameters });
}

async function rebuilt(): Promise<void> {
  await vi.waitUntil(() => onRebuilt.mock.calls.length === 1, { timeout: 10_000 });
}
