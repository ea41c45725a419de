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

  private constructor(plan: Plan, log: EvidenceLog, found: Restored & { isNew: boolean }) {
    this.plan = plan;
    this.#log = log;
    this.found = found;
    this.#stage = found.stage;
    this.#doneCommands = new Set(found.doneCommands);
    this.#confirmedSlots = new Set(found.confirmedSlots);
  }

  static async open(debateId: string, plan: Plan, source: EvidenceSource): Promise<DebateRecord> {
    const entries = await source.read(debateId);
    const log = new EvidenceLog(debateId, source, entries.at(-1));
    return new DebateRecord(plan, log, { ...restore(plan, entries), isNew: entries.length === 0 });
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

  /** Commits the facts, then folds them. Resolves to whether the stage changed. */
  async append(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<boolean> {
    const before = this.#stage;
    for (const entry of await this.#log.append(facts, cause, reading)) this.#fold(entry);
    if (cause.commandId !== null) this.#doneCommands.add(cause.commandId);
    return this.#stage !== before;
  }

  #fold(entry: EvidenceEntry): void {
    this.#stage = evolve(this.plan, this.#stage, entry, entry.atMs);
    if (entry.kind === 'identity.confirmed') this.#confirmedSlots.add(entry.payload.slotId);
  }
}
