import { setLogEventListeners } from 'mediasoup';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { Refusal } from '../protocol/refusals.ts';
import { pause, persist } from './persist.ts';
import { MediaWorker } from './worker.ts';

export type MediaWorkersOptions = {
  workerBin: string;
  count: number;
  /** Each worker has its own port, UDP and TCP: this one and the following. 0: any free ones. */
  firstPort: number;
  listenAddress: string;
  announcedAddress: string | undefined;
  log: Log;
  /** The server's clock, from which the instants of losses are told. */
  clock: Clock;
  /** A worker has died by itself; the instant is its last sign of life. */
  onDied?(lastSeenMs: number): void;
};

/** A worker that dies younger than this may have died of what will kill the next one too. */
const soundAgeMs = 10_000;
const longestRestMs = 8_000;

/** The media processes of this server. One that dies or hangs is replaced; the pool keeps trying. */
export class MediaWorkers {
  readonly #options: MediaWorkersOptions;
  readonly #alive = new Set<MediaWorker>();
  readonly #leaving = new AbortController();
  readonly #tending: Promise<void>[] = [];
  #closing: Promise<void> | undefined;

  static async open(options: MediaWorkersOptions): Promise<MediaWorkers> {
    hearLibrary(options.log);
    const workers = new MediaWorkers(options);
    const places = Array.from({ length: options.count }, (_, index) => index);
    const starts = await Promise.allSettled(places.map((index) => workers.#fill(index)));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed === undefined) return workers;
    await workers.close();
    throw failed.reason;
  }

  private constructor(options: MediaWorkersOptions) {
    this.#options = options;
  }

  /** The least loaded worker. */
  place(): MediaWorker {
    const [least] = [...this.#alive].filter((worker) => worker.isAlive).sort((a, b) => a.load - b.load);
    if (least === undefined) throw new Refusal('media-unavailable', 'no media worker is alive');
    return least;
  }

  /** Resolves when every process is gone. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#leaving.abort();
    await Promise.all([...this.#alive].map((worker) => worker.close()));
    await Promise.all(this.#tending);
  }

  async #fill(index: number): Promise<void> {
    const worker = await this.#start(index);
    this.#tending.push(this.#tend(index, worker));
  }

  /** Keeps one place of the pool filled, until told to leave. */
  async #tend(index: number, first: MediaWorker): Promise<void> {
    let worker: MediaWorker | undefined = first;
    for (let restMs = 0; worker !== undefined; ) {
      await this.#serve(worker);
      if (!worker.hasDied) return;
      restMs = worker.ageMs < soundAgeMs ? Math.min(restMs * 2 + 100, longestRestMs) : 0;
      await pause(restMs, this.#leaving.signal);
      worker = await this.#startPatiently(index);
    }
  }

  async #serve(worker: MediaWorker): Promise<void> {
    if (this.#leaving.signal.aborted) return worker.close();
    this.#alive.add(worker);
    await worker.ended;
    this.#alive.delete(worker);
    if (!worker.hasDied) return;
    this.#options.log.error({ mediaWorker: worker.pid, ageMs: worker.ageMs }, 'media.worker-died');
    this.#options.onDied?.(worker.silentSinceMs);
  }

  #startPatiently(index: number): Promise<MediaWorker | undefined> {
    return persist(() => this.#start(index), {
      signal: this.#leaving.signal,
      onFailure: (error, restMs) =>
        this.#options.log.error({ err: error, index, restMs }, 'media.worker-not-started'),
    });
  }

  async #start(index: number): Promise<MediaWorker> {
    const { firstPort, log } = this.#options;
    const port = firstPort === 0 ? 0 : firstPort + index;
    const worker = await MediaWorker.open({ ...this.#options, port });
    log.info({ mediaWorker: worker.pid, index, port }, 'media.worker-started');
    return worker;
  }
}

// What the library and its processes say goes to one listener for the whole process.
function hearLibrary(log: Log): void {
  setLogEventListeners({
    onwarn: (source, text) => log.warn({ source, text }, 'media.library-warning'),
    onerror: (source, text, error) => log.error({ source, text, err: error }, 'media.library-error'),
  });
}
