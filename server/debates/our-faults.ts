import type { EvidenceFact } from '../protocol/evidence.ts';

type FaultCause = 'server-down' | 'media-worker-died';

/** How long people get to come back after a failure of ours before their absence is their own again. */
const returnAllowanceMs = 15_000;

/**
 * After a failure of ours everybody must come back, and the time that takes is ours as well. Each slot that was
 * there when it happened has an open fault until it is seen again or the allowance is over.
 */
export class OurFaults {
  readonly #open = new Map<string, { fromMs: number; cause: FaultCause }>();

  begin(slotIds: readonly string[], fromMs: number, cause: FaultCause): void {
    for (const slotId of slotIds) if (!this.#open.has(slotId)) this.#open.set(slotId, { fromMs, cause });
  }

  /** Closes the faults of slots that are back or had their allowance, as outages of those slots. */
  settle(isBack: (slotId: string) => boolean, nowMs: number): EvidenceFact[] {
    const facts: EvidenceFact[] = [];
    for (const [slotId, { fromMs, cause }] of this.#open) {
      const untilMs = fromMs + returnAllowanceMs;
      if (!isBack(slotId) && nowMs < untilMs) continue;
      this.#open.delete(slotId);
      const toMs = Math.min(nowMs, untilMs);
      if (toMs > fromMs) facts.push({ kind: 'outage', payload: { slotId, fromMs, toMs, cause } });
    }
    return facts;
  }
}
