import type { Flow } from './layers.ts';
import type { RequestHub } from './request.ts';

/** Sizes change many times while a window is drawn or scrolled: a smaller one counts when that has ended. */
const settledMs = 250;

/** One consumer's flow as it is wanted and as it was asked for: asks only for what differs, one thing at a time. */
export class FlowOf {
  readonly #consumerId: string;
  readonly #request: RequestHub;
  /** As the hub opens it: paused, in its smallest size. */
  #told: Flow = { isFlowing: false, layer: 0 };
  #wanted: Flow = this.#told;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isTelling = false;

  constructor(consumerId: string, request: RequestHub) {
    this.#consumerId = consumerId;
    this.#request = request;
  }

  /** Begins, and grows, at once; everything else waits until it has settled. */
  want(wanted: Flow): void {
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    const { isFlowing, layer } = this.#told;
    const isMore = wanted.isFlowing && (!isFlowing || wanted.layer > layer);
    this.#timer = setTimeout(() => void this.#tell(), isMore ? 0 : settledMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#wanted = this.#told;
  }

  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      while (this.#differs()) await this.#tellOne();
    } catch (error) {
      console.warn('consumer.flow', this.#consumerId, error);
    } finally {
      this.#isTelling = false;
    }
  }

  #differs(): boolean {
    const { isFlowing, layer } = this.#wanted;
    return isFlowing !== this.#told.isFlowing || (isFlowing && layer !== this.#told.layer);
  }

  /** The size first: a picture that begins in the right one does not begin twice. */
  async #tellOne(): Promise<void> {
    const consumerId = this.#consumerId;
    const { isFlowing, layer } = this.#wanted;
    if (isFlowing && layer !== this.#told.layer) {
      await this.#request('consumer.layer', { consumerId, spatialLayer: layer });
      this.#told = { ...this.#told, layer };
    } else {
      await this.#request(isFlowing ? 'consumer.resume' : 'consumer.pause', { consumerId });
      this.#told = { ...this.#told, isFlowing };
    }
  }
}
