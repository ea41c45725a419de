import type { Claims } from '../accounts/tickets.ts';
import type { MediaRoom } from '../media/room.ts';
import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import { bySystem, type Cause } from './evidence-log.ts';
import type { Connection, Member, Members } from './members.ts';
import type { PresenceWatch } from './presence-watch.ts';

/** How many viewers one debate takes over WebRTC. */
const viewerSeats = 300;

export type LeaveCause = 'own-leave' | 'connection-lost' | 'removed';

export type MembershipTools = {
  room: MediaRoom;
  members: Members;
  watch: PresenceWatch;
  commit(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void>;
};

/** Comings and goings in one debate. Its callers take turns. */
export class Membership {
  readonly #tools: MembershipTools;

  constructor(tools: MembershipTools) {
    this.#tools = tools;
  }

  /** A second connection of the same candidate or moderator takes over (JOIN-5). All of it, or nothing. */
  async enter(connection: Connection, claims: Claims, reading: ClockReading): Promise<Member> {
    const { room, members } = this.#tools;
    if (claims.role === 'viewer' && members.viewers() >= viewerSeats) throw new Refusal('room-full');
    for (const earlier of members.replacedBy(claims)) await this.#replace(earlier, reading);
    const { slotId, grants } = claims;
    const mayPublish = grants.includes('publish');
    const member = {
      connection,
      claims,
      peer: room.join({ connectionId: connection.id, slotId, mayPublish }),
    };
    members.add(member);
    if (slotId === null) return member;
    try {
      await this.#joined(member, slotId, reading);
      return member;
    } catch (error) {
      this.#forget(member);
      throw error;
    }
  }

  async #joined(member: Member, slotId: string, reading: ClockReading): Promise<void> {
    const device = member.connection.id;
    const joined: EvidenceFact = { kind: 'member.joined', payload: { slotId, device } };
    const seen = this.#tools.watch.welcome(slotId, device, reading.atMs);
    await this.#tools.commit([joined, ...seen], causeOf(member, null), reading);
  }

  async #replace(earlier: Member, reading: ClockReading): Promise<void> {
    earlier.connection.say('farewell', { reason: 'replaced' });
    await this.remove(earlier, 'removed', reading);
    earlier.connection.close();
  }

  /** Resolves to whether somebody with a slot has left. */
  async remove(member: Member, cause: LeaveCause, reading: ClockReading): Promise<boolean> {
    if (!this.#forget(member)) return false;
    const { slotId } = member.claims;
    if (slotId === null) return false;
    const payload = { slotId, device: member.connection.id, cause };
    await this.#tools.commit([{ kind: 'member.left', payload }], bySystem, reading);
    return true;
  }

  /** Takes out those whose line is cut and whom no witness sees any more. */
  async removeGone(reading: ClockReading): Promise<void> {
    const { members, watch } = this.#tools;
    for (const member of members.inSlots()) {
      const isGone = !member.connection.isAlive() && watch.isUnseen(member.connection.id);
      if (isGone) await this.remove(member, 'connection-lost', reading);
    }
  }

  #forget(member: Member): boolean {
    const { members, watch } = this.#tools;
    if (!members.remove(member)) return false;
    member.peer.close();
    watch.forget(member.connection.id);
    return true;
  }
}

/** Who did it, from the connection's ticket and nothing else (JOIN-3). */
export function causeOf({ claims }: Member, commandId: string | null): Cause {
  const { accountId, role } = claims;
  return {
    actor: accountId === null ? { kind: 'system' } : { kind: 'account', accountId, role },
    commandId,
  };
}
