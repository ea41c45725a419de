import type { DropReason, Question } from '../protocol/questions.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { QuestionKey } from './questions.ts';
import { shownQuestions } from './shown-questions.ts';
import type { Database } from './tables.ts';

type Ending =
  | { status: 'asked'; askedAtMs: number; reason: null }
  | { status: 'not-asked'; reason: DropReason };

export async function askable(database: Database, key: QuestionKey): Promise<Question> {
  const question = await shownQuestion(database, key);
  if (question.status !== 'admitted') throw new Refusal('question-closed', question.status);
  return question;
}

/**
 * Gives a question its end: one that was admitted, also when it was rejected after the debate had asked or dropped it.
 * One that has this end already stays as it is; one with another is refused.
 */
export async function endQuestion(database: Database, key: QuestionKey, ending: Ending): Promise<Question> {
  await database
    .updateTable('question')
    .set(ending)
    .where('id', '=', key.questionId)
    .where('debateId', '=', key.debateId)
    .where('status', 'in', ['admitted', 'rejected'])
    .execute();
  const question = await shownQuestion(database, key);
  if (question.status !== ending.status) throw new Refusal('question-closed', question.status);
  return question;
}

function shownQuestion(database: Database, { debateId, questionId }: QuestionKey): Promise<Question> {
  return shownQuestions(database, debateId)
    .where('id', '=', questionId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', questionId));
}

/** Those with an end keep their place among the first, so that looking a second time finds no further ones. */
export async function topQuestions(database: Database, debateId: string, count: number): Promise<Question[]> {
  const first = await shownQuestions(database, debateId).limit(count).execute();
  return first.filter(({ status }) => status === 'admitted');
}
