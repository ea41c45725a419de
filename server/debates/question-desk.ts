import type { Clock } from '../platform/clock.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { topCount } from '../rules/questions.ts';
import type { QuestionStore } from '../store/questions.ts';
import type { Acting } from './acting.ts';
import type { Member } from './members.ts';
import type { DebateRecord } from './record.ts';

type Dropped = Extract<EvidenceFact, { kind: 'question.dropped' }>['payload'];

/** Where the public's questions are kept. */
export type QuestionSource = Pick<
  QuestionStore,
  'askable' | 'top' | 'markAsked' | 'markNotAsked' | 'closeAll'
>;

export type QuestionDeskParts = {
  debateId: string;
  source: QuestionSource;
  clock: Clock;
  acting: Acting;
  record: DebateRecord;
};

/** The public's questions as the debate uses them. */
export class QuestionDesk {
  readonly #parts: QuestionDeskParts;

  constructor(parts: QuestionDeskParts) {
    this.#parts = parts;
  }

  /** Of one that can still be asked; else refused. */
  async textOf(questionId: string): Promise<string> {
    const { source, debateId } = this.#parts;
    const { text } = await source.askable(debateId, questionId);
    return text;
  }

  async markAsked(questionId: string): Promise<void> {
    const { source, debateId, clock } = this.#parts;
    await source.markAsked(debateId, questionId, clock.now());
  }

  /** It will not be asked, for a reason everybody can read. */
  async drop(member: Member, commandId: string, dropped: Dropped): Promise<void> {
    const { source, debateId, acting, record } = this.#parts;
    const { questionId, reason } = dropped;
    await this.textOf(questionId);
    await acting.act(member, commandId, () => [{ kind: 'question.dropped', payload: dropped }]);
    if (record.hasEnded('question.dropped', questionId))
      await source.markNotAsked(debateId, questionId, reason);
  }

  /** Those for which there was no time. */
  async left(): Promise<EvidenceFact[]> {
    const { source, debateId } = this.#parts;
    const top = await source.top(debateId, topCount);
    return top.map(({ id: questionId }) => ({
      kind: 'question.dropped',
      payload: { questionId, reason: 'time-ran-out' },
    }));
  }

  async closeAll(): Promise<void> {
    await this.#parts.source.closeAll(this.#parts.debateId);
  }
}
