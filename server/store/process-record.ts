import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { ProcessFact, ProcessName } from '../protocol/records.ts';
import { type ClockPair, wallJumpMs } from '../rules/clock-watch.ts';
import type { CampaignLog } from './campaign-log.ts';
import type { CampaignStore } from './campaigns.ts';
import type { ProcessStore } from './processes.ts';

export type ProcessRecordParts = {
  process: ProcessName;
  /** Only one process at a time can have it: whoever starts with it is the one that had it before, come back. */
  name: string | null;
  campaignLog: CampaignLog;
  campaigns: Pick<CampaignStore, 'currentCampaignId'>;
  processes: ProcessStore;
  clock: Clock;
  log: Log;
  /** The machine's own clocks. */
  wall?: () => number;
  monotonic?: () => number;
};

const lookEveryMs = 1_000;
const beatEveryMs = 5_000;
/** Nothing was seen or written for so long: that is no haste of a busy moment. */
const gapMs = 6_000;
/** A process that was not heard for this long has failed. */
const silentAfterMs = 20_000;
const mostWaiting = 1_000;

/**
 * Signs what becomes of this process into the campaign's log: that it began and ended, that it stood still or lost a
 * media worker, and that the machine's clock was set (REC-4). What cannot be written yet is written later.
 */
export class ProcessRecord implements AsyncDisposable {
  readonly #parts: ProcessRecordParts;
  readonly #waiting: ProcessFact[] = [];
  #seen: ClockPair;
  #beatMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  static open(parts: ProcessRecordParts): ProcessRecord {
    const record = new ProcessRecord(parts);
    record.#begin();
    return record;
  }

  private constructor(parts: ProcessRecordParts) {
    this.#parts = parts;
    this.#seen = this.#read();
  }

  /** A media worker of this process is gone; `fromMs` is its last sign of life. */
  mediaWorkerDied(fromMs: number): void {
    this.#say(this.#outage('media-worker-died', { fromMs, toMs: Math.max(fromMs, this.#parts.clock.now()) }));
  }

  /** A sign of life first: whoever dies right after its beginning is missed too. */
  #begin(): void {
    this.#work(() => this.#beat(this.#seen.monotonicMs));
    this.#say({ kind: 'boot', payload: { process: this.#parts.process } });
    this.#arm();
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#look();
      this.#arm();
    }, lookEveryMs);
  }

  #read(): ClockPair {
    const { wall = Date.now, monotonic = () => performance.now() } = this.#parts;
    return { wallMs: wall(), monotonicMs: monotonic() };
  }

  #look(): void {
    const { process, clock } = this.#parts;
    const [before, now] = [this.#seen, this.#read()];
    this.#seen = now;
    const byMs = wallJumpMs(before, now);
    if (byMs !== 0) this.#say({ kind: 'clock-jump', payload: { process, byMs } });
    const stoodMs = Math.round(now.monotonicMs - before.monotonicMs);
    const toMs = clock.now();
    if (stoodMs > gapMs) this.#say(this.#outage('heartbeat-gap', { fromMs: toMs - stoodMs, toMs }));
    if (now.monotonicMs - this.#beatMs >= beatEveryMs) this.#work(() => this.#beat(now.monotonicMs));
  }

  #outage(
    cause: 'heartbeat-gap' | 'media-worker-died',
    interval: { fromMs: number; toMs: number },
  ): ProcessFact {
    const { process, clock } = this.#parts;
    return { kind: 'outage', payload: { process, bootId: clock.read().bootId, cause, ...interval } };
  }

  #say(fact: ProcessFact): void {
    this.#waiting.push(fact);
    if (this.#waiting.length > mostWaiting)
      this.#parts.log.error(this.#waiting.shift(), 'process-fact.dropped');
    this.#work(() => this.#write());
  }

  /** One after the other; what fails is tried again with the next beat. */
  #work(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, waiting: this.#waiting.length }, 'process-record.not-written');
    });
  }

  async #beat(monotonicMs: number): Promise<void> {
    const { process, name, clock, processes } = this.#parts;
    const { bootId, atMs } = clock.read();
    this.#beatMs = monotonicMs;
    await processes.beat({ bootId, process, name, atMs });
    await this.#mournSilent();
    await this.#write();
  }

  /** Those that have gone without a goodbye: from their last sign of life until now they failed. */
  async #mournSilent(): Promise<void> {
    const { name, clock, processes, campaignLog } = this.#parts;
    const { bootId, atMs } = clock.read();
    const silent = await processes.silent({ bootId, beforeMs: atMs - silentAfterMs, name });
    const campaignId = silent.length === 0 ? null : await this.#parts.campaigns.currentCampaignId();
    if (campaignId === null) return;
    for (const gone of silent) {
      const interval = { fromMs: Math.min(gone.atMs, atMs), toMs: atMs };
      const payload = {
        process: gone.process,
        bootId: gone.bootId,
        cause: 'heartbeat-gap' as const,
        ...interval,
      };
      await campaignLog.append(campaignId, { kind: 'outage', payload });
      await processes.forget(gone.bootId);
    }
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const campaignId = await this.#parts.campaigns.currentCampaignId();
    if (campaignId === null) return;
    for (let fact = this.#waiting[0]; fact !== undefined; fact = this.#waiting[0]) {
      await this.#parts.campaignLog.append(campaignId, fact);
      this.#waiting.shift();
    }
  }

  /** Says goodbye, if the database still hears it. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    const { process, clock, processes } = this.#parts;
    this.#say({ kind: 'drain', payload: { process } });
    this.#work(() => processes.forget(clock.read().bootId));
    await this.#working;
  }
}
