import { seatFor } from '../../accounts/roles.ts';
import type { Passes } from '../../audience/passes.ts';
import type { QuestionBox } from '../../audience/question-box.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Judgement } from '../../protocol/questions.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers, Visitor } from '../http.ts';
import { openLimit } from '../limits.ts';

type QuestionRoute =
  | 'questions.list'
  | 'question.put'
  | 'question.vote'
  | 'questions.queue'
  | 'question.judge';

export type QuestionTools = { stores: Stores; questionBox: QuestionBox; passes: Passes; clock: Clock };

/** Votes of one pass, and questions, of which each may come out as a vote. */
const voicesPerMinute = 30;

export function questionRoutes(tools: QuestionTools): Pick<RouteHandlers, QuestionRoute> {
  const { stores, questionBox, passes } = tools;
  const voices = openLimit(voicesPerMinute, 60);
  const passIdOf = async (pass: string): Promise<string> => {
    const passId = passes.read(pass);
    await voices.consume(passId);
    return passId;
  };
  return {
    'questions.list': ({ params }) => questionBox.list(params.debateId),
    'question.put': async ({ params, body: { pass, ...question }, addressPrefix }) =>
      questionBox.put({ ...params, ...question, addressPrefix, passId: await passIdOf(pass) }),
    'question.vote': async ({ params, body }) => ({
      votes: await questionBox.vote({ ...params, passId: await passIdOf(body.pass) }),
    }),
    'questions.queue': async ({ params: { debateId }, visitor }) => {
      await assertModerates(visitor, debateId, stores);
      return stores.questions.queue(debateId);
    },
    'question.judge': async ({ params, body, visitor }) => {
      await assertModerates(visitor, params.debateId, stores);
      const { questionIds = [], ...judgement } = body;
      const all = [...new Set([params.questionId, ...questionIds])];
      await judge({ ...params, questionIds: all, accountId: visitor.accountId, judgement }, tools);
      questionBox.changed(params.debateId);
      return {};
    },
  };
}

/** Whoever moderates some other debate is nobody here. */
async function assertModerates(
  { accountId, roles }: Visitor,
  debateId: string,
  { debates }: Stores,
): Promise<void> {
  seatFor({ as: 'moderator', accountId, roles, home: await debates.homeRecord(debateId) });
}

type Judging = {
  debateId: string;
  questionIds: readonly string[];
  accountId: string | null;
  judgement: Judgement;
};

/** All of them or none. */
async function judge(judging: Judging, { stores, clock }: QuestionTools): Promise<void> {
  const { debateId, questionIds, accountId, judgement } = judging;
  const action = judgement.isAdmitted ? 'question.admit' : 'question.reject';
  const detail = { debateId, ...judgement };
  await stores.together(async ({ questions, acts }) => {
    // In one order, so that two moderators who judge the same ones never wait for each other.
    for (const questionId of questionIds.toSorted()) {
      if (!(await questions.judge({ debateId, questionId }, judgement))) continue;
      await acts.record({ atMs: clock.now(), accountId, action, subject: questionId, detail });
    }
  });
}
