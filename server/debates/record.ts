import type { ClockReading } from '../platform/clock.ts';
import type { EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import type { RollCall, Stage, VoiceTimes } from '../protocol/stage.ts';
import { chairAfter } from '../rules/chair.ts';
import { rollCallAfter } from '../rules/roll-call.ts';
import { emptyLobby, type Plan } from '../rules/stage.ts';
import { evolve } from '../rules/stage-course.ts';
import type { LastAct } from '../rules/undo.ts';
import { Acts } from './acts.ts';
import { type Cause, EvidenceLog, type EvidenceSource } from './evidence-log.ts';
import { type Restored, restore } from './recovery.ts';

type QuestionEnd = 'question.asked' | 'question.dropped';

/** What one debate's committed evidence amounts to now. Nothing here is true before it is in the database. */
export class DebateRecord {
  readonly plan: Plan;
  /** What stood in the evidence when it was opened here; empty for a debate that nobody opened before. */
  readonly found: Restored & { isNew: boolean };
  readonly acts = new Acts();
  readonly #log: EvidenceLog;
  readonly #doneCommands = new Set<string>();
  readonly #confirmedSlots = new Set<string>();
  readonly #endedQuestions = new Set<string>();
  #stage: Stage = emptyLobby;
  #rollCall: RollCall | null = null;
  #chair: string | null = null;
  #voice: VoiceTimes = { voiceMs: {}, overlapMs: {} };
  #lastAct: (LastAct & { commandId: string }) | null = null;

  private constructor(plan: Plan, debateId: string, source: EvidenceSource, entries: EvidenceEntry[]) {
    this.plan = plan;
    this.found = { ...restore(entries), isNew: entries.length === 0 };
    const take = (batch: readonly EvidenceEntry[]) => {
      for (const entry of batch) this.#fold(entry);
    };
    take(entries);
    this.#log = new EvidenceLog({ debateId, source, last: entries.at(-1), onCommitted: take });
  }

  static async open(debateId: string, plan: Plan, source: EvidenceSource): Promise<DebateRecord> {
    return new DebateRecord(plan, debateId, source, await source.read(debateId));
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

  /** Whether this became of a question in the debate. */
  hasEnded(how: QuestionEnd, questionId: string): boolean {
    return this.#endedQuestions.has(`${how} ${questionId}`);
  }

  /** The stage as it will be when these facts are committed. */
  stageAfter(facts: readonly EvidenceFact[], atMs: number): Stage {
    return facts.reduce((stage, fact) => evolve(this.plan, stage, fact, atMs), this.#stage);
  }

  append(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    return this.#log.append(facts, cause, reading);
  }

  /** The command that is about to be recorded can be taken back later, to the stage of now. */
  rememberAct(commandId: string, atMs: number): void {
    if (this.#stage.status !== 'live') return;
    this.#lastAct = { commandId, atMs, sequence: this.#log.nextSequence, before: this.#stage };
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
    if (entry.kind === 'question.asked' || entry.kind === 'question.dropped')
      this.#endedQuestions.add(`${entry.kind} ${entry.payload.questionId}`);
    if (entry.commandId !== null) this.#doneCommands.add(entry.commandId);
    const isLater = entry.commandId !== this.#lastAct?.commandId && !entry.kind.startsWith('hand.');
    if (isLater && this.#stage !== before) this.#lastAct = null;
    this.acts.add(entry);
  }
}
