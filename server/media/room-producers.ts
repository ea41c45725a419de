import { Turns } from '../platform/turns.ts';
import type { ProducerView } from '../protocol/media.ts';
import type { ProducerFacts, RoomProducer } from './room-producer.ts';

export type FloorRule = (producer: ProducerFacts) => boolean;

/** All producers of a room, held to the room's rule: until one is given, nobody is heard (FLOOR-1). */
export class RoomProducers {
  readonly #byId = new Map<string, RoomProducer>();
  readonly #onChange: () => void;
  readonly #turns = new Turns();
  #rule: FloorRule = () => false;
  #isChangeTold = true;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  has(producerId: string): boolean {
    return this.#byId.has(producerId);
  }

  views(): ProducerView[] {
    return [...this.#byId.values()].map((producer) => producer.view());
  }

  /** Takes in a producer that was made paused, and opens it if the rule of now says so. */
  admit(producer: RoomProducer): Promise<void> {
    this.#byId.set(producer.id, producer);
    producer.onClosed(() => {
      this.#byId.delete(producer.id);
      this.#tellChange();
    });
    this.#tellChange();
    return this.#fit();
  }

  /** Resolves when every producer fits the rule. A later rule is in force for everything not yet done. */
  match(rule: FloorRule): Promise<void> {
    this.#rule = rule;
    return this.#fit();
  }

  #fit(): Promise<void> {
    return this.#turns.take('floor', async () => {
      const open = new Set([...this.#byId.values()].filter((producer) => this.#rule(producer)));
      const changing = [...this.#byId.values()].filter((producer) => producer.isOpen !== open.has(producer));
      // Closing goes first on the wire, so that a change of turn never has two voices.
      changing.sort((a, b) => Number(open.has(a)) - Number(open.has(b)));
      await Promise.all(changing.map((producer) => producer.set(open.has(producer))));
      if (changing.length > 0) this.#tellChange();
    });
  }

  /** Says several changes of one moment once. */
  #tellChange(): void {
    if (!this.#isChangeTold) return;
    this.#isChangeTold = false;
    queueMicrotask(() => {
      this.#isChangeTold = true;
      this.#onChange();
    });
  }
}
