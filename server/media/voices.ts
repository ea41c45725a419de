import type { RoomProducers } from './room-producers.ts';

/** How loud one microphone has been over the last interval. */
export type Volume = { producerId: string; decibels: number };
export type Voice = Volume & { slotId: string | null };

/** Tells who is heard by everybody, the loudest first, and once that nobody is. What only the crew hears is not told. */
export class Voices {
  readonly #producers: RoomProducers;
  readonly #tell: (voices: readonly Voice[]) => void;
  #isQuiet = true;

  constructor(producers: RoomProducers, tell: (voices: readonly Voice[]) => void) {
    this.#producers = producers;
    this.#tell = tell;
  }

  /** Takes the volumes of one interval, the loudest first. */
  hear(volumes: readonly Volume[]): void {
    const voices = volumes.flatMap((volume) => this.#heardByEverybody(volume));
    if (voices.length === 0 && this.#isQuiet) return;
    this.#isQuiet = voices.length === 0;
    this.#tell(voices);
  }

  #heardByEverybody({ producerId, decibels }: Volume): Voice[] {
    const producer = this.#producers.find(producerId);
    return producer?.audience === 'everybody' ? [{ producerId, slotId: producer.slotId, decibels }] : [];
  }
}
