import type { DropReason, QuestionStatus } from '../protocol/questions.ts';
import type { Database } from './tables.ts';

const publicStatuses = ['admitted', 'asked', 'not-asked'] as const satisfies QuestionStatus[];
type PublicStatus = (typeof publicStatuses)[number];

export const isShown = (status: QuestionStatus): status is PublicStatus =>
  publicStatuses.some((shown) => shown === status);

/** What everybody may see of a debate's questions: by votes, of equals the newest first. */
export function shownQuestions(database: Database, debateId: string) {
  return database
    .selectFrom('question')
    .select(['id', 'text', 'language', 'votes', 'askedAtMs'])
    .select(({ ref }) => [
      ref('status').$castTo<PublicStatus>().as('status'),
      ref('reason').$castTo<DropReason | null>().as('reason'),
    ])
    .where('debateId', '=', debateId)
    .where('status', 'in', publicStatuses)
    .orderBy('votes', 'desc')
    .orderBy('putAtMs', 'desc')
    .orderBy('id');
}
