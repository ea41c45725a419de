import type { Clock } from '../platform/clock.ts';

/** A timer over 24.8 days fires at once; no deadline of a debate is that far away, but a wrong one must not spin. */
const longestWaitMs = 2 ** 31 - 1;

/** Calls once at an absolute deadline of the server's clock; setting it anew forgets the one before. */
export class StageClock {
  readonly #clock: Clock;
  readonly #onDeadline: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(clock: Clock, onDeadline: () => void) {
    this.#clock = clock;
    this.#onDeadline = onDeadline;
  }

  set(deadlineMs: number | null): void {
    clearTimeout(this.#timer);
    if (deadlineMs === null || this.#isClosed) return;
    const waitMs = Math.min(Math.max(0, deadlineMs - this.#clock.now()), longestWaitMs);
    this.#timer = setTimeout(() => this.#fire(deadlineMs), waitMs);
  }

  // A Node timer may fire a millisecond early; the rule must not be asked before its time.
  #fire(deadlineMs: number): void {
    if (this.#clock.now() < deadlineMs) this.set(deadlineMs);
    else this.#onDeadline();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
