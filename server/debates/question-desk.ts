import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import { topCount } from '../rules/questions.ts';
import type { QuestionStore } from '../store/questions.ts';
import type { Acting } from './acting.ts';
import type { Member } from './members.ts';
import type { DebateRecord, QuestionEnd } from './record.ts';

type Dropped = Extract<EvidenceFact, { kind: 'question.dropped' }>['payload'];

/** Where the public's questions are kept. */
export type QuestionSource = Pick<QuestionStore, 'askable' | 'top' | 'markAsked' | 'markNotAsked'>;

export type QuestionDeskParts = {
  debateId: string;
  source: QuestionSource;
  acting: Acting;
  record: DebateRecord;
};

/** The public's questions as the debate uses them. */
export class QuestionDesk {
  readonly #parts: QuestionDeskParts;
  readonly #marked = new Set<string>();

  constructor(parts: QuestionDeskParts) {
    this.#parts = parts;
  }

  /** Of one that can still be asked; else refused. */
  async textOf(questionId: string): Promise<string> {
    const { source, debateId, record } = this.#parts;
    if (record.questionEnds.has(questionId)) throw new Refusal('question-closed');
    const { text } = await source.askable(debateId, questionId);
    return text;
  }

  /** It will not be asked, for a reason everybody can read. */
  async drop(member: Member, commandId: string, dropped: Dropped): Promise<void> {
    await this.#parts.acting.act(member, commandId, async () => {
      await this.textOf(dropped.questionId);
      return [{ kind: 'question.dropped', payload: dropped }];
    });
  }

  /** Brings the register of questions in line with the evidence, each once in this process (QUEST-7). */
  async follow(): Promise<void> {
    for (const [questionId, end] of this.#parts.record.questionEnds) {
      if (this.#marked.has(questionId)) continue;
      this.#marked.add(questionId);
      await this.#mark(questionId, end).catch((error: unknown) => {
        this.#marked.delete(questionId);
        throw error;
      });
    }
  }

  async #mark(questionId: string, end: QuestionEnd): Promise<void> {
    const { source, debateId } = this.#parts;
    if (end.status === 'asked') await source.markAsked(debateId, questionId, end.atMs);
    else await source.markNotAsked(debateId, questionId, end.reason);
  }

  /** Those for which there was no time. */
  async left(): Promise<EvidenceFact[]> {
    const { source, debateId } = this.#parts;
    const top = await source.top(debateId, topCount);
    const open = top.filter(({ id }) => !this.#parts.record.questionEnds.has(id));
    return open.map(({ id: questionId }) => ({
      kind: 'question.dropped',
      payload: { questionId, reason: 'time-ran-out' },
    }));
  }
}
