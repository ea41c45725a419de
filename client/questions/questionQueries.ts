import { queryOptions } from '@tanstack/react-query';
import type { QuestionList } from '../../server/protocol/questions.ts';
import { api } from '../hub/api.ts';
import { queryClient } from '../state/queries.ts';

const openMs = 15_000;
const closedMs = 60_000;
const queueMs = 5_000;

/** What everybody sees of a debate's questions. */
export const questions = (debateId: string) =>
  queryOptions({
    queryKey: ['questions', debateId],
    queryFn: () => api('questions.list', { params: { debateId } }),
    refetchInterval: ({ state }) => (state.data?.isOpen ? openMs : closedMs),
  });

/** What a debate's moderators decide on. */
export const questionQueue = (debateId: string) =>
  queryOptions({
    queryKey: ['moderator', 'questions', debateId],
    queryFn: () => api('questions.queue', { params: { debateId } }),
    refetchInterval: queueMs,
  });

/** Shows a vote at once; its place in the list follows with the next reading. */
export function showVotes(debateId: string, questionId: string, votes: number): void {
  queryClient.setQueryData(
    questions(debateId).queryKey,
    (list: QuestionList | undefined) =>
      list && {
        ...list,
        questions: list.questions.map((each) => (each.id === questionId ? { ...each, votes } : each)),
      },
  );
}

/** Takes a question that was decided out of the queue at once, and reads both lists anew. */
export async function showDecision(debateId: string, questionId: string): Promise<void> {
  const { queryKey } = questionQueue(debateId);
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(
    queryKey,
    (queue) => queue && { ...queue, waiting: queue.waiting.filter(({ id }) => id !== questionId) },
  );
  await queryClient.invalidateQueries({ queryKey });
  await queryClient.invalidateQueries({ queryKey: questions(debateId).queryKey });
}
