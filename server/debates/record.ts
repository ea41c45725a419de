import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import type { DropReason } from '../protocol/questions.ts';
import type { RollCall, Stage, VoiceTimes } from '../protocol/stage.ts';
import { chairAfter } from '../rules/chair.ts';
import { rollCallAfter } from '../rules/roll-call.ts';
import { emptyLobby, type Plan } from '../rules/stage.ts';
import { evolve } from '../rules/stage-course.ts';
import type { LastAct } from '../rules/undo.ts';
import { Acts } from './acts.ts';
import { type Cause, EvidenceLog, type EvidenceSource } from './evidence-log.ts';
import { type Restored, restore } from './recovery.ts';

/** What became of a question of the public. */
export type QuestionEnd = { status: 'asked'; atMs: number } | { status: 'not-asked'; reason: DropReason };

/** What one debate's committed evidence amounts to now. Nothing here is true before it is in the database. */
export class DebateRecord {
  readonly plan: Plan;
  /** What stood in the evidence when it was opened here; empty for a debate that nobody opened before. */
  readonly found: Restored & { isNew: boolean };
  readonly acts = new Acts();
  readonly #log: EvidenceLog;
  readonly #doneCommands = new Set<string>();
  readonly #confirmedSlots = new Set<string>();
  readonly #openDevices = new Map<string, string>();
  readonly #questionEnds = new Map<string, QuestionEnd>();
  #stage: Stage = emptyLobby;
  #rollCall: RollCall | null = null;
  #chair: string | null = null;
  #voice: VoiceTimes = { voiceMs: {}, overlapMs: {} };
  #lastAct: (LastAct & { commandId: string }) | null = null;
  #undoableId: string | null = null;
  #isVoiceDue = false;
  #tell: (entries: readonly EvidenceEntry[]) => void = () => {};

  private constructor(plan: Plan, debateId: string, source: EvidenceSource, entries: EvidenceEntry[]) {
    this.plan = plan;
    this.found = { ...restore(entries), isNew: entries.length === 0 };
    const take = (batch: readonly EvidenceEntry[]) => {
      for (const entry of batch) this.#fold(entry);
    };
    take(entries);
    const onCommitted = (batch: readonly EvidenceEntry[]) => {
      take(batch);
      this.#tell(batch);
    };
    this.#log = new EvidenceLog({ debateId, source, last: entries.at(-1), onCommitted });
  }

  static async open(debateId: string, plan: Plan, source: EvidenceSource): Promise<DebateRecord> {
    return new DebateRecord(plan, debateId, source, await source.read(debateId));
  }

  /** From now on this is told of each batch, once it is committed. */
  onCommitted(tell: (entries: readonly EvidenceEntry[]) => void): void {
    this.#tell = tell;
  }

  get stage(): Stage {
    return this.#stage;
  }

  get rollCall(): RollCall | null {
    return this.#rollCall;
  }

  /** The account of the moderator who leads. */
  get chair(): string | null {
    return this.#chair;
  }

  /** As last written down. */
  get voice(): VoiceTimes {
    return this.#voice;
  }

  /** What `act.undo` would take back; null once something else has changed the stage. */
  get lastAct(): LastAct | null {
    return this.#lastAct;
  }

  hasDone(commandId: string): boolean {
    return this.#doneCommands.has(commandId);
  }

  /** How many are known to be who they say. */
  get confirmed(): number {
    return this.#confirmedSlots.size;
  }

  isConfirmed(slotId: string): boolean {
    return this.#confirmedSlots.has(slotId);
  }

  /** The devices that have joined and not left, with their slots. */
  get openDevices(): ReadonlyMap<string, string> {
    return this.#openDevices;
  }

  /** What became of the questions that were asked, or will not be. */
  get questionEnds(): ReadonlyMap<string, QuestionEnd> {
    return this.#questionEnds;
  }

  /** A turn has ended since voices were last written down. */
  get isVoiceDue(): boolean {
    return this.#isVoiceDue;
  }

  /** Where the next fact will stand. */
  get nextSequence(): number {
    return this.#log.nextSequence;
  }

  /** The stage as it will be when these facts are committed. */
  stageAfter(facts: readonly EvidenceFact[], atMs: number): Stage {
    return facts.reduce((stage, fact) => evolve(this.plan, stage, fact, atMs), this.#stage);
  }

  append(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    return this.#log.append(facts, cause, reading);
  }

  /** The command that is about to be recorded is one that can be taken back, once it is in the evidence. */
  expectAct(commandId: string): void {
    this.#undoableId = commandId;
  }

  /** Takes in what was committed although its answer was lost. */
  async settle(): Promise<void> {
    await this.#log.settle();
  }

  #fold(entry: EvidenceEntry): void {
    const before = this.#stage;
    this.#stage = evolve(this.plan, before, entry, entry.atMs);
    this.#rollCall = rollCallAfter(this.#rollCall, entry);
    this.#chair = chairAfter(this.#chair, entry);
    if (entry.kind === 'voice.counted') this.#voice = entry.payload;
    if (entry.kind === 'identity.confirmed') this.#confirmedSlots.add(entry.payload.slotId);
    if (entry.kind === 'member.joined') this.#openDevices.set(entry.payload.device, entry.payload.slotId);
    if (entry.kind === 'member.left') this.#openDevices.delete(entry.payload.device);
    this.#foldQuestion(entry);
    if (entry.kind === 'turn.ended' || entry.kind === 'turn.held') this.#isVoiceDue = true;
    if (entry.kind === 'voice.counted') this.#isVoiceDue = false;
    if (entry.commandId !== null) this.#doneCommands.add(entry.commandId);
    if (this.#stage !== before) this.#foldAct(entry, before);
    this.acts.add(entry);
  }

  #foldQuestion(entry: EvidenceEntry): void {
    const { kind, payload, atMs } = entry;
    if (kind !== 'question.asked' && kind !== 'question.dropped') return;
    if (this.#questionEnds.has(payload.questionId)) return;
    const end: QuestionEnd =
      kind === 'question.asked' ? { status: 'asked', atMs } : { status: 'not-asked', reason: payload.reason };
    this.#questionEnds.set(payload.questionId, end);
  }

  /** An act can be taken back as long as nothing else has changed the stage since; hands do not count. */
  #foldAct({ commandId, sequence, atMs, kind }: EvidenceEntry, before: Stage): void {
    if (commandId !== null && commandId === this.#lastAct?.commandId) return;
    const isUndoable = commandId !== null && commandId === this.#undoableId && before.status === 'live';
    if (isUndoable) this.#lastAct = { commandId, sequence, atMs, before };
    else if (!kind.startsWith('hand.')) this.#lastAct = null;
  }
}
