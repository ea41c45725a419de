import type { EvidenceFact } from '../protocol/evidence.ts';
import { returnAllowanceMs } from '../rules/returns.ts';

type FaultCause = 'server-down' | 'media-worker-died';

/**
 * Failures of ours that are not yet in the evidence. While our media are down nobody can take part; after any failure
 * everybody must come back, and the time that takes each slot that was there is ours as well.
 */
export class OurFaults {
  readonly #returning = new Map<string, { fromMs: number; cause: FaultCause }>();
  #mediaLoss: { fromMs: number; toMs: number | null; slotIds: readonly string[] } | undefined;
  #mediaBackMs = 0;

  /** These slots were there when we failed; from now on they can come back. */
  awaitReturn(slotIds: readonly string[], fromMs: number, cause: FaultCause): void {
    for (const slotId of slotIds) {
      if (!this.#returning.has(slotId)) this.#returning.set(slotId, { fromMs, cause });
    }
  }

  /** This slot was there when we failed, and has time to come back. */
  isAwaited(slotId: string): boolean {
    return this.#returning.has(slotId);
  }

  mediaLost(slotIds: readonly string[], fromMs: number): void {
    // Lost again before the loss before it could be written down: it is one.
    this.#mediaLoss = { fromMs: this.#mediaLoss?.fromMs ?? fromMs, toMs: null, slotIds };
  }

  /** Whether what was seen at this instant was seen through media that have not failed since. */
  isSound(atMs: number): boolean {
    return this.#mediaLoss?.toMs !== null && atMs > this.#mediaBackMs;
  }

  mediaRebuilt(nowMs: number): void {
    this.#mediaBackMs = nowMs;
    if (!this.#mediaLoss) return;
    this.#mediaLoss.toMs ??= nowMs;
    this.awaitReturn(this.#mediaLoss.slotIds, nowMs, 'media-worker-died');
  }

  /** A loss of all media that is over; it stays ours until `recorded`. */
  mediaOutage(): EvidenceFact[] {
    return this.#mediaLoss && this.#mediaLoss.toMs !== null ? this.#mediaOutage(this.#mediaLoss.toMs) : [];
  }

  /** The faults of slots that are back or had their allowance, as outages; they stay ours until `recorded`. */
  settle(isBack: (slotId: string) => boolean, nowMs: number): EvidenceFact[] {
    const facts: EvidenceFact[] = [];
    for (const [slotId, { fromMs, cause }] of this.#returning) {
      const untilMs = fromMs + returnAllowanceMs;
      if (!isBack(slotId) && nowMs < untilMs) continue;
      const toMs = Math.min(nowMs, untilMs);
      if (toMs > fromMs) facts.push({ kind: 'outage', payload: { slotId, fromMs, toMs, cause } });
      else this.#returning.delete(slotId);
    }
    return facts;
  }

  /** These are in the evidence now. What could not be committed is said again with the next sample. */
  recorded(facts: readonly EvidenceFact[]): void {
    for (const fact of facts) {
      if (fact.kind !== 'outage') continue;
      const { slotId, cause } = fact.payload;
      if (slotId !== null) this.#returning.delete(slotId);
      else if (cause === 'media-worker-died' && this.#mediaLoss?.toMs !== null) this.#mediaLoss = undefined;
    }
  }

  /** Everything still open, at the debate's end. */
  atEnd(nowMs: number): EvidenceFact[] {
    const lost = this.#mediaOutage(this.#mediaLoss?.toMs ?? nowMs);
    return [...lost, ...this.settle(() => true, nowMs)];
  }

  #mediaOutage(toMs: number): EvidenceFact[] {
    if (!this.#mediaLoss) return [];
    const { fromMs } = this.#mediaLoss;
    return [{ kind: 'outage', payload: { slotId: null, fromMs, toMs, cause: 'media-worker-died' } }];
  }
}
