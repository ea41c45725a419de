import type { Claims } from '../accounts/tickets.ts';
import type { MediaRoom } from '../media/room.ts';
import type { ClockReading } from '../platform/clock.ts';
import { Turns } from '../platform/turns.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { DebateView, SlotPresence } from '../protocol/stage.ts';
import { decide, type StageCommand } from '../rules/stage.ts';
import type { HomeRecord } from '../store/debates.ts';
import { HomeLost } from '../store/evidence.ts';
import { bySystem, type Cause } from './evidence-log.ts';
import { type Connection, type Member, Members } from './members.ts';
import { OurFaults } from './our-faults.ts';
import { PresenceWatch } from './presence-watch.ts';
import type { DebateRecord } from './record.ts';
import { resumption } from './recovery.ts';
import { StageEffects } from './stage-effects.ts';
import type { DebateTools } from './tools.ts';

/** How many viewers one debate takes over WebRTC. */
const viewerSeats = 300;

type LeaveCause = 'own-leave' | 'connection-lost' | 'removed';

/**
 * One debate at its home: the stage, the people, their media and the evidence. Whatever changes it takes turns, is
 * committed first and told afterwards (NOTE-2).
 */
export class LiveDebate {
  readonly home: HomeRecord;
  readonly #tools: DebateTools;
  readonly #record: DebateRecord;
  readonly #room: MediaRoom;
  readonly #turns = new Turns();
  readonly #members = new Members();
  readonly #faults = new OurFaults();
  readonly #effects: StageEffects;
  readonly #watch: PresenceWatch;
  #closing: Promise<void> | undefined;

