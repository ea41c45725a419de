import type { RoomProducers } from './room-producers.ts';

/** How loud one microphone has been over the last interval. */
export type Volume = { producerId: string; decibels: number };
export type Voice = Volume & { slotId: string | null };
export type Level = { producerId: string | null; decibels: number };

type Listeners = { onLevel(level: Level): void; onVoices(voices: readonly Voice[]): void };

const silence: Level = { producerId: null, decibels: -127 };

/** Tells who is heard by everybody, the loudest first, and once that nobody is. What only the crew hears is not told. */
export class Voices {
  readonly #producers: RoomProducers;
  readonly #listeners: Listeners;
  #isQuiet = true;

  constructor(producers: RoomProducers, listeners: Listeners) {
    this.#producers = producers;
    this.#listeners = listeners;
  }

  /** Takes the volumes of one interval, the loudest first. */
  hear(volumes: readonly Volume[]): void {
    const voices = volumes.flatMap((volume) => this.#heardByEverybody(volume));
    if (voices.length === 0 && this.#isQuiet) return;
    this.#isQuiet = voices.length === 0;
    this.#listeners.onLevel(levelOf(voices));
    this.#listeners.onVoices(voices);
  }

  #heardByEverybody({ producerId, decibels }: Volume): Voice[] {
    const producer = this.#producers.find(producerId);
    return producer?.audience === 'everybody' ? [{ producerId, slotId: producer.slotId, decibels }] : [];
  }
}

function levelOf([loudest]: readonly Voice[]): Level {
  return loudest ? { producerId: loudest.producerId, decibels: loudest.decibels } : silence;
}
