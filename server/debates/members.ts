import type { Claims } from '../accounts/tickets.ts';
import type { MediaPeer } from '../media/peer.ts';
import type { Notice, NoticeName } from '../protocol/notices.ts';

/** One person's line into the debate. `lastProofMs`: when something was last heard on it. */
export type Connection = {
  readonly id: string;
  isAlive(): boolean;
  lastProofMs(): number;
  /** From now on this line hears what is announced in the debate. */
  follow(debateId: string): void;
  say<N extends NoticeName>(name: N, notice: Notice<N>): void;
  close(): void;
};

/** Says one notice to everybody in a debate. */
export type Announce = <N extends NoticeName>(debateId: string, name: N, notice: Notice<N>) => void;

/** `pageId`: the page's own name for itself; it gives no right. */
export type Member = { connection: Connection; claims: Claims; peer: MediaPeer; pageId: string | null };

/**
 * Who is in the debate, by connection. A member whose line is cut stays until its media has died too, so that a
 * candidate who is still seen and heard is not counted as gone (reliability scenario 12).
 */
export class Members {
  readonly #byConnection = new Map<string, Member>();

  add(member: Member): void {
    this.#byConnection.set(member.connection.id, member);
  }

  remove(member: Member): boolean {
    return this.#byConnection.delete(member.connection.id);
  }

  has(member: Member): boolean {
    return this.#byConnection.get(member.connection.id) === member;
  }

  /** Whether there is a member on this connection. */
  isHere(connectionId: string): boolean {
    return this.#byConnection.has(connectionId);
  }

  all(): Member[] {
    return [...this.#byConnection.values()];
  }

  inSlots(): (Member & { claims: { slotId: string } })[] {
    return this.all().filter((member) => member.claims.slotId !== null) as (Member & {
      claims: { slotId: string };
    })[];
  }

  /** Earlier connections of the same candidate or moderator, which a new one replaces (JOIN-5). */
  replacedBy(claims: Claims): Member[] {
    if (claims.accountId === null || claims.role === 'viewer' || claims.role === 'observer') return [];
    return this.all().filter(
      (member) => member.claims.accountId === claims.accountId && member.claims.role === claims.role,
    );
  }

  count(role: Claims['role']): number {
    return this.all().filter((member) => member.claims.role === role).length;
  }
}
