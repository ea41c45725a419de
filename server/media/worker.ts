import { createWorker, type types } from 'mediasoup';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { codecs } from './codecs.ts';
import { cpuTicks } from './cpu-time.ts';
import { watchPulse } from './pulse.ts';

export type WorkerOptions = {
  workerBin: string;
  /** For UDP and TCP alike; 0 takes any free one of each. */
  port: number;
  listenAddress: string;
  announcedAddress: string | undefined;
  log: Log;
  clock: Clock;
};

const exitWithinMs = 2_000;
/** A room that has just been opened will get about this many transports; it counts as if it had them. */
const transportsExpectedPerRoom = 12;

/** One mediasoup process with its port, watched for signs of life. */
export class MediaWorker {
  /** Settles when the process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  readonly webRtcServer: types.WebRtcServer;
  readonly #worker: types.Worker;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #bornMs: number;
  readonly #over = new AbortController();
  #seenMs: number;
  #ticks: number | undefined;
  #isHung = false;
  #rooms = 0;
  #transports = 0;
  #closing: Promise<void> | undefined;

  static async open(options: WorkerOptions): Promise<MediaWorker> {
    const worker = await createWorker({ workerBin: options.workerBin, logLevel: 'warn' });
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(options) });
      return new MediaWorker(worker, webRtcServer, options);
    } catch (error) {
      await end(worker);
      throw error;
    }
  }

  private constructor(worker: types.Worker, webRtcServer: types.WebRtcServer, options: WorkerOptions) {
    this.#worker = worker;
    this.webRtcServer = webRtcServer;
    this.#clock = options.clock;
    this.#log = options.log.child({ mediaWorker: worker.pid });
    this.#bornMs = this.#seenMs = options.clock.now();
    this.ended = new Promise((resolve) => worker.once('subprocessclose', resolve));
    worker.observer.once('close', () => this.#over.abort());
    webRtcServer.observer.on('webrtctransporthandled', () => (this.#transports += 1));
    webRtcServer.observer.on('webrtctransportunhandled', () => (this.#transports -= 1));
    const { signal } = this.#over;
    void watchPulse({
      ask: () => this.#ask(),
      isAtWork: () => this.#isAtWork(),
      onSilence: () => this.#giveUp(),
      signal,
    });
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get isAlive(): boolean {
    return !this.#worker.closed && !this.#isHung;
  }

  /** Ended by itself or for hanging – not closed by us, and not by mediasoup's own answer to SIGINT and SIGTERM. */
  get hasDied(): boolean {
    return this.#worker.died;
  }

  /** Since when nothing has come from it: a hung worker was silent for a while before it was noticed. */
  get silentSinceMs(): number {
    return this.#isHung ? this.#seenMs : this.#clock.now();
  }

  get ageMs(): number {
    return this.#clock.now() - this.#bornMs;
  }

  get load(): number {
    return Math.max(this.#rooms * transportsExpectedPerRoom, this.#transports);
  }

  /** Counts before it waits, so that rooms opened at once do not all choose the same worker. */
  async openRouter(): Promise<types.Router> {
    this.#rooms += 1;
    try {
      const router = await this.#worker.createRouter({ mediaCodecs: [...codecs] });
      router.observer.once('close', () => (this.#rooms -= 1));
      return router;
    } catch (error) {
      this.#rooms -= 1;
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= end(this.#worker);
    return this.#closing;
  }

  #giveUp(): void {
    this.#isHung = true;
    this.#log.error({ silentMs: this.#clock.now() - this.#seenMs }, 'media.worker-hung');
    kill(this.#worker.pid);
  }

  // A process that is starved of processor time is slow, not hung; one that has stopped uses none.
  #isAtWork(): boolean {
    const before = this.#ticks;
    this.#ticks = cpuTicks(this.#worker.pid);
    return this.#ticks !== undefined && before !== undefined && this.#ticks > before;
  }

  async #ask(): Promise<void> {
    try {
      await this.#worker.getResourceUsage();
      this.#seenMs = this.#clock.now();
    } catch (error) {
      if (this.isAlive) this.#log.warn({ err: error }, 'media.worker-probe-failed');
    }
  }
}

function listenInfos({ port, listenAddress, announcedAddress }: WorkerOptions): types.TransportListenInfo[] {
  const announced = announcedAddress === undefined ? {} : { announcedAddress };
  return (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: listenAddress, port, ...announced }));
}

/** Closes the process and waits until it is gone; one that does not go by itself is killed. */
async function end(worker: types.Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
  worker.close();
  const impatience = setTimeout(() => kill(worker.pid), exitWithinMs);
  await gone;
  clearTimeout(impatience);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
