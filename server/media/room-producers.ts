import type { ProducerView } from '../protocol/media.ts';
import type { Audience } from '../rules/speaking.ts';
import type { ProducerFacts, RoomProducer } from './room-producer.ts';

export type FloorRule = (producer: ProducerFacts) => Audience;

type Change = { producer: RoomProducer; audience: Audience };

const width: Record<Audience, number> = { nobody: 0, crew: 1, everybody: 2 };

/** All producers of a room, held to the room's rule: until one is given, nobody is heard (FLOOR-1). */
export class RoomProducers {
  readonly #byId = new Map<string, RoomProducer>();
  readonly #onChange: () => void;
  #rule: FloorRule = () => 'nobody';
  #featuredSlotId: string | null = null;
  #expectedSlotIds: readonly string[] = [];
  #isChangeTold = true;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  find(producerId: string): RoomProducer | undefined {
    return this.#byId.get(producerId);
  }

  views(): ProducerView[] {
    return [...this.#byId.values()].map((producer) => producer.view());
  }

  /** Takes in a producer that was made paused, and gives it the audience that the rule of now says. */
  async admit(producer: RoomProducer): Promise<void> {
    this.#byId.set(producer.id, producer);
    producer.onClosed(() => {
      this.#byId.delete(producer.id);
      this.#tellChange();
    });
    this.#tellChange();
    producer.expect(this.#isExpected(producer));
    await Promise.all([producer.feature(this.#isFeatured(producer)), this.#fit()]);
  }

  /** The camera of this slot comes first on lines that are too poor for all; null: all are alike. */
  async feature(slotId: string | null): Promise<void> {
    this.#featuredSlotId = slotId;
    const all = [...this.#byId.values()];
    await Promise.all(all.map((producer) => producer.feature(this.#isFeatured(producer))));
  }

  /** The cameras of these slots come in every size, whether or not anybody asks for it yet. */
  expect(slotIds: readonly string[]): void {
    this.#expectedSlotIds = slotIds;
    for (const producer of this.#byId.values()) producer.expect(this.#isExpected(producer));
  }

  #isExpected({ slotId }: ProducerFacts): boolean {
    return slotId !== null && this.#expectedSlotIds.includes(slotId);
  }

  #isFeatured({ slotId, source }: ProducerFacts): boolean {
    return source === 'camera' && slotId !== null && slotId === this.#featuredSlotId;
  }

  /** Resolves when every producer fits the rule, or a later one. */
  match(rule: FloorRule): Promise<void> {
    this.#rule = rule;
    return this.#fit();
  }

  // Everything is on its way to the media server before anything is awaited: silence never waits for an answer.
  async #fit(): Promise<void> {
    const all = [...this.#byId.values()].map((producer) => ({ producer, audience: this.#rule(producer) }));
    const isChanging = all.some(({ producer, audience }) => producer.audience !== audience);
    all.sort((a, b) => urgency(a) - urgency(b));
    await Promise.all(all.map(({ producer, audience }) => producer.play(audience)));
    if (isChanging) this.#tellChange();
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

// A change of turn never has two voices: microphones fall silent first, then whatever else closes, and opening is last.
function urgency({ producer, audience }: Change): number {
  if (audience === 'nobody' && producer.source === 'microphone') return 0;
  return width[audience] < width[producer.audience] ? 1 : 2;
}
