import { limits } from './limits.ts';

/**
 * When one camera may be asked for key frames: for a moment once a second, whoever needs one in whichever size. A
 * browser answers all that is asked within a moment with one key frame of all its sizes, so that a speaker makes one a
 * second at most however many come (threat T18).
 */
export class KeyFrameGate {
  #openedAtMs = Number.NEGATIVE_INFINITY;
  /** The sizes asked for since it opened. The media server keeps what is asked again of one until a second is over. */
  #asked = new Set<number>();
  #kept = new Set<number>();
  #opening: Promise<void> | undefined;

  /** Null when this size may be asked for at once, as after a rest and where the media server itself will wait. */
  pass(layer: number): Promise<void> | null {
    const nowMs = performance.now();
    this.#turnTo(nowMs);
    const sinceMs = nowMs - this.#openedAtMs;
    if (this.#asked.has(layer)) this.#kept.add(layer);
    else if (sinceMs < limits.keyFrameGateMs) this.#asked.add(layer);
    else
      return this.#opens(limits.keyFrameRequestDelayMs - sinceMs).then(() => this.pass(layer) ?? undefined);
    return null;
  }

  /** What the media server kept it asks for when the second is over: the gate opens with it. */
  #turnTo(nowMs: number): void {
    const { keyFrameRequestDelayMs: secondMs } = limits;
    while (nowMs - this.#openedAtMs >= secondMs) {
      const isKept = this.#kept.size > 0 && Number.isFinite(this.#openedAtMs);
      this.#openedAtMs = isKept ? this.#openedAtMs + secondMs : nowMs;
      this.#asked = this.#kept;
      this.#kept = new Set();
    }
  }

  #opens(inMs: number): Promise<void> {
    this.#opening ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#opening = undefined;
        resolve();
      }, inMs).unref();
    });
    return this.#opening;
  }
}
