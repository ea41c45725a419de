/**
 * One timer for everything in this process that goes on at the same pace. Hundreds of endpoints with a timer each
 * would spend more on timers than on packets. It runs while somebody follows it.
 */
class Beat {
  readonly #periodMs: number;
  readonly #followers = new Set<(nowMs: number) => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  /** Calls at every beat, until the function it returns is called. */
  follow(onBeat: (nowMs: number) => void): () => void {
    this.#followers.add(onBeat);
    this.#timer ??= setInterval(() => this.#beat(), this.#periodMs);
    return () => {
      this.#followers.delete(onBeat);
      if (this.#followers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  get isBeating(): boolean {
    return this.#timer !== undefined;
  }

  #beat(): void {
    const nowMs = performance.now();
    for (const onBeat of this.#followers) onBeat(nowMs);
  }
}

/** For sources: what is due since the last beat is sent at this one. */
export const packetBeat = new Beat(5);

/** For what receivers and paths owe the server: reports and signs of life. */
export const reportBeat = new Beat(100);
