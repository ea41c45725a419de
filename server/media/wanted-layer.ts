import { limits } from './limits.ts';

/**
 * The largest of a camera's sizes that anybody wants, told to whoever sends it: a larger one at once, a smaller one
 * when nothing larger was wanted for a while. A camera begins with all sizes, because the media server can change to a
 * size only after it has had a report about it.
 */
export class WantedLayer {
  readonly #tell: (topLayer: number) => void;
  #told: number = limits.topSpatialLayer;
  #wanted: number = limits.topSpatialLayer;
  #lowering: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (topLayer: number) => void) {
    this.#tell = tell;
  }

  want(layer: number): void {
    this.#wanted = layer;
    if (layer >= this.#told) this.#follow();
    else this.#lowering ??= setTimeout(() => this.#follow(), limits.unwantedLayerMs).unref();
  }

  close(): void {
    clearTimeout(this.#lowering);
  }

  #follow(): void {
    clearTimeout(this.#lowering);
    this.#lowering = undefined;
    if (this.#wanted === this.#told) return;
    this.#told = this.#wanted;
    this.#tell(this.#told);
  }
}
