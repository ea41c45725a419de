const kept = 16;

/**
 * The server's clock, as well as a page can know it. A message can only be late, never early, so the largest
 * difference heard lately is the truest. Local time is monotonic: setting the computer's clock changes nothing.
 */
export class ServerClock {
  #offsets: number[] = [];

  hear(serverNowMs: number): void {
    this.#offsets = [...this.#offsets, serverNowMs - performance.now()].slice(-kept);
  }

  nowMs(): number {
    return this.#offsets.length === 0 ? Date.now() : performance.now() + Math.max(...this.#offsets);
  }
}
