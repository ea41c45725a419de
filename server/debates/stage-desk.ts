import type { ClockReading } from '../platform/clock.ts';
import type { Slot } from '../protocol/campaign.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import { decide, overdue, type StageCommand } from '../rules/stage.ts';
import { isUndoable, undo } from '../rules/undo.ts';
import type { Acting } from './acting.ts';
import { bySystem } from './evidence-log.ts';
import type { Member } from './members.ts';
import type { OurFaults } from './our-faults.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { Proceedings } from './proceedings.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { VoiceCount } from './voice-count.ts';

export type StageDeskParts = {
  lineup: readonly Slot[];
  acting: Acting;
  proceedings: Proceedings;
  voice: VoiceCount;
  watch: PresenceWatch;
  faults: OurFaults;
  questions: QuestionDesk;
};

/** Where commands on the stage are given: by people, and by the hub's own clock and sampler. */
export class StageDesk {
  readonly #parts: StageDeskParts;

  constructor(parts: StageDeskParts) {
    this.#parts = parts;
  }

  /**
   * Decides, commits, and only then lets media and people know. What follows an act follows from the record: a repeated
   * id, whoever's it was, does nothing that the evidence does not say.
   */
  async command(member: Member, commandId: string, command: StageCommand): Promise<void> {
    if (command.kind === 'end') await this.#sampleBeforeEnd(member, command);
    await this.#parts.acting.act(member, commandId, async (reading) => {
      const facts = await this.#decided(command, reading);
      if (isUndoable(command)) this.#parts.proceedings.record.expectAct(commandId);
      if (command.kind === 'end') await this.#lastFacts(reading);
      return facts;
    });
  }

  /** The facts of this command alone: what had run out before it is over by the hub's own clock, and written first. */
  async #decided(command: StageCommand, reading: ClockReading): Promise<EvidenceFact[]> {
    const { proceedings } = this.#parts;
    const { plan, stage } = proceedings.record;
    const over = overdue(plan, stage, reading.atMs);
    try {
      return decide(plan, stage, command, reading.atMs).slice(over.length);
    } finally {
      await proceedings.commit(over, bySystem, reading);
    }
  }

  /** Once it has ended nobody is sampled: what is true at the end must be seen before. By whoever may end it. */
  async #sampleBeforeEnd(member: Member, command: StageCommand): Promise<void> {
    const { acting, proceedings, watch } = this.#parts;
    const { plan, stage } = proceedings.record;
    acting.assertMay(member);
    decide(plan, stage, command, Number.MAX_SAFE_INTEGER);
    await watch.sampleNow();
  }

  /** By the hub itself. */
  async system(command: StageCommand): Promise<void> {
    const { proceedings } = this.#parts;
    await proceedings.take(async (reading) => {
      const { plan, stage } = proceedings.record;
      await proceedings.commit(decide(plan, stage, command, reading.atMs), bySystem, reading);
    });
  }

  /** FLOOR-11: takes back the last act on the stage. */
  async undo(member: Member, commandId: string): Promise<void> {
    const { acting, proceedings } = this.#parts;
    await acting.act(member, commandId, ({ atMs }) => {
      const { lastAct, stage } = proceedings.record;
      return undo(lastAct, stage, atMs);
    });
  }

  /** The moderator has checked that the person in this slot is the candidate; that lets them onto the stage too. */
  async confirmIdentity(member: Member, commandId: string, slotId: string): Promise<void> {
    const { acting, proceedings, lineup } = this.#parts;
    if (!lineup.some((slot) => slot.id === slotId)) throw new Refusal('not-in-lineup');
    await acting.act(member, commandId, async (reading) => {
      if (proceedings.record.isConfirmed(slotId)) return [];
      const confirmed = { kind: 'identity.confirmed', payload: { slotId, by: 'moderator' } } as const;
      return [confirmed, ...(await this.#decided({ kind: 'admit', slotId }, reading))];
    });
  }

  /** The public's question that is answered from now on. */
  async ask(member: Member, commandId: string, questionId: string): Promise<void> {
    const { acting, questions } = this.#parts;
    await acting.act(member, commandId, async (reading) => {
      const text = await questions.textOf(questionId);
      return this.#decided({ kind: 'ask', questionId, text }, reading);
    });
  }

  /** What must stand in the evidence before its end. */
  async #lastFacts(reading: ClockReading): Promise<void> {
    const { faults, questions, proceedings, voice } = this.#parts;
    const facts = [...faults.atEnd(reading.atMs), ...(await questions.left()), voice.fact()];
    await proceedings.commit(facts, bySystem, reading);
    faults.recorded(facts);
  }
}
