import type { Claims } from '../accounts/tickets.ts';
import type { MediaRoom } from '../media/room.ts';
import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Input } from '../protocol/requests.ts';
import { bySystem, type Cause } from './evidence-log.ts';
import type { Connection, Member, Members } from './members.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { Proceedings } from './proceedings.ts';
import { isCrew } from './tidings.ts';

/** How many viewers one debate takes over WebRTC. */
const viewerSeats = 300;
/** Observers and committee members have seats of their own. */
const observerSeats = 50;

export type LeaveCause = 'own-leave' | 'connection-lost' | 'removed' | 'replaced' | 'signed-out';

export type MembershipTools = {
  room: MediaRoom;
  members: Members;
  watch: PresenceWatch;
  proceedings: Proceedings;
};

/** What somebody who enters says of the page they come with. */
export type Wish = Input<'debate.enter'>;
export type Entering = { connection: Connection; claims: Claims; wish: Wish };

/** Comings and goings in one debate. Its callers take turns. */
export class Membership {
  readonly #tools: MembershipTools;

  constructor(tools: MembershipTools) {
    this.#tools = tools;
  }

  /** All of it, or nothing: whoever is replaced stays until the new one is in the evidence. */
  async enter(entering: Entering, reading: ClockReading): Promise<Member> {
    const { claims, wish } = entering;
    this.#assertWelcome(claims);
    const earlier = this.#tools.members.replacedBy(claims);
    assertTakingOver(earlier, wish);
    const member = this.#admit(entering);
    try {
      if (claims.slotId !== null) await this.#joined(member, claims.slotId, reading);
    } catch (error) {
      this.#forget(member);
      throw error;
    }
    for (const one of earlier) this.#sendAway(one, 'replaced');
    return member;
  }

