import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Leadership } from './leadership.ts';
import type { Member } from './members.ts';
import { causeOf } from './membership.ts';
import type { Proceedings } from './proceedings.ts';

export type ActingParts = { proceedings: Proceedings; leadership: Leadership };

type Making = (reading: ClockReading) => EvidenceFact[] | Promise<EvidenceFact[]>;

/** How somebody's act comes to be true: once, by whoever may do it now, and with silence first. */
export class Acting {
  readonly #parts: ActingParts;

  constructor(parts: ActingParts) {
    this.#parts = parts;
  }

  /** CHAIR-1 holds for moderators. A repeated id changes nothing (FLOOR-6). */
  act(member: Member, commandId: string, make: Making): Promise<void> {
    const { proceedings, leadership } = this.#parts;
    return proceedings.take(async (reading) => {
      if (proceedings.record.hasDone(commandId)) return;
      if (proceedings.isOver) throw new Refusal('debate-over');
      const leading = member.claims.role === 'moderator' ? leadership.actAs(member) : [];
      const facts = await make(reading);
      if (facts.length === 0) return;
      await proceedings.commitSilently([...leading, ...facts], causeOf(member, commandId), reading);
    });
  }

  /** Whether this person could act now; refused like the act itself. */
  assertMay(member: Member): void {
    const { proceedings, leadership } = this.#parts;
    if (proceedings.isOver) throw new Refusal('debate-over');
    if (member.claims.role === 'moderator') leadership.actAs(member);
  }

  takeChair(member: Member, commandId: string): Promise<void> {
    return this.#changeChair(member, commandId, () => this.#parts.leadership.take(member));
  }

  handOverChair(member: Member, commandId: string, accountId: string): Promise<void> {
    return this.#changeChair(member, commandId, () => this.#parts.leadership.handOver(member, accountId));
  }

  /** Who leads is not asked: this is about who will. */
  async #changeChair(member: Member, commandId: string, make: () => EvidenceFact[]): Promise<void> {
    const { proceedings } = this.#parts;
    await proceedings.take(async (reading) => {
      if (proceedings.isOver) throw new Refusal('debate-over');
      if (proceedings.record.hasDone(commandId)) return;
      await proceedings.commit(make(), causeOf(member, commandId), reading);
    });
  }
}
