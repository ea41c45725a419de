import type { Clock } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import type { Chair } from '../protocol/stage.ts';
import { actAs, type ChairMoment, handOver, takeChair } from '../rules/chair.ts';
import type { Member, Members } from './members.ts';
import type { DebateRecord } from './record.ts';

export type LeadershipTools = {
  members: Members;
  record: DebateRecord;
  clock: Clock;
  moderators: readonly { accountId: string; name: string }[];
};

/** Who of the moderators leads the debate, and what becomes of it when their line is lost (CHAIR-1, CHAIR-2). */
export class Leadership {
  readonly #tools: LeadershipTools;
  readonly #lostMs = new Map<string, number>();
  #moderators: LeadershipTools['moderators'];

  constructor(tools: LeadershipTools) {
    this.#tools = tools;
    this.#moderators = tools.moderators;
    // A chair of the time before this process has no line here yet.
    if (tools.record.chair !== null) this.#lostMs.set(tools.record.chair, tools.clock.now());
  }

  knows(accountId: string): boolean {
    return this.#moderators.some((moderator) => moderator.accountId === accountId);
  }

  /** The organiser has given the debate other moderators. */
  appointed(moderators: LeadershipTools['moderators']): void {
    this.#moderators = moderators;
  }

  view(): Chair {
    return {
      chair: this.#tools.record.chair,
      moderators: this.#moderators.map((moderator) => ({
        ...moderator,
        isHere: this.#isHere(moderator.accountId),
      })),
    };
  }

  /** CHAIR-1: what an act of this moderator makes true before it; refused for whoever does not lead. */
  actAs(member: Member): EvidenceFact[] {
    return actAs(this.#momentOf(member));
  }

  take(member: Member): EvidenceFact[] {
    return takeChair(this.#momentOf(member));
  }

  handOver(member: Member, accountId: string): EvidenceFact[] {
    const isHere = this.knows(accountId) && this.#isHere(accountId);
    return handOver(this.#momentOf(member), { accountId, isHere });
  }

  /** A moderator's line has ended. */
  left({ claims }: Member): void {
    if (claims.role !== 'moderator' || claims.accountId === null) return;
    if (!this.#isHere(claims.accountId)) this.#lostMs.set(claims.accountId, this.#tools.clock.now());
  }

  #momentOf({ claims }: Member): ChairMoment {
    const { record, clock } = this.#tools;
    const { chair } = record;
    const lostSinceMs = chair === null || this.#isHere(chair) ? null : (this.#lostMs.get(chair) ?? 0);
    const lostMs = lostSinceMs === null ? null : clock.now() - lostSinceMs;
    return { chair, accountId: claims.accountId ?? '', lostMs };
  }

  #isHere(accountId: string): boolean {
    return this.#tools.members
      .all()
      .some(
        ({ claims, connection }) =>
          claims.role === 'moderator' && claims.accountId === accountId && connection.isAlive(),
      );
  }
}
