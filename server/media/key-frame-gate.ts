import { limits } from './limits.ts';

/**
 * When one camera may be asked for key frames: for a moment once a second, whoever needs one in whichever size. A
 * browser answers all that is asked within a moment with one key frame of all its sizes, so that a speaker makes one a
 * second at most however many come (threat T18).
 */
export class KeyFrameGate {
  #openedAtMs = Number.NEGATIVE_INFINITY;
  #opening: Promise<void> | undefined;

  /** Resolves when it is open: at once if it has rested. */
  pass(): Promise<void> {
    const nowMs = performance.now();
    const sinceMs = nowMs - this.#openedAtMs;
    if (sinceMs >= limits.keyFrameRequestDelayMs) this.#openedAtMs = nowMs;
    else if (sinceMs >= limits.keyFrameGateMs) return this.#opens(limits.keyFrameRequestDelayMs - sinceMs);
    return Promise.resolve();
  }

  #opens(inMs: number): Promise<void> {
    this.#opening ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#opening = undefined;
        this.#openedAtMs = performance.now();
        resolve();
      }, inMs).unref();
    });
    return this.#opening;
  }
}
