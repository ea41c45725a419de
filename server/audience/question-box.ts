import { createHmac } from 'node:crypto';
import { openBriefly } from '../platform/briefly.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/hash.ts';
import type { QuestionList } from '../protocol/questions.ts';
import type { Language } from '../protocol/words.ts';
import { questionsOpenAtMs, questionsRefusal } from '../rules/questions.ts';
import { caughtWord, folded } from '../rules/word-list.ts';
import type { Stores } from '../store/stores.ts';

type Voice = { passId: string; debateId: string };

export type QuestionBox = {
  /** What everybody sees of a debate's questions, at most two seconds old. */
  list(debateId: string): Promise<QuestionList>;
  put(
    question: Voice & { text: string; language: Language; addressPrefix: string },
  ): Promise<{ questionId: string; isNew: boolean }>;
  /** Resolves to how many votes it has now. */
  vote(vote: Voice & { questionId: string }): Promise<number>;
  /** The list has changed by a moderator's hand, and whoever asks next shall see it. */
  changed(debateId: string): void;
};

type Options = { stores: Pick<Stores, 'questions' | 'wordLists' | 'debates'>; secret: string; clock: Clock };

const listKeptMs = 2_000;

/** Where viewers put and vote questions; of who they are it keeps a mark that leads nowhere (QUEST-8). */
export function openQuestionBox({ stores, secret, clock }: Options): QuestionBox {
  const mark = (...said: string[]) =>
    createHmac('sha256', secret).update(said.join('\n')).digest('base64url');
  const markOf = ({ passId, debateId }: Voice) => mark('debate-hub/question/1', debateId, passId);
  const lists = openBriefly({ keptMs: listKeptMs, clock, read: (debateId) => list(debateId, stores, clock) });
  return {
    list: lists.of,
    put: async ({ passId, debateId, text, language, addressPrefix }) =>
      stores.questions.put({
        ...{ debateId, text, language, nowMs: clock.now() },
        textKey: sha256(wordsOnly(text)),
        author: markOf({ passId, debateId }),
        cameFrom: mark('debate-hub/question-share/1', debateId, addressPrefix),
        caughtWord: caughtWord(text, await stores.wordLists.wordsFor(debateId)),
      }),
    vote: ({ passId, debateId, questionId }) =>
      stores.questions.vote({
        ...{ debateId, questionId, nowMs: clock.now() },
        voter: markOf({ passId, debateId }),
      }),
    changed: lists.forget,
  };
}

/** The same for two texts that say the same: case, punctuation and look-alike letters make no other question. */
function wordsOnly(text: string): string {
  return folded(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

async function list(debateId: string, stores: Options['stores'], clock: Clock): Promise<QuestionList> {
  const [debate, questions] = await Promise.all([
    stores.debates.card(debateId),
    stores.questions.list(debateId),
  ]);
  const isOpen = questionsRefusal(debate, clock.now()) === null;
  return { isOpen, opensAtMs: questionsOpenAtMs(debate), questions };
}
