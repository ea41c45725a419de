import type { Judgement, QuestionQueue } from '../protocol/questions.ts';
import { Refusal } from '../protocol/refusals.ts';
import { isOver, mostWaiting } from '../rules/questions.ts';
import type { QuestionKey } from './questions.ts';
import { shownQuestions } from './shown-questions.ts';
import type { Database } from './tables.ts';

const mostAdmittedShown = 100;

/** What the moderators of a debate decide on: the oldest that wait, and what stands before everybody. */
export async function queueOf(database: Database, debateId: string): Promise<QuestionQueue> {
  const [waiting, { waitingCount }, admitted] = await Promise.all([
    waitingQuestions(database, debateId)
      .select(['id', 'text', 'language', 'votes', 'putAtMs', 'caughtWord'])
      .orderBy('putAtMs')
      .orderBy('id')
      .limit(mostWaiting)
      .execute(),
    waitingQuestions(database, debateId)
      .select(({ fn }) => fn.countAll<number>().as('waitingCount'))
      .executeTakeFirstOrThrow(),
    shownQuestions(database, debateId).limit(mostAdmittedShown).execute(),
  ]);
  return { waiting, waitingCount, admitted };
}

const waitingQuestions = (database: Database, debateId: string) =>
  database.selectFrom('question').where('debateId', '=', debateId).where('status', '=', 'waiting');

/** Runs in the caller's transaction. A decision can be turned until the question is asked or dropped. */
export async function judgeQuestion(
  database: Database,
  { debateId, questionId }: QuestionKey,
  judgement: Judgement,
): Promise<boolean> {
  const question = await database
    .selectFrom('question')
    .innerJoin('debate', 'debate.id', 'question.debateId')
    .select(['question.status', 'question.reason', 'debate.status as debateStatus'])
    .where('question.id', '=', questionId)
    .where('question.debateId', '=', debateId)
    .forUpdate('question')
    .executeTakeFirst();
  if (question === undefined) throw new Refusal('not-found', questionId);
  if (isOver(question.debateStatus)) throw new Refusal('debate-over');
  if (question.status === 'asked' || question.status === 'not-asked') throw new Refusal('question-closed');
  const [status, reason] = judgement.isAdmitted
    ? (['admitted', null] as const)
    : (['rejected', judgement.reason] as const);
  if (question.status === status && question.reason === reason) return false;
  await database
    .updateTable('question')
    .set({ status, reason, cameFrom: null })
    .where('id', '=', questionId)
    .execute();
  return true;
}
