import type { Claims } from '../accounts/tickets.ts';
import type { MediaRoom } from '../media/room.ts';
import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Chair, DebateView, SlotPresence } from '../protocol/stage.ts';
import { decide, type StageCommand } from '../rules/stage.ts';
import { isUndoable, undo } from '../rules/undo.ts';
import type { HomeRecord } from '../store/debates.ts';
import { bySystem } from './evidence-log.ts';
import { Leadership } from './leadership.ts';
import { type Connection, type Member, Members } from './members.ts';
import { causeOf, Membership, type Wish } from './membership.ts';
import { OurFaults } from './our-faults.ts';
import { PresenceWatch } from './presence-watch.ts';
import { Proceedings } from './proceedings.ts';
import { QuestionDesk } from './question-desk.ts';
import type { DebateRecord } from './record.ts';
import { resumption } from './recovery.ts';
import { RollCalls } from './roll-calls.ts';
import { StageEffects } from './stage-effects.ts';
import { isCrew, Tidings } from './tidings.ts';
import type { DebateTools } from './tools.ts';
import { type Voice, VoiceCount } from './voice-count.ts';

/** One debate at its home: the stage, the people, their media and the evidence. */
export class LiveDebate {
  readonly home: HomeRecord;
  readonly #tools: DebateTools;
  readonly #record: DebateRecord;
  readonly #room: MediaRoom;
  readonly #members = new Members();
  readonly #faults = new OurFaults();
  readonly #effects: StageEffects;
  readonly #proceedings: Proceedings;
  readonly #watch: PresenceWatch;
  readonly #membership: Membership;
  readonly #leadership: Leadership;
  readonly #rollCalls: RollCalls;
  readonly #questions: QuestionDesk;
  readonly #voice: VoiceCount;
  #closing: Promise<void> | undefined;

