import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import type { Stage } from '../protocol/stage.ts';
import { evolve, type Plan } from '../rules/stage.ts';
import { type Cause, EvidenceLog, type EvidenceSource } from './evidence-log.ts';
import { type Restored, restore } from './recovery.ts';

/** What one debate's committed evidence amounts to now. Nothing here is true before it is in the database. */
export class DebateRecord {
  readonly plan: Plan;
  /** What stood in the evidence when it was opened here; empty for a debate that nobody opened before. */
  readonly found: Restored & { isNew: boolean };
  readonly #log: EvidenceLog;
  readonly #doneCommands: Set<string>;
  readonly #confirmedSlots: Set<string>;
  #stage: Stage;

  private constructor(plan: Plan, debateId: string, source: EvidenceSource, entries: EvidenceEntry[]) {
    this.plan = plan;
    this.found = { ...restore(plan, entries), isNew: entries.length === 0 };
    this.#stage = this.found.stage;
    this.#doneCommands = new Set(this.found.doneCommands);
    this.#confirmedSlots = new Set(this.found.confirmedSlots);
    const onCommitted = (batch: readonly EvidenceEntry[]) => {
      for (const entry of batch) this.#fold(entry);
    };
    this.#log = new EvidenceLog({ debateId, source, last: entries.at(-1), onCommitted });
  }

  static async open(debateId: string, plan: Plan, source: EvidenceSource): Promise<DebateRecord> {
    return new DebateRecord(plan, debateId, source, await source.read(debateId));
  }

  get stage(): Stage {
    return this.#stage;
  }

  hasDone(commandId: string): boolean {
    return this.#doneCommands.has(commandId);
  }

  isConfirmed(slotId: string): boolean {
    return this.#confirmedSlots.has(slotId);
  }

  /** The stage as it will be when these facts are committed. */
  stageAfter(facts: readonly EvidenceFact[], atMs: number): Stage {
    return facts.reduce((stage, fact) => evolve(this.plan, stage, fact, atMs), this.#stage);
  }

  append(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    return this.#log.append(facts, cause, reading);
  }

  /** Takes in what was committed although its answer was lost. */
  async settle(): Promise<void> {
    await this.#log.settle();
  }

  #fold(entry: EvidenceEntry): void {
    this.#stage = evolve(this.plan, this.#stage, entry, entry.atMs);
    if (entry.commandId !== null) this.#doneCommands.add(entry.commandId);
    if (entry.kind === 'identity.confirmed') this.#confirmedSlots.add(entry.payload.slotId);
  }
}
