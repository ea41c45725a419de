import { Refusal } from '../protocol/refusals.ts';

/** As much of a connection as is needed to count it. */
type Line = { readonly readyState: string; once(event: 'close', listener: () => void): unknown };

/** How many lines stand open under each key. Of a key without any nothing is kept. */
export class OpenLines {
  readonly #most: number;
  readonly #byKey = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts the line until it closes; one that has closed already counts for nothing. */
  hold(key: string, line: Line): void {
    if (line.readyState !== 'open') return;
    this.#byKey.set(key, this.#held(key) + 1);
    line.once('close', () => this.#release(key));
  }

  /** Refuses with `too-many-requests` while more are open than may be. */
  assertPlace(key: string): void {
    if (this.#held(key) > this.#most) throw new Refusal('too-many-requests', `${this.#most} lines are open`);
  }

  #held(key: string): number {
    return this.#byKey.get(key) ?? 0;
  }

  #release(key: string): void {
    const left = this.#held(key) - 1;
    if (left > 0) this.#byKey.set(key, left);
    else this.#byKey.delete(key);
  }
}