  constructor(home: HomeRecord, tools: DebateTools, parts: { record: DebateRecord; room: MediaRoom }) {
    const { record, room } = parts;
    const { debateId, moderators } = home;
    const { clock, log, announce } = tools;
    const members = this.#members;
    this.home = home;
    this.#tools = tools;
    this.#record = record;
    this.#room = room;
    this.#effects = new StageEffects(home, tools, { room, onDeadline: () => this.#expire() });
    this.#leadership = new Leadership({ members, record, clock, moderators });
    const tidings = new Tidings({ debateId, announce, members, record, leadership: this.#leadership });
    this.#watch = new PresenceWatch({
      clock,
      log,
      members,
      isLive: () => this.#isLive,
      onSample: (facts, atMs) => this.#sampled(facts, atMs),
      onTalk: (slotId, lastedMs) => this.#voice.talked(slotId, lastedMs, record.stage),
    });
    const onStarted = () => this.#watch.anchor();
    this.#proceedings = new Proceedings({
      debateId,
      tools,
      record,
      effects: this.#effects,
      tidings,
      onStarted,
    });
    this.#membership = new Membership({ room, members, watch: this.#watch, proceedings: this.#proceedings });
    this.#rollCalls = new RollCalls({ proceedings: this.#proceedings, members, tools });
    this.#questions = new QuestionDesk(debateId, tools.questions);
    this.#voice = new VoiceCount(
      home.lineup.map(({ id }) => id),
      record.voice,
    );
  }

  /** Opens the lobby, or takes the debate up where another process left it, the gap recorded as our outage. */
  async begin(): Promise<void> {
    const { found: restored, stage } = this.#record;
    const { debateId, format, ruleSet, lineup, plannedStartMs, plannedMs } = this.home;
    const lastBeat = restored.isNew ? null : await this.#tools.heartbeats.last(debateId);
    await this.#proceedings.take(async (reading) => {
      const opened = { format, ruleSet, lineup, plannedStartMs, plannedMs };
      const facts: EvidenceFact[] = restored.isNew
        ? [{ kind: 'debate.opened', payload: opened }]
        : resumption({ stage, restored, lastBeatMs: lastBeat?.atMs ?? 0 }, reading.atMs);
      const wereThere = restored.openDevices.map(({ slotId }) => slotId);
      this.#faults.awaitReturn(wereThere, reading.atMs, 'server-down');
      await this.#proceedings.commit(facts, bySystem, reading);
      await this.#effects.follow(this.#record.stage);
    });
    this.#rollCalls.takeUp();
  }

  get isOver(): boolean {
    return this.#proceedings.isOver;
  }

  get #isLive(): boolean {
    return this.#proceedings.isLive;
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
    return isCrew(member.claims) ? this.#leadership.view() : null;
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
    this.#rollCalls.remind(member);
    if (claims.role === 'moderator') this.#proceedings.tidings.tellChair();
    return member;
  }

  // The organiser may have given the debate another moderator since it was opened here.
  async #knowModerator({ role, accountId }: Claims): Promise<void> {
    if (role !== 'moderator' || accountId === null || this.#leadership.knows(accountId)) return;
    this.#leadership.appointed(await this.#tools.moderatorsOf(this.home.debateId));
  }

  /**
   * A person left, or the line was cut. A candidate whose line was cut stays a member until the media is dead too:
   * who is still seen and heard has not gone.
   */
  async leave(member: Member, isOwnLeave: boolean): Promise<void> {
    this.#leadership.left(member);
    if (this.#closing || (!isOwnLeave && member.claims.slotId !== null && !this.isOver)) return;
    await this.#proceedings.take(async (reading) => {
      if (await this.#membership.remove(member, 'own-leave', reading)) this.#announcePresence();
    });
    if (member.claims.role === 'moderator') this.#proceedings.tidings.tellChair();
    if (this.isOver && this.isEmpty) this.#tools.onDone(this.home.debateId);
  }

  /** Decides, commits, and only then lets media and people know. A repeated id changes nothing (FLOOR-6). */
  async command(member: Member, commandId: string, command: StageCommand): Promise<void> {
    // Once it has ended nobody is sampled: what is true at the end must be seen before.
    if (command.kind === 'end') await this.#watch.sampleNow();
    await this.#act(member, commandId, async (reading) => {
      const { plan, stage } = this.#record;
      const facts = decide(plan, stage, command, reading.atMs);
      if (isUndoable(command) && facts.length > 0) this.#record.rememberAct(commandId, reading.atMs);
      return command.kind === 'end' ? [...(await this.#lastFacts(reading)), ...facts] : facts;
    });
    if (command.kind === 'remove') await this.#expel(command.slotId);
    if (command.kind === 'end') await this.#questions.closed();
  }

  /** FLOOR-11: takes back the last act on the stage. */
  async undo(member: Member, commandId: string): Promise<void> {
    await this.#act(member, commandId, async ({ atMs }) =>
      undo(this.#record.lastAct, this.#record.stage, atMs),
    );
  }

  /** The moderator has checked that the person in this slot is the candidate; that lets them onto the stage too. */
  async confirmIdentity(member: Member, commandId: string, slotId: string): Promise<void> {
    if (!this.home.lineup.some((slot) => slot.id === slotId)) throw new Refusal('not-in-lineup');
    await this.#act(member, commandId, async ({ atMs }) => {
      const { plan, stage } = this.#record;
      if (this.isOver) throw new Refusal('debate-over');
      if (this.#record.isConfirmed(slotId)) return [];
      const payload = { slotId, by: 'moderator' as const };
      return [
        { kind: 'identity.confirmed', payload },
        ...decide(plan, stage, { kind: 'admit', slotId }, atMs),
      ];
    });
    this.#announcePresence();
  }

  async openRollCall(member: Member, commandId: string): Promise<void> {
    await this.#act(member, commandId, async ({ atMs }) => {
      if (this.isOver) throw new Refusal('debate-over');
      return [this.#rollCalls.opening(atMs)];
    });
    this.#rollCalls.opened();
  }

  answerRollCall(member: Member, commandId: string, said: { rollCallId: string; answer: string }) {
    return this.#rollCalls.answer(member, commandId, said);
  }

  /** The public's question that is answered from now on. */
  async askQuestion(member: Member, commandId: string, questionId: string): Promise<void> {
    const text = await this.#questions.textOf(questionId);
    await this.command(member, commandId, { kind: 'ask', questionId, text });
    await this.#questions.asked(questionId, this.#tools.clock.now());
  }

  async dropQuestion(member: Member, commandId: string, dropped: Parameters<QuestionDesk['dropped']>[0]) {
    await this.#questions.textOf(dropped.questionId);
    await this.#act(member, commandId, async () => [{ kind: 'question.dropped', payload: dropped }]);
    await this.#questions.dropped(dropped);
  }

  async takeChair(member: Member, commandId: string): Promise<void> {
    await this.#asIs(member, commandId, () => this.#leadership.take(member));
  }

  async handOverChair(member: Member, commandId: string, accountId: string): Promise<void> {
    await this.#asIs(member, commandId, () => this.#leadership.handOver(member, accountId));
  }

  /** An act that has an effect: by the chair where a moderator does it, once, and silence first. */
  #act(
    member: Member,
    commandId: string,
    make: (reading: ClockReading) => Promise<EvidenceFact[]>,
  ): Promise<void> {
    return this.#proceedings.take(async (reading) => {
      if (this.#record.hasDone(commandId)) return;
      const leading = member.claims.role === 'moderator' ? this.#leadership.actAs(member) : [];
      const facts = await make(reading);
      const voice = facts.some(({ kind }) => kind === 'turn.ended') ? [this.#voice.fact()] : [];
      const all = facts.length > 0 ? [...leading, ...voice, ...facts] : [];
      await this.#proceedings.commitSilently(all, causeOf(member, commandId), reading);
    });
  }

  async #asIs(member: Member, commandId: string, make: () => EvidenceFact[]): Promise<void> {
    await this.#proceedings.take(async (reading) => {
      if (this.isOver) throw new Refusal('debate-over');
      if (this.#record.hasDone(commandId)) return;
      await this.#proceedings.commit(make(), causeOf(member, commandId), reading);
    });
  }

  /** What must stand in the evidence before its end. */
  async #lastFacts({ atMs }: ClockReading): Promise<EvidenceFact[]> {
    return [...this.#faults.atEnd(atMs), ...(await this.#questions.left())];
  }

  async #expel(slotId: string): Promise<void> {
    await this.#proceedings.take((reading) => this.#membership.expel(slotId, reading));
    this.#announcePresence();
  }

  // FLOOR-2: silence first, on the clock alone; the record follows and may have to be tried again.
  async #expire(): Promise<void> {
    await this.#effects.match(this.#record.stage);
    await this.#system({ kind: 'expire' });
  }

  async #system(command: StageCommand): Promise<void> {
    await this.#proceedings.take(async (reading) => {
      const { plan, stage } = this.#record;
      await this.#proceedings.commit(decide(plan, stage, command, reading.atMs), bySystem, reading);
    });
  }

  async #sampled(facts: EvidenceFact[], atMs: number): Promise<void> {
    if (this.isOver) return;
    await this.#proceedings.take(async (reading) => {
      const settled = this.#faults.settle((slotId) => this.#isPresent(slotId), atMs);
      await this.#proceedings.commit([...facts, ...settled], bySystem, reading);
      this.#faults.recorded(settled);
      await this.#membership.removeGone(reading);
      const { debateId } = this.home;
      if (this.#isLive) await this.#tools.heartbeats.beat(debateId, reading.bootId, atMs);
    });
    for (const command of this.#watch.floorCommands(this.#record.stage, facts)) await this.#system(command);
    this.#announcePresence();
    if (this.#isLive) this.#tools.announce(this.home.debateId, 'voice', { voice: this.#voice.times() });
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
    if (this.#isLive) this.#faults.mediaLost(there, fromMs);
  }

  /** Everybody may build their media anew; whoever was there has the time that takes for free. */
  async mediaRebuilt(): Promise<void> {
    this.#tools.announce(this.home.debateId, 'media.rebuilt', {});
    await this.#proceedings.take((reading) =>
      this.#proceedings.commit(this.#faults.mediaRebuilt(reading.atMs), bySystem, reading),
    );
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

  /** Says farewell at once, then gives everything back. Safe to call twice; what the evidence says stays. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#effects.close();
    this.#rollCalls.close();
    this.#proceedings.close();
    for (const { connection } of this.#members.all()) {
      connection.say('farewell', { reason: this.isOver ? 'debate-over' : 'server-closing' });
      connection.close();
    }
    await this.#watch.close();
    await this.#room.close();
  }
}
