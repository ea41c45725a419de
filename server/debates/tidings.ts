import type { Claims } from '../accounts/tickets.ts';
import type { Notice, NoticeName } from '../protocol/notices.ts';
import type { SlotPresence, VoiceTimes } from '../protocol/stage.ts';
import type { Leadership } from './leadership.ts';
import type { Announce, Members } from './members.ts';
import type { DebateRecord } from './record.ts';

/** Those who run or observe the debate: they see who waits in the lobby, and every act. */
export function isCrew({ grants }: Pick<Claims, 'grants'>): boolean {
  return grants.includes('moderate') || grants.includes('observe');
}

/** The public sees minutes grow: more often would cost a thousand viewers' lines more than it tells. */
const voiceEveryMs = 10_000;

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
  #voiceToldMs = Number.NEGATIVE_INFINITY;
  readonly #said = new Map<NoticeName, string>();
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
    if (now.known !== before.known) this.tellNews('presence', { presence: this.#parts.presence() });
    if (now.acts !== before.acts) this.#sayToCrew('acts', { acts: record.acts.newest() });
  }

  /** Says this to everybody unless it is what was said last: each notice costs one message for each viewer. */
  tellNews<N extends NoticeName>(name: N, notice: Notice<N>): void {
    const text = JSON.stringify(notice);
    if (this.#said.get(name) === text) return;
    this.#said.set(name, text);
    this.#parts.announce(this.#parts.debateId, name, notice);
  }

  /** At once to those who run or observe the debate, now and then to everybody. */
  tellVoice(voice: VoiceTimes, atMs: number): void {
    const isForEverybody = atMs - this.#voiceToldMs >= voiceEveryMs;
    if (isForEverybody) this.#voiceToldMs = atMs;
    if (isForEverybody) this.tellNews('voice', { voice });
    else this.#sayToCrew('voice', { voice });
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
