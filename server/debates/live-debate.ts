import type { Claims } from '../accounts/tickets.ts';
import type { MediaRoom } from '../media/room.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Chair, DebateView, SlotPresence } from '../protocol/stage.ts';
import type { HomeRecord } from '../store/debates.ts';
import { Acting } from './acting.ts';
import { Consequences } from './consequences.ts';
import { bySystem } from './evidence-log.ts';
import { FloorWait } from './floor-wait.ts';
import { Leadership } from './leadership.ts';
import { type Connection, type Member, Members } from './members.ts';
import { Membership, type Wish } from './membership.ts';
import { OurFaults } from './our-faults.ts';
import { PresenceWatch } from './presence-watch.ts';
import { Proceedings } from './proceedings.ts';
import { QuestionDesk } from './question-desk.ts';
import { Receipts } from './receipts.ts';
import type { DebateRecord } from './record.ts';
import { awaitedAfter, resumption } from './recovery.ts';
import { RollCalls } from './roll-calls.ts';
import { StageDesk } from './stage-desk.ts';
import { StageEffects } from './stage-effects.ts';
import { isCrew, Tidings } from './tidings.ts';
import type { DebateTools } from './tools.ts';
import { type Voice, VoiceCount } from './voice-count.ts';

/** One debate at its home: the stage, the people, their media and the evidence. */
export class LiveDebate {
  readonly home: HomeRecord;
  readonly desk: StageDesk;
  readonly leadership: Leadership;
  readonly rollCalls: RollCalls;
  readonly questions: QuestionDesk;
  readonly acting: Acting;
  readonly #tools: DebateTools;
  readonly #record: DebateRecord;
  readonly #room: MediaRoom;
  readonly #members = new Members();
  readonly #faults = new OurFaults();
  readonly #effects: StageEffects;
  readonly #proceedings: Proceedings;
  readonly #watch: PresenceWatch;
  readonly #membership: Membership;
  readonly #voice: VoiceCount;
  readonly #consequences: Consequences;
  readonly #floorWait: FloorWait;
  #closing: Promise<void> | undefined;

  constructor(home: HomeRecord, tools: DebateTools, parts: { record: DebateRecord; room: MediaRoom }) {
    const { record, room } = parts;
    const { debateId, lineup } = home;
    const { clock } = tools;
    const members = this.#members;
    new Receipts({ home, tools, members }).follow(record);
    this.home = home;
    this.#tools = tools;
    this.#record = record;
    this.#room = room;
    this.#voice = new VoiceCount(lineup, record.voice);
    this.#effects = new StageEffects(home, tools, { room, onDeadline: () => this.#expire() });
    this.leadership = new Leadership({ members, record, clock, moderators: home.moderators });
    this.#watch = this.#openWatch();
    const proceedings = this.#openProceedings();
    this.#proceedings = proceedings;
    this.#membership = new Membership({ room, members, watch: this.#watch, proceedings });
    this.acting = new Acting({ proceedings, leadership: this.leadership });
    this.rollCalls = new RollCalls({ proceedings, members, tools, acting: this.acting });
    const { acting, rollCalls } = this;
    const questions = new QuestionDesk({ debateId, source: tools.questions, acting, record });
    this.questions = questions;
    const seen = { watch: this.#watch, faults: this.#faults, voice: this.#voice };
    this.desk = new StageDesk({ lineup, acting, proceedings, questions, ...seen });
    this.#floorWait = new FloorWait({ record, desk: this.desk, watch: this.#watch, faults: this.#faults });
    const followers = { membership: this.#membership, rollCalls, questions, voice: this.#voice };
    this.#consequences = new Consequences({ clock, log: tools.log, proceedings, ...followers });
  }

  #openWatch(): PresenceWatch {
    const { clock, log } = this.#tools;
    return new PresenceWatch({
      clock,
      log,
      members: this.#members,
      isLive: () => this.#isLive,
      isFloorWaiting: () => this.#isFloorWaiting,
      onSample: (facts, atMs) => this.#sampled(facts, atMs),
      onTalk: (slotId, lastedMs) => this.#voice.talked(slotId, lastedMs, this.#record.stage),
    });
  }

  #openProceedings(): Proceedings {
    const { debateId } = this.home;
    const record = this.#record;
    const { announce } = this.#tools;
    const told = {
      members: this.#members,
      leadership: this.leadership,
      presence: () => this.#presence(),
    };
    return new Proceedings({
      debateId,
      tools: this.#tools,
      record,
      effects: this.#effects,
      tidings: new Tidings({ debateId, announce, record, ...told }),
      onStarted: () => this.#watch.anchor(),
      onCommitted: () => this.#consequences.follow(),
    });
  }

