import type { OurFaults } from './our-faults.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { DebateRecord } from './record.ts';
import type { StageDesk } from './stage-desk.ts';

export type FloorWaitParts = {
  record: DebateRecord;
  watch: PresenceWatch;
  faults: OurFaults;
  desk: StageDesk;
};

/** How the floor waits for whoever holds it and is not heard any more (FLOOR-9). */
export class FloorWait {
  readonly #parts: FloorWaitParts;

  constructor(parts: FloorWaitParts) {
    this.#parts = parts;
  }

  /** After a sample: what it means for the floor. Whoever we threw off ourselves is waited for on our time. */
  async mind(): Promise<void> {
    const { record, watch, faults, desk } = this.#parts;
    for (const command of watch.floorCommands(record.stage)) {
      const isOurs = command.kind === 'lose' && faults.isAwaited(command.slotId);
      await desk.system(isOurs ? { ...command, isOurs } : command);
    }
  }

  /** Whoever spoke when we failed needs a moment to come back, and that moment is ours. */
  async forSpeaker(heardSlots: ReadonlySet<string>, sinceMs: number): Promise<void> {
    const { stage } = this.#parts.record;
    const slotId = stage.status === 'live' ? stage.turn?.slotId : undefined;
    if (slotId === undefined || !heardSlots.has(slotId)) return;
    await this.#parts.desk.system({ kind: 'lose', slotId, sinceMs, isOurs: true });
  }
}
