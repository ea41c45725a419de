import type { Claims } from '../accounts/tickets.ts';
import type { Notice, NoticeName } from '../protocol/notices.ts';
import type { SlotPresence } from '../protocol/stage.ts';
import type { Leadership } from './leadership.ts';
import type { Announce, Members } from './members.ts';
import type { DebateRecord } from './record.ts';

/** Those who run or observe the debate: they see who waits in the lobby, and every act. */
export function isCrew({ grants }: Pick<Claims, 'grants'>): boolean {
  return grants.includes('moderate') || grants.includes('observe');
}

export type TidingsParts = {
  debateId: string;
  announce: Announce;
  members: Members;
  record: DebateRecord;
  leadership: Leadership;
  presence(): SlotPresence[];
};

/** Tells what a commit has changed beside the stage, each to those whom it concerns (NOTE-2). */
export class Tidings {
  readonly #parts: TidingsParts;
  #told: { rollCall: unknown; chair: string | null; acts: number; known: number };

  constructor(parts: TidingsParts) {
    this.#parts = parts;
    this.#told = this.#now();
  }

  /** After a commit. */
  tell(): void {
    const { debateId, announce, record } = this.#parts;
    const before = this.#told;
    const now = this.#now();
    this.#told = now;
    if (now.rollCall !== before.rollCall) announce(debateId, 'roll-call', { rollCall: record.rollCall });
    if (now.chair !== before.chair) this.tellChair();
    if (now.known !== before.known) announce(debateId, 'presence', { presence: this.#parts.presence() });
    if (now.acts !== before.acts) this.#sayToCrew('acts', { acts: record.acts.newest() });
  }

  /** Who leads, and who of the moderators is here. */
  tellChair(): void {
    this.#sayToCrew('chair', { chair: this.#parts.leadership.view() });
  }

  #sayToCrew<N extends NoticeName>(name: N, notice: Notice<N>): void {
    for (const { claims, connection } of this.#parts.members.all()) {
      if (isCrew(claims)) connection.say(name, notice);
    }
  }

  #now() {
    const { record } = this.#parts;
    const known = record.confirmed;
    return {
      known,
      rollCall: record.rollCall,
      chair: record.chair,
      acts: record.acts.newest().at(-1)?.sequence ?? 0,
    };
  }
}
