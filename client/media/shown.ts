import type { Seen } from './layers.ts';

/** Where each picture is shown on this page, and how large; one may be in several places. */
export class Shown {
  readonly #byProducer = new Map<string, Map<symbol, Seen>>();

  /** `null`: it is no longer in this place. */
  tell(producerId: string, place: symbol, seen: Seen | null): void {
    const places = this.#byProducer.get(producerId) ?? new Map<symbol, Seen>();
    if (seen) places.set(place, seen);
    else places.delete(place);
    if (places.size > 0) this.#byProducer.set(producerId, places);
    else this.#byProducer.delete(producerId);
  }

  of(producerId: string): Seen[] {
    return [...(this.#byProducer.get(producerId)?.values() ?? [])];
  }
}