  constructor(home: HomeRecord, tools: DebateTools, parts: { record: DebateRecord; room: MediaRoom }) {
    this.home = home;
    this.#tools = tools;
    this.#record = parts.record;
    this.#room = parts.room;
    this.#effects = new StageEffects(home, tools, { room: parts.room, onDeadline: () => this.#expire() });
    this.#watch = new PresenceWatch({
      clock: tools.clock,
      log: tools.log,
      members: this.#members,
      isLive: () => this.#record.stage.status === 'live',
      onSample: (facts, atMs) => this.#sampled(facts, atMs),
    });
  }

  /** Opens the lobby, or takes the debate up where another process left it, the gap recorded as our outage. */
  async begin(): Promise<void> {
    const { found } = this.#record;
    const { debateId, format, ruleSet, lineup, plannedStartMs, plannedMs } = this.home;
    const lastBeat = found.isNew ? null : await this.#tools.heartbeats.last(debateId);
    await this.#take(async (reading) => {
      const opened = { format, ruleSet, lineup, plannedStartMs, plannedMs };
      const facts: EvidenceFact[] = found.isNew
        ? [{ kind: 'debate.opened', payload: opened }]
        : resumption(found, lastBeat?.atMs ?? 0, reading.atMs);
      await this.#commit(facts, bySystem, reading);
      await this.#effects.follow(this.#record.stage);
      this.#faults.begin(
        found.openDevices.map(({ slotId }) => slotId),
        reading.atMs,
        'server-down',
      );
    });
  }

  get isOver(): boolean {
    return this.#record.stage.status === 'ended';
  }

  get isEmpty(): boolean {
    return this.#members.all().length === 0;
  }

  get rtpCapabilities(): MediaRoom['rtpCapabilities'] {
    return this.#room.rtpCapabilities;
  }

  /** Everything a page needs to draw the debate now. */
  view(): DebateView {
    const { debateId, plannedStartMs, title, format, lineup } = this.home;
    const now = { nowMs: this.#tools.clock.now(), stage: this.#record.stage };
    const shown = { presence: this.#presence(), producers: this.#room.producers() };
    return { debateId, plannedStartMs, title, format, lineup, ...now, ...shown };
  }

  /** A second connection of the same candidate or moderator takes over (JOIN-5). */
  async enter(connection: Connection, claims: Claims): Promise<Member> {
    return this.#take(async (reading) => {
      if (this.isOver) throw new Refusal('debate-over');
      if (claims.role === 'viewer' && this.#members.viewers() >= viewerSeats) throw new Refusal('room-full');
      for (const earlier of this.#members.replacedBy(claims)) await this.#replace(earlier, reading);
      const { slotId, grants } = claims;
      const peer = this.#room.join({
        connectionId: connection.id,
        slotId,
        mayPublish: grants.includes('publish'),
      });
      const member = { connection, claims, peer };
      this.#members.add(member);
      if (slotId !== null) {
        void this.#watch.sampleNow();
        const payload = { slotId, device: connection.id };
        await this.#commit([{ kind: 'member.joined', payload }], causeOf(member, null), reading);
      }
      return member;
    });
  }

  async #replace(earlier: Member, reading: ClockReading): Promise<void> {
    earlier.connection.say('farewell', { reason: 'replaced' });
    await this.#remove(earlier, 'removed', reading);
    earlier.connection.close();
  }

  /**
   * A person left, or the line was cut. A candidate whose line was cut stays a member until the media is dead too:
   * who is still seen and heard has not gone.
   */
  async leave(member: Member, isOwnLeave: boolean): Promise<void> {
    if (this.#closing) return;
    if (!isOwnLeave && member.claims.slotId !== null && !this.isOver) return;
    await this.#take((reading) => this.#remove(member, 'own-leave', reading));
    if (this.isOver && this.isEmpty) this.#tools.onDone(this.home.debateId);
  }

  async #remove(member: Member, cause: LeaveCause, reading: ClockReading): Promise<void> {
    if (!this.#members.remove(member)) return;
    member.peer.close();
    this.#watch.forget(member.connection.id);
    const { slotId } = member.claims;
    if (slotId === null || this.isOver) return;
    const payload = { slotId, device: member.connection.id, cause };
    await this.#commit([{ kind: 'member.left', payload }], bySystem, reading);
    this.#announcePresence();
  }

  /** Decides, commits, and only then lets media and people know. A repeated id changes nothing (FLOOR-6). */
  async command(member: Member, commandId: string, command: StageCommand): Promise<void> {
    // Once it has ended nobody is sampled: what is true at the end must be seen before.
    if (command.kind === 'end') await this.#watch.sampleNow();
    await this.#take(async (reading) => {
      if (this.#record.hasDone(commandId)) return;
      const { plan, stage } = this.#record;
      const facts = decide(plan, stage, command, reading.atMs);
      const faults = command.kind === 'end' ? this.#faults.settle(() => true, reading.atMs) : [];
      await this.#commit([...faults, ...facts], causeOf(member, commandId), reading);
    });
  }

  /** The moderator has checked that the person in this slot is the candidate. */
  async confirmIdentity(member: Member, commandId: string, slotId: string): Promise<void> {
    if (!this.home.lineup.some((slot) => slot.id === slotId)) throw new Refusal('not-in-lineup');
    await this.#take(async (reading) => {
      if (this.isOver) throw new Refusal('debate-over');
      if (this.#record.isConfirmed(slotId)) return;
      const payload = { slotId, by: 'moderator' as const };
      await this.#commit([{ kind: 'identity.confirmed', payload }], causeOf(member, commandId), reading);
      this.#announcePresence();
    });
  }

  // FLOOR-2: silence first, on the clock alone; the record follows and may have to be tried again.
  async #expire(): Promise<void> {
    await this.#effects.match(this.#record.stage);
    await this.#take(async (reading) => {
      const { plan, stage } = this.#record;
      await this.#commit(decide(plan, stage, { kind: 'expire' }, reading.atMs), bySystem, reading);
    });
  }

  async #sampled(facts: EvidenceFact[], atMs: number): Promise<void> {
    if (this.isOver) return;
    await this.#take(async (reading) => {
      const settled = this.#faults.settle((slotId) => this.#isPresent(slotId), atMs);
      await this.#commit([...facts, ...settled], bySystem, reading);
      for (const member of this.#gone()) await this.#remove(member, 'connection-lost', reading);
      if (this.#record.stage.status === 'live')
        await this.#tools.heartbeats.beat(this.home.debateId, reading.bootId, atMs);
      if (facts.length > 0) this.#announcePresence();
    });
  }

  #gone(): Member[] {
    return this.#members
      .inSlots()
      .filter(({ connection }) => !connection.isAlive() && this.#watch.isUnseen(connection.id));
  }

  #isPresent(slotId: string): boolean {
    return this.#watch.isPresent(slotId, this.home.ruleSet.witnessesNeeded);
  }

  /** The media server died under the debate. Whoever was there has the time of coming back for free. */
  mediaLost(fromMs: number): void {
    if (this.#record.stage.status !== 'live') return;
    const there = this.home.lineup.map((slot) => slot.id).filter((slotId) => this.#isPresent(slotId));
    this.#faults.begin(there, fromMs, 'media-worker-died');
  }

  announceProducers(): void {
    this.#tools.announce(this.home.debateId, 'producers', { producers: this.#room.producers() });
  }

  #announcePresence(): void {
    this.#tools.announce(this.home.debateId, 'presence', { presence: this.#presence() });
  }

  #presence(): SlotPresence[] {
    return this.home.lineup.map(({ id }) => ({
      slotId: id,
      ...this.#watch.ofSlot(id),
      isIdentityConfirmed: this.#record.isConfirmed(id),
    }));
  }

  #take<T>(work: (reading: ClockReading) => Promise<T>): Promise<T> {
    return this.#turns.take(this.home.debateId, async () => {
      if (this.#closing) throw new Refusal('debate-not-open');
      return work(this.#tools.clock.read());
    });
  }

  async #commit(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    const before = this.#record.stage.status;
    const isChanged = await this.#record
      .append(facts, cause, reading)
      .catch((error: unknown) => this.#lost(error));
    if (!isChanged) return;
    if (before === 'lobby') this.#watch.anchor();
    await this.#effects.follow(this.#record.stage);
  }

  // EVID-2: another process has taken the debate over. This one must not say a word more.
  #lost(error: unknown): never {
    if (error instanceof HomeLost) this.#tools.onDone(this.home.debateId);
    throw error;
  }

  /** Safe to call twice; every caller waits for the same close. What the evidence says stays as it is. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#effects.close();
    await this.#watch.close();
    for (const { connection } of this.#members.all()) {
      connection.say('farewell', { reason: this.isOver ? 'debate-over' : 'server-closing' });
      connection.close();
    }
    await this.#room.close();
  }
}

function causeOf({ claims }: Member, commandId: string | null): Cause {
  const { accountId, role } = claims;
  return { actor: accountId === null ? { kind: 'system' } : { kind: 'account', accountId, role }, commandId };
}
