import type { types } from 'mediasoup';
import type { Log } from '../platform/log.ts';
import type { MediaSource, ProducerView } from '../protocol/media.ts';

export const kinds = { microphone: 'audio', camera: 'video' } as const;

/** Whose it is and what it is: all that the rule of the floor needs to know. */
export type ProducerFacts = { slotId: string | null; source: MediaSource };

/** One microphone or camera in the room. */
export class RoomProducer {
  readonly slotId: string | null;
  readonly source: MediaSource;
  readonly #producer: types.Producer;
  readonly #log: Log;

  constructor(producer: types.Producer, { slotId, source }: ProducerFacts, log: Log) {
    this.#producer = producer;
    this.slotId = slotId;
    this.source = source;
    this.#log = log;
  }

  get id(): string {
    return this.#producer.id;
  }

  get isClosed(): boolean {
    return this.#producer.closed;
  }

  get isOpen(): boolean {
    return !this.#producer.closed && !this.#producer.paused;
  }

  view(): ProducerView {
    return { producerId: this.id, slotId: this.slotId, source: this.source, isOpen: this.isOpen };
  }

  onClosed(listener: () => void): void {
    this.#producer.observer.once('close', listener);
  }

  /** Opens or pauses it. One that does not obey is closed: silence is the safe side of every doubt. */
  async set(isOpen: boolean): Promise<void> {
    if (this.isClosed || this.isOpen === isOpen) return;
    try {
      await (isOpen ? this.#producer.resume() : this.#producer.pause());
    } catch (error) {
      if (this.isClosed) return;
      this.#log.error({ err: error, producerId: this.id, isOpen }, 'media.producer-disobeyed');
      this.close();
    }
  }

  close(): void {
    this.#producer.close();
  }
}
