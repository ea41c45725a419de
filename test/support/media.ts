import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { observer, type types } from 'mediasoup';
import { mediaWorkerPath } from '../../scripts/media-worker/path.mjs';
import { MediaRoom, type MediaRoomOptions } from '../../server/media/room.ts';
import { MediaWorkers, type MediaWorkersOptions } from '../../server/media/workers.ts';
import { openClock } from '../../server/platform/clock.ts';
import { openLog } from '../../server/platform/log.ts';

const log = openLog(process.env.LOG_LEVEL ?? 'silent');

/** Real media workers on loopback. Without the worker program there is nothing to test, and that is a failure. */
export async function openWorkers(wanted: Partial<MediaWorkersOptions> = {}): Promise<MediaWorkers> {
  const workerBin = mediaWorkerPath();
  if (!existsSync(workerBin))
    throw new Error(`There is no media worker at ${workerBin}: run "node scripts/setup.mjs" to build it.`);
  const address = { listenAddress: '127.0.0.1', announcedAddress: undefined };
  return MediaWorkers.open({
    workerBin,
    count: 1,
    firstPort: 0,
    ...address,
    log,
    clock: openClock(),
    ...wanted,
  });
}

export function openRoom(workers: MediaWorkers, heard: Partial<MediaRoomOptions> = {}): Promise<MediaRoom> {
  const deaf = { onProducers() {}, onVoices() {}, onLost() {}, onRebuilt() {} };
  return MediaRoom.open(workers, { debateId: crypto.randomUUID(), log, ...deaf, ...heard });
}

/** What mediasoup itself has open: its workers and routers, as it announces them. */
export class Library {
  readonly workers: types.Worker[] = [];
  readonly routers: types.Router[] = [];
  readonly transports: types.WebRtcTransport[] = [];
  readonly producers: types.Producer[] = [];
  readonly consumers: types.Consumer[] = [];
  readonly #notice = (worker: types.Worker) => {
    this.workers.push(worker);
    worker.observer.on('newrouter', (router) => {
      this.routers.push(router);
      router.observer.on('newtransport', (transport) => {
        this.transports.push(transport as types.WebRtcTransport);
        transport.observer.on('newproducer', (producer) => this.producers.push(producer));
        transport.observer.on('newconsumer', (consumer) => this.consumers.push(consumer));
      });
    });
  };

  constructor() {
    observer.on('newworker', this.#notice);
  }

  close(): void {
    observer.off('newworker', this.#notice);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
