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
import { causeOf, Membership } from './membership.ts';
import { OurFaults } from './our-faults.ts';
import { PresenceWatch } from './presence-watch.ts';
import type { DebateRecord } from './record.ts';
import { resumption } from './recovery.ts';
import { StageEffects } from './stage-effects.ts';
import type { DebateTools } from './tools.ts';

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
  readonly #membership: Membership;
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
      isLive: () => this.#isLive,
      onSample: (facts, atMs) => this.#sampled(facts, atMs),
    });
    this.#membership = new Membership({
      room: parts.room,
      members: this.#members,
      watch: this.#watch,
      commit: (facts, cause, reading) => this.#commit(facts, cause, reading),
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
      const wereThere = found.openDevices.map(({ slotId }) => slotId);
      this.#faults.awaitReturn(wereThere, reading.atMs, 'server-down');
      await this.#commit(facts, bySystem, reading);
      await this.#effects.follow(this.#record.stage);
    });
  }

  get isOver(): boolean {
    return this.#record.stage.status === 'ended';
  }

  get #isLive(): boolean {
    return this.#record.stage.status === 'live';
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

  enter(connection: Connection, claims: Claims): Promise<Member> {
    return this.#take((reading) => {
      if (this.isOver) throw new Refusal('debate-over');
      return this.#membership.enter(connection, claims, reading);
    });
  }

  /**
   * A person left, or the line was cut. A candidate whose line was cut stays a member until the media is dead too:
   * who is still seen and heard has not gone.
   */
  async leave(member: Member, isOwnLeave: boolean): Promise<void> {
    if (this.#closing || (!isOwnLeave && member.claims.slotId !== null && !this.isOver)) return;
    await this.#take(async (reading) => {
      if (await this.#membership.remove(member, 'own-leave', reading)) this.#announcePresence();
    });
    if (this.isOver && this.isEmpty) this.#tools.onDone(this.home.debateId);
  }

  /** Decides, commits, and only then lets media and people know. A repeated id changes nothing (FLOOR-6). */
  async command(member: Member, commandId: string, command: StageCommand): Promise<void> {
    // Once it has ended nobody is sampled: what is true at the end must be seen before.
    if (command.kind === 'end') await this.#watch.sampleNow();
    await this.#take(async (reading) => {
      if (this.#record.hasDone(commandId)) return;
      const { plan, stage } = this.#record;
      const facts = decide(plan, stage, command, reading.atMs);
      const faults = command.kind === 'end' ? this.#faults.atEnd(reading.atMs) : [];
      await this.#silenceFirst([...faults, ...facts], causeOf(member, commandId), reading);
    });
  }

  // Whoever loses the floor is silent before it is written down; a database that is away keeps no microphone open.
  async #silenceFirst(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    const { stage } = this.#record;
    await this.#effects.match(stage, this.#record.stageAfter(facts, reading.atMs));
    try {
      await this.#commit(facts, cause, reading);
    } catch (error) {
      await this.#effects.match(this.#record.stage);
      throw error;
    }
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
      this.#faults.recorded(settled);
      await this.#membership.removeGone(reading);
      const { debateId } = this.home;
      if (this.#isLive) await this.#tools.heartbeats.beat(debateId, reading.bootId, atMs);
      if (facts.length > 0) this.#announcePresence();
    });
  }

  #isPresent(slotId: string): boolean {
    return this.#watch.isPresent(slotId, this.home.ruleSet.witnessesNeeded);
  }

  /** The media server died under the debate; until `mediaRebuilt` nobody can be seen or heard, and that is ours. */
  mediaLost(fromMs: number): void {
    const there = this.home.lineup.map(({ id }) => id).filter((slotId) => this.#isPresent(slotId));
    if (this.#isLive) this.#faults.mediaLost(there, fromMs);
  }

  /** Everybody may build their media anew; whoever was there has the time that takes for free. */
  async mediaRebuilt(): Promise<void> {
    this.#tools.announce(this.home.debateId, 'media.rebuilt', {});
    await this.#take((reading) => this.#commit(this.#faults.mediaRebuilt(reading.atMs), bySystem, reading));
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

  /** One at a time, with everything known that was committed before, also what was only unanswered. */
  #take<T>(work: (reading: ClockReading) => Promise<T>): Promise<T> {
    return this.#turns.take(this.home.debateId, async () => {
      if (this.#closing) throw new Refusal('debate-not-open', 'closing');
      await this.#changing(() => this.#record.settle());
      return work(this.#tools.clock.read());
    });
  }

  async #commit(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    if (this.isOver) return;
    await this.#changing(() => this.#record.append(facts, cause, reading));
  }

  // Whatever the record takes in, also when the call itself fails, the world must follow.
  async #changing(work: () => Promise<void>): Promise<void> {
    const before = this.#record.stage;
    try {
      await work();
    } catch (error) {
      // EVID-2: another process has taken the debate over. This one must not say a word more.
      if (error instanceof HomeLost) this.#tools.onDone(this.home.debateId);
      throw error;
    } finally {
      const { stage } = this.#record;
      if (before.status === 'lobby' && stage.status === 'live') this.#watch.anchor();
      if (stage !== before) await this.#effects.follow(stage);
    }
  }

  /** Says farewell at once, then gives everything back. Safe to call twice; what the evidence says stays. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#effects.close();
    for (const { connection } of this.#members.all()) {
      connection.say('farewell', { reason: this.isOver ? 'debate-over' : 'server-closing' });
      connection.close();
    }
    await this.#watch.close();
    await this.#room.close();
  }
}