  #admit({ connection, claims, wish }: Entering): Member {
    const { room, members } = this.#tools;
    const { slotId, grants } = claims;
    const peer = room.join({
      connectionId: connection.id,
      slotId,
      mayPublish: grants.includes('publish'),
      isCrew: isCrew(claims),
      onTopLayer: (topLayer) => connection.say('camera', { topLayer }),
    });
    const member = { connection, claims, peer, pageId: wish.pageId ?? null };
    members.add(member);
    return member;
  }

  #assertWelcome({ role, slotId }: Claims): void {
    const { members } = this.#tools;
    if (role === 'viewer' && members.count('viewer') >= viewerSeats) throw new Refusal('room-full');
    if (role === 'observer' && members.count('observer') >= observerSeats) throw new Refusal('room-full');
    if (slotId !== null && this.#isOut(slotId)) throw new Refusal('removed-from-debate');
  }

  #isOut(slotId: string): boolean {
    const { stage } = this.#tools.proceedings.record;
    return stage.status !== 'ended' && stage.removed.includes(slotId);
  }

  async #joined(member: Member, slotId: string, reading: ClockReading): Promise<void> {
    const { watch, proceedings } = this.#tools;
    const device = member.connection.id;
    const joined: EvidenceFact = { kind: 'member.joined', payload: { slotId, device } };
    const left = this.#leaving((open) => open.slotId === slotId, 'replaced');
    const seen = watch.welcome(slotId, device, reading.atMs);
    await proceedings.commit([...left, joined, ...seen], causeOf(member, null), reading);
  }

  /** What the evidence must say of these devices, which it says are here. */
  #leaving(
    isLeaving: (open: { slotId: string; device: string }) => boolean,
    cause: LeaveCause,
  ): EvidenceFact[] {
    return [...this.#tools.proceedings.record.openDevices]
      .map(([device, slotId]) => ({ slotId, device }))
      .filter(isLeaving)
      .map((open) => ({ kind: 'member.left', payload: { ...open, cause } }));
  }

  #sendAway(member: Member, reason: 'removed' | 'replaced' | 'signed-out'): void {
    member.connection.say('farewell', { reason });
    this.#forget(member);
    member.connection.close();
  }

  /** Closes every line of the slots that were sent out and not let in again (STAGE-3). */
  async expelRemoved(reading: ClockReading): Promise<void> {
    const { members, proceedings } = this.#tools;
    for (const member of members.inSlots()) {
      if (this.#isOut(member.claims.slotId)) this.#sendAway(member, 'removed');
    }
    const left = this.#leaving(({ slotId }) => this.#isOut(slotId), 'removed');
    if (left.length > 0) await proceedings.commit(left, bySystem, reading);
  }

  /** Silences and closes, at once and without a turn, every line of those whom this concerns; resolves to them. */
  shut(isConcerned: (claims: Claims) => boolean): Member[] {
    const concerned = this.#tools.members.all().filter(({ claims }) => isConcerned(claims));
    for (const member of concerned) this.#sendAway(member, 'signed-out');
    return concerned;
  }

  /** Writes down that they are gone, whose lines were shut. */
  async recordShut(shut: readonly Member[], reading: ClockReading): Promise<void> {
    const devices = new Set(shut.map(({ connection }) => connection.id));
    const left = this.#leaving(({ device }) => devices.has(device), 'signed-out');
    if (left.length > 0) await this.#tools.proceedings.commit(left, bySystem, reading);
  }

  /** Resolves to whether somebody with a slot has left. */
  async remove(member: Member, cause: LeaveCause, reading: ClockReading): Promise<boolean> {
    if (!this.#forget(member)) return false;
    if (member.claims.slotId === null) return false;
    const left = this.#leaving(({ device }) => device === member.connection.id, cause);
    await this.#tools.proceedings.commit(left, bySystem, reading);
    return true;
  }

  /** Takes out those whose line is cut and whom no witness sees any more. */
  async removeGone(reading: ClockReading): Promise<void> {
    const { members, watch } = this.#tools;
    for (const member of members.inSlots()) {
      const isGone = !member.connection.isAlive() && watch.isUnseen(member.connection.id);
      if (isGone) await this.remove(member, 'connection-lost', reading);
    }
    await this.#reconcile(reading);
  }

  /** Sets right what a write has left behind that failed, or whose answer was lost: the evidence is what counts. */
  async #reconcile(reading: ClockReading): Promise<void> {
    const { members, proceedings } = this.#tools;
    for (const member of members.inSlots()) {
      if (!proceedings.record.openDevices.has(member.connection.id)) this.#sendAway(member, 'replaced');
    }
    const left = this.#leaving(({ device }) => !members.isHere(device), 'connection-lost');
    if (left.length > 0) await proceedings.commit(left, bySystem, reading);
  }

  /** Without what was seen of devices that have left since somebody looked. */
  stillHere(facts: readonly EvidenceFact[]): EvidenceFact[] {
    const { members } = this.#tools;
    return facts.flatMap((fact): EvidenceFact[] => {
      if (fact.kind === 'witness.changed') return members.isHere(fact.payload.device) ? [fact] : [];
      if (fact.kind !== 'witness.snapshot') return [fact];
      const readings = fact.payload.readings.filter(({ device }) => members.isHere(device));
      return [{ kind: fact.kind, payload: { readings } }];
    });
  }

  #forget(member: Member): boolean {
    const { members, watch } = this.#tools;
    if (!members.remove(member)) return false;
    member.peer.close();
    watch.forget(member.connection.id);
    return true;
  }
}

/** JOIN-5: another page of the same person is asked first; the same page coming back, and a dead line, are not. */
function assertTakingOver(earlier: readonly Member[], { pageId, isTakingOver }: Wish): void {
  const others = earlier.filter(
    (member) => member.connection.isAlive() && (pageId === undefined || member.pageId !== pageId),
  );
  if (others.length > 0 && !isTakingOver) throw new Refusal('already-here');
}

/** Who did it, from the connection's ticket and nothing else (JOIN-3). */
export function causeOf({ claims }: Member, commandId: string | null): Cause {
  const { accountId, role } = claims;
  return {
    actor: accountId === null ? { kind: 'system' } : { kind: 'account', accountId, role },
    commandId,
  };
}
