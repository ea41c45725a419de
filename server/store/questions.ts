import type { DropReason, Judgement, Question, QuestionQueue } from '../protocol/questions.ts';
import type { Language } from '../protocol/words.ts';
import { askable, endQuestion, topQuestions } from './asked-questions.ts';
import { judgeQuestion, queueOf } from './judged-questions.ts';
import { putQuestion, voteFor } from './put-questions.ts';
import { shownQuestions } from './shown-questions.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** `author`, `cameFrom` and `voter` are marks: nobody can tell from one whose it is. */
export type NewQuestion = {
  debateId: string;
  text: string;
  /** The same for texts that read the same. */
  textKey: string;
  language: Language;
  author: string;
  /** Of the address prefix; kept while the question waits. */
  cameFrom: string;
  caughtWord: string | null;
  nowMs: number;
};
export type NewVote = { debateId: string; questionId: string; voter: string; nowMs: number };
export type QuestionKey = { debateId: string; questionId: string };

/** What the debate refuses comes as a `Refusal`. A question that was not admitted is not found. */
export type QuestionStore = {
  /** Puts it into the queue with its author's vote, or counts as a vote for the same text (QUEST-3, QUEST-4). */
  put(question: NewQuestion): Promise<{ questionId: string; isNew: boolean }>;
  /** Resolves to how many it has now. */
  vote(vote: NewVote): Promise<number>;
  /** What everybody sees: by votes, of equals the newest first. */
  list(debateId: string): Promise<Question[]>;
  queue(debateId: string): Promise<QuestionQueue>;
  /** Admits or rejects; false when it stood so already. */
  judge(key: QuestionKey, judgement: Judgement): Promise<boolean>;
  /** One that can be asked now; else `not-found`, or `question-closed` when it had its end. */
  askable(debateId: string, questionId: string): Promise<Question>;
  /** Of the first `count` that everybody sees, those that can still be asked (QUEST-7). */
  top(debateId: string, count: number): Promise<Question[]>;
  /**
   * Follow what the debate has done: also where a moderator has rejected the question meanwhile. Both may be said
   * again, and resolve to the question as it stands then.
   */
  markAsked(debateId: string, questionId: string, atMs: number): Promise<Question>;
  markNotAsked(debateId: string, questionId: string, reason: DropReason): Promise<Question>;
};

const mostListed = 100;

export function questionStore(database: Database): QuestionStore {
  return {
    put: (question) => inTransaction(database, (within) => putQuestion(within, question)),
    vote: (vote) => inTransaction(database, (within) => voteFor(within, vote)),
    list: (debateId) => shownQuestions(database, debateId).limit(mostListed).execute(),
    queue: (debateId) => queueOf(database, debateId),
    judge: (key, judgement) => inTransaction(database, (within) => judgeQuestion(within, key, judgement)),
    askable: (debateId, questionId) => askable(database, { debateId, questionId }),
    top: (debateId, count) => topQuestions(database, debateId, count),
    markAsked: (debateId, questionId, atMs) =>
      endQuestion(database, { debateId, questionId }, { status: 'asked', askedAtMs: atMs, reason: null }),
    markNotAsked: (debateId, questionId, reason) =>
      endQuestion(database, { debateId, questionId }, { status: 'not-asked', reason }),
  };
}
