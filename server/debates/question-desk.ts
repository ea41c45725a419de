import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';

type Dropped = Extract<EvidenceFact, { kind: 'question.dropped' }>['payload'];

/** Where the public's questions are kept. */
export type QuestionSource = {
  list(debateId: string): Promise<{ questionId: string; text: string; status: string }[]>;
  top(debateId: string, count: number): Promise<{ questionId: string }[]>;
  markAsked(debateId: string, questionId: string, atMs: number): Promise<unknown>;
  markNotAsked(debateId: string, questionId: string, reason: Dropped['reason']): Promise<unknown>;
  closeAll(debateId: string): Promise<unknown>;
};

/** So many of the most wanted questions end as asked, or as not asked with a reason (QUEST-7). */
const answerable = 10;

/** The public's questions as the debate uses them. */
export class QuestionDesk {
  readonly #debateId: string;
  readonly #source: QuestionSource;

  constructor(debateId: string, source: QuestionSource) {
    this.#debateId = debateId;
    this.#source = source;
  }

  /** Of one that can still be asked; else `not-found`. */
  async textOf(questionId: string): Promise<string> {
    const all = await this.#source.list(this.#debateId);
    const found = all.find(
      (question) => question.questionId === questionId && question.status === 'admitted',
    );
    if (!found) throw new Refusal('not-found', questionId);
    return found.text;
  }

  async asked(questionId: string, atMs: number): Promise<void> {
    await this.#source.markAsked(this.#debateId, questionId, atMs);
  }

  async dropped({ questionId, reason }: Dropped): Promise<void> {
    await this.#source.markNotAsked(this.#debateId, questionId, reason);
  }

  /** Those for which there was no time. */
  async left(): Promise<EvidenceFact[]> {
    const top = await this.#source.top(this.#debateId, answerable);
    return top.map(({ questionId }) => ({
      kind: 'question.dropped',
      payload: { questionId, reason: 'time-ran-out' },
    }));
  }

  async closed(): Promise<void> {
    await this.#source.closeAll(this.#debateId);
  }
}
