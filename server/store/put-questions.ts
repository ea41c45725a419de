import { Refusal } from '../protocol/refusals.ts';
import { putRefusal, questionsRefusal } from '../rules/questions.ts';
import type { NewQuestion, NewVote } from './questions.ts';
import { isShown } from './shown-questions.ts';
import type { Database } from './tables.ts';

/** Runs in the caller's transaction. */
export async function putQuestion(
  database: Database,
  question: NewQuestion,
): Promise<{ questionId: string; isNew: boolean }> {
  await takeTurn(database, question);
  const same = await database
    .selectFrom('question')
    .select(['id', 'status'])
    .where('debateId', '=', question.debateId)
    .where('textKey', '=', question.textKey)
    .executeTakeFirst();
  if (same === undefined) return { questionId: await insert(database, question), isNew: true };
  if (same.status !== 'waiting' && same.status !== 'admitted') throw new Refusal('question-closed');
  await addVote(database, same.id, question.author);
  return { questionId: same.id, isNew: false };
}

/** Runs in the caller's transaction. */
export async function voteFor(database: Database, vote: NewVote): Promise<number> {
  const { debateId, questionId, voter, nowMs } = vote;
  const found = await database
    .selectFrom('question')
    .innerJoin('debate', 'debate.id', 'question.debateId')
    .select(['question.status', 'debate.status as debateStatus', 'debate.plannedStartMs'])
    .where('question.id', '=', questionId)
    .where('question.debateId', '=', debateId)
    .executeTakeFirst();
  if (found === undefined || !isShown(found.status)) throw new Refusal('not-found', questionId);
  refuseUnlessOpen({ status: found.debateStatus, plannedStartMs: found.plannedStartMs }, nowMs);
  if (found.status !== 'admitted') throw new Refusal('question-closed');
  const votes = await addVote(database, questionId, voter);
  if (votes === null) throw new Refusal('already-voted');
  return votes;
}

// One at a time in a debate: what is counted below still holds when the question is stored. Evidence is not held up.
async function takeTurn(database: Database, { debateId, nowMs }: NewQuestion): Promise<void> {
  const debate = await database
    .selectFrom('debate')
    .select(['status', 'plannedStartMs'])
    .where('id', '=', debateId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not-found', debateId));
  refuseUnlessOpen(debate, nowMs);
}

function refuseUnlessOpen(debate: Parameters<typeof questionsRefusal>[0], nowMs: number): void {
  const code = questionsRefusal(debate, nowMs);
  if (code !== null) throw new Refusal(code);
}

async function insert(database: Database, { nowMs, ...question }: NewQuestion): Promise<string> {
  await refuseTooMany(database, { nowMs, ...question });
  const { id } = await database
    .insertInto('question')
    .values({ ...question, putAtMs: nowMs, reason: null, askedAtMs: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addVote(database, id, question.author);
  return id;
}

async function refuseTooMany(
  database: Database,
  { debateId, author, cameFrom, nowMs }: NewQuestion,
): Promise<void> {
  const { put, lastPutAtMs } = await database
    .selectFrom('question')
    .select(({ fn }) => [fn.countAll<number>().as('put'), fn.max('putAtMs').as('lastPutAtMs')])
    .where('debateId', '=', debateId)
    .where('author', '=', author)
    .executeTakeFirstOrThrow();
  const { waiting, waitingFromThere } = await database
    .selectFrom('question')
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.countAll<number>().filterWhere('cameFrom', '=', cameFrom).as('waitingFromThere'),
    ])
    .where('debateId', '=', debateId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const code = putRefusal({ put, lastPutAtMs, waiting, waitingFromThere }, nowMs);
  if (code !== null) throw new Refusal(code);
}

/** Null, and nothing changed, when this mark has its vote there already. */
async function addVote(database: Database, questionId: string, voter: string): Promise<number | null> {
  const added = await database
    .insertInto('questionVote')
    .values({ questionId, voter })
    .onConflict((conflict) => conflict.doNothing())
    .returning('voter')
    .executeTakeFirst();
  if (added === undefined) return null;
  const { votes } = await database
    .updateTable('question')
    .set(({ eb }) => ({ votes: eb('votes', '+', 1) }))
    .where('id', '=', questionId)
    .returning('votes')
    .executeTakeFirstOrThrow();
  return votes;
}
