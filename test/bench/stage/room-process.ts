/** Media rooms of ours without a debate around them, each on a worker of its own: one debate seats 300 viewers. */
import { randomUUID } from 'node:crypto';
import { observer, type types } from 'mediasoup';
import type { MediaRoom } from '../../../server/media/room.ts';
import type { MediaWorkers } from '../../../server/media/workers.ts';
import { openRoom, openWorkers } from '../../support/media.ts';
import { MediaDoor } from '../../support/media-door.ts';
import { type CpuMs, cpuOf } from './cpu.ts';
import { serve } from './process.ts';
import { SeatServer } from './seats.ts';

type Opened = { room: MediaRoom; seats: SeatServer; worker: types.Worker };

const born: types.Worker[] = [];
const rooms: Opened[] = [];
let workers: MediaWorkers | undefined;

observer.on('newworker', (worker) => born.push(worker));

async function openOne(pool: MediaWorkers): Promise<Opened> {
  const carried = new Set<types.Worker>();
  for (const worker of born) worker.observer.once('newrouter', () => carried.add(worker));
  const room = await openRoom(pool);
  const [worker] = [...carried].filter((one) => !rooms.some((other) => other.worker === one));
  if (worker === undefined) throw new Error('no worker of its own for this room');
  await room.match(() => 'everybody');
  const open = () => {
    const peer = room.join({ connectionId: randomUUID(), slotId: randomUUID(), mayPublish: true });
    return { ask: new MediaDoor(peer).ask, close: () => peer.close() };
  };
  return { room, worker, seats: await SeatServer.open({ open, producers: () => room.producers() }) };
}

const procedures = {
  /** Opens so many rooms; resolves to where their seats are. */
  open: async (count: number): Promise<string[]> => {
    workers = await openWorkers({ count });
    while (rooms.length < count) rooms.push(await openOne(workers));
    return rooms.map(({ seats }) => seats.url);
  },

  /** Of the worker of this room, and of this whole process. */
  cpu: (index: number): Promise<CpuMs> => cpuOf(rooms.slice(index, index + 1).map(({ worker }) => worker)),
};

export type RoomProcedures = typeof procedures;
serve(procedures, async () => {
  for (const { seats } of rooms) seats.close();
  await Promise.all(rooms.map(({ room }) => room.close()));
  await workers?.close();
});
