import type { Person } from './person.ts';

const reason = 'A drill';

/** What is done in the debate, drawn by lot: only what must stand in the evidence once the hub has said yes to it. */
export class Course {
  readonly #moderator: Person;
  readonly #candidates: Person[];
  readonly #slotIds: readonly string[];
  readonly #chance: () => number;
  readonly #muted = new Set<string>();
  readonly #hands = new Map<Person, 'turn' | 'point-of-order'>();
  #isPaused = false;

  constructor(
    [moderator, ...candidates]: readonly Person[],
    slotIds: readonly string[],
    chance: () => number,
  ) {
    this.#moderator = moderator as Person;
    this.#candidates = candidates;
    this.#slotIds = slotIds;
    this.#chance = chance;
  }

  /** Everybody is known and the debate has begun. */
  async begin(): Promise<void> {
    await Promise.all([this.#moderator, ...this.#candidates].map((person) => person.line()));
    for (const slotId of this.#slotIds) await this.#moderator.act('identity.confirm', { slotId });
    await this.#moderator.act('debate.start', {});
  }

  /** One act of the moderator, and now and then one of a candidate at the same time. */
  async step(): Promise<void> {
    const acts = [this.#moderate()];
    if (this.#chance() < 0.25) acts.push(this.#raise());
    await Promise.all(acts);
  }

  async #moderate(): Promise<void> {
    const drawn = this.#chance();
    if (this.#isPaused || drawn < 0.15) await this.#pauseOrContinue();
    else if (drawn < 0.4) await this.#muteOrUnmute(this.#anySlot());
    else await this.#moderator.act('floor.give', { slotId: this.#anySlot() });
  }

  async #pauseOrContinue(): Promise<void> {
    if (this.#isPaused) await this.#moderator.act('debate.continue', {});
    else await this.#moderator.act('debate.pause', { reason });
    this.#isPaused = !this.#isPaused;
  }

  async #muteOrUnmute(slotId: string): Promise<void> {
    if (this.#muted.delete(slotId)) {
      await this.#moderator.act('slot.unmute', { slotId });
    } else {
      this.#muted.add(slotId);
      await this.#moderator.act('slot.mute', { slotId, reason });
    }
  }

  /** A hand of another kind than before is always news. */
  async #raise(): Promise<void> {
    const person = this.#candidates[Math.floor(this.#chance() * this.#candidates.length)] as Person;
    const kind = this.#hands.get(person) === 'turn' ? 'point-of-order' : 'turn';
    this.#hands.set(person, kind);
    await person.act('hand.raise', { kind });
  }

  #anySlot(): string {
    return this.#slotIds[Math.floor(this.#chance() * this.#slotIds.length)] as string;
  }

  async end(): Promise<void> {
    await this.#moderator.act('debate.end', {});
  }
}