  /** Opens the lobby, or takes the debate up where another process left it, the gap recorded as our outage. */
  async begin(): Promise<void> {
    const { found: restored, stage } = this.#record;
    const { debateId, format, ruleSet, lineup, plannedStartMs, plannedMs } = this.home;
    const lastBeat = restored.isNew ? null : await this.#tools.heartbeats.last(debateId);
    const interrupted = { stage, restored, lastBeatMs: lastBeat?.atMs ?? 0 };
    await this.#proceedings.take(async (reading) => {
      const opened = { format, ruleSet, lineup, plannedStartMs, plannedMs };
      const facts: EvidenceFact[] = restored.isNew
        ? [{ kind: 'debate.opened', payload: opened }]
        : resumption(interrupted, reading.atMs);
      this.#faults.awaitReturn(awaitedAfter(interrupted), reading.atMs, 'server-down');
      await this.#proceedings.commit(facts, bySystem, reading);
      await this.#effects.follow(this.#record.stage);
    });
    this.#watch.expectBack(restored.heardSlots, this.#tools.clock.now());
    await this.#floorWait.forSpeaker(restored.heardSlots, this.#tools.clock.now());
    await this.rollCalls.takeUp();
  }

  get isOver(): boolean {
    return this.#proceedings.isOver;
  }

  get #isLive(): boolean {
    return this.#proceedings.isLive;
  }

  get #isFloorWaiting(): boolean {
    const { stage } = this.#record;
    return stage.status === 'live' && stage.held?.cause === 'connection-lost';
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
    const counted = { voice: this.#voice.times(), rollCall: this.#record.rollCall };
    return { debateId, plannedStartMs, title, format, lineup, ...now, ...shown, ...counted };
  }

  /** Who leads, for those who run or observe the debate; null for anybody else. */
  chairFor(member: Member): Chair | null {
    return isCrew(member.claims) ? this.leadership.view() : null;
  }

  acts(afterSequence: number) {
    return this.#record.acts.after(afterSequence);
  }

  async enter(connection: Connection, claims: Claims, wish: Wish): Promise<Member> {
    await this.#knowModerator(claims);
    const member = await this.#proceedings.take(async (reading) => {
      if (this.isOver) throw new Refusal('debate-over');
      return this.#membership.enter({ connection, claims, wish }, reading);
    });
    this.rollCalls.remind(member);
    if (claims.role === 'moderator') this.#proceedings.tidings.tellChair();
    return member;
  }

  // The organiser may have given the debate another moderator since it was opened here.
  async #knowModerator({ role, accountId }: Claims): Promise<void> {
    if (role !== 'moderator' || accountId === null || this.leadership.knows(accountId)) return;
    this.leadership.appointed(await this.#tools.moderatorsOf(this.home.debateId));
  }

  /**
   * A person left, or the line was cut. A candidate whose line was cut stays a member until the media is dead too:
   * who is still seen and heard has not gone.
   */
  async leave(member: Member, isOwnLeave: boolean): Promise<void> {
    this.leadership.left(member);
    if (this.#closing || (!isOwnLeave && member.claims.slotId !== null && !this.isOver)) return;
    await this.#proceedings.take(async (reading) => {
      if (await this.#membership.remove(member, 'own-leave', reading)) this.#tellPresence();
    });
    if (member.claims.role === 'moderator') this.#proceedings.tidings.tellChair();
    if (this.isOver && this.isEmpty) this.#tools.onDone(this.home.debateId);
  }

  /** SIGN-5: who may no longer be here is silent and gone before anything is written down; the record follows. */
  async shut(isConcerned: (claims: Claims) => boolean): Promise<void> {
    const shut = this.#membership.shut(isConcerned);
    if (shut.length === 0) return;
    for (const member of shut) this.leadership.left(member);
    this.#proceedings.tidings.tellChair();
    await this.#proceedings.take((reading) => this.#membership.recordShut(shut, reading));
    this.#tellPresence();
  }

  // FLOOR-2: silence first, on the clock alone; the record follows and may have to be tried again.
  async #expire(): Promise<void> {
    await this.#effects.match(this.#record.stage);
    await this.desk.system({ kind: 'expire' });
  }

  async #sampled(facts: EvidenceFact[], atMs: number): Promise<void> {
    if (this.isOver) return;
    await this.#proceedings.take(async (reading) => {
      const isSound = this.#faults.isSound(atMs);
      const settled = isSound ? this.#faults.settle((slotId) => this.#isPresent(slotId), atMs) : [];
      const ours = [...this.#faults.mediaOutage(), ...settled];
      await this.#proceedings.commit([...this.#membership.stillHere(facts), ...ours], bySystem, reading);
      this.#faults.recorded(ours);
      await this.#membership.removeGone(reading);
      if (this.#isLive) await this.#tools.heartbeats.beat(this.home.debateId, reading.bootId, atMs);
    });
    if (this.#faults.isSound(atMs)) await this.#floorWait.mind();
    this.#tellPresence();
    if (this.#isLive) this.#proceedings.tidings.tellVoice(this.#voice.times(), atMs);
  }

  #isPresent(slotId: string): boolean {
    return this.#watch.isPresent(slotId, this.home.ruleSet.witnessesNeeded);
  }

  /** These microphones were heard, each for so long. */
  heard(voices: readonly Voice[], lastedMs: number): void {
    if (this.#isLive) this.#voice.heard(voices, lastedMs);
  }

  /** The media server died under the debate; until `mediaRebuilt` nobody can be seen or heard, and that is ours. */
  mediaLost(fromMs: number): void {
    const there = this.home.lineup.map(({ id }) => id).filter((slotId) => this.#isPresent(slotId));
    if (!this.#isLive) return;
    this.#faults.mediaLost(there, fromMs);
    const heard = new Set(there.filter((slotId) => this.#watch.ofSlot(slotId).media));
    this.#floorWait
      .forSpeaker(heard, fromMs)
      .catch((error: unknown) => this.#tools.log.error({ err: error }, 'stage.wait-not-recorded'));
  }

  /** Everybody may build their media anew; whoever was there has the time that takes for free. */
  async mediaRebuilt(): Promise<void> {
    this.#tools.announce(this.home.debateId, 'media.rebuilt', {});
    this.#faults.mediaRebuilt(this.#tools.clock.now());
    await this.#proceedings.take(async (reading) => {
      const facts = this.#faults.mediaOutage();
      await this.#proceedings.commit(facts, bySystem, reading);
      this.#faults.recorded(facts);
    });
    this.#watch.hasten();
  }

  announceProducers(): void {
    this.#tools.announce(this.home.debateId, 'producers', { producers: this.#room.producers() });
  }

  #tellPresence(): void {
    this.#proceedings.tidings.tellNews('presence', { presence: this.#presence() });
  }

  #presence(): SlotPresence[] {
    return this.home.lineup.map(({ id }) => ({
      slotId: id,
      ...this.#watch.ofSlot(id),
      isIdentityConfirmed: this.#record.isConfirmed(id),
    }));
  }

  /** Says farewell at once, then gives everything back. Safe to call twice; what the evidence says stays. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#effects.close();
    this.rollCalls.close();
    this.#proceedings.close();
    for (const { connection } of this.#members.all()) {
      connection.say('farewell', { reason: this.isOver ? 'debate-over' : 'server-closing' });
      connection.close();
    }
    await this.#watch.close();
    await this.#room.close();
  }
}
