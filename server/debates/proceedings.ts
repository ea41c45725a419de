import type { ClockReading } from '../platform/clock.ts';
import { Turns } from '../platform/turns.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import { HomeLost } from '../store/evidence.ts';
import { type Cause, NotCommitted } from './evidence-log.ts';
import type { DebateRecord } from './record.ts';
import type { StageEffects } from './stage-effects.ts';
import type { Tidings } from './tidings.ts';
import type { DebateTools } from './tools.ts';

export type ProceedingsParts = {
  debateId: string;
  tools: DebateTools;
  record: DebateRecord;
  effects: StageEffects;
  tidings: Tidings;
  /** The stage has just come from the lobby to life. */
  onStarted(): void;
  /** Something was committed; in the same turn. */
  onCommitted(): Promise<void>;
};

/** How anything comes to be true in a debate: one at a time, committed first, told afterwards (NOTE-2). */
export class Proceedings {
  readonly #parts: ProceedingsParts;
  readonly #turns = new Turns();
  #isClosed = false;

  constructor(parts: ProceedingsParts) {
    this.#parts = parts;
  }

  get record(): DebateRecord {
    return this.#parts.record;
  }

  get tidings(): Tidings {
    return this.#parts.tidings;
  }

  get isOver(): boolean {
    return this.record.stage.status === 'ended';
  }

  get isLive(): boolean {
    return this.record.stage.status === 'live';
  }

  /** One at a time, with everything known that was committed before, also what was only unanswered. */
  take<T>(work: (reading: ClockReading) => Promise<T>): Promise<T> {
    const { debateId, tools } = this.#parts;
    return this.#turns.take(debateId, async () => {
      if (this.#isClosed) throw new Refusal('debate-not-open', 'closing');
      await this.#changing(() => this.record.settle());
      return work(tools.clock.read());
    });
  }

  async commit(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    if (this.isOver) return;
    await this.#changing(() => this.record.append(facts, cause, reading));
  }

  /** Whoever loses the floor is silent before it is written down: a database that is away keeps no microphone open. */
  async commitSilently(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    const { effects } = this.#parts;
    const { stage } = this.record;
    await effects.match(stage, this.record.stageAfter(facts, reading.atMs));
    try {
      await this.commit(facts, cause, reading);
    } catch (error) {
      await effects.match(this.record.stage);
      throw error;
    }
  }

  // Whatever the record takes in, also when the call itself fails, the world must follow.
  async #changing(work: () => Promise<void>): Promise<void> {
    const { debateId, tools, effects, tidings, onStarted, onCommitted } = this.#parts;
    const { stage: before, nextSequence } = this.record;
    try {
      await work();
    } catch (error) {
      // EVID-2: another process has taken the debate over. This one must not say a word more.
      if (error instanceof HomeLost) tools.onDone(debateId);
      const isUnwritten = error instanceof NotCommitted || error instanceof HomeLost;
      throw isUnwritten ? this.#notRecorded(error) : error;
    } finally {
      const { stage } = this.record;
      if (before.status === 'lobby' && stage.status === 'live') onStarted();
      if (stage !== before) await effects.follow(stage);
      tidings.tell();
      if (this.record.nextSequence > nextSequence) await onCommitted();
    }
  }

  /** NOTE-2: what could not be committed has not happened; whoever asked for it must know that. */
  #notRecorded(error: unknown): Refusal {
    this.#parts.tools.log.error({ err: error }, 'evidence.not-recorded');
    return new Refusal('not-recorded', 'the evidence could not be written', { cause: error });
  }

  /** From here on nothing comes to be true here any more. */
  close(): void {
    this.#isClosed = true;
  }
}
