import type { LiveDebate } from '../hub/liveDebate.ts';
import { Trouble } from '../pieces/Trouble.tsx';
import { useCommand } from '../state/useCommand.ts';
import { useStore } from '../state/useStore.ts';
import { QuestionQueue } from './QuestionQueue.tsx';

/** The public's questions with the commands that ask and drop them on the stage. */
export function ConsoleQuestions({ live, debateId }: { live: LiveDebate; debateId: string }) {
  const { connection, view } = useStore(live.state);
  const { mutate, isPending, isError, error } = useCommand(live);
  const isAway = connection.is !== 'connected' || view?.stage.status !== 'live' || isPending;
  return (
    <>
      {isError && <Trouble error={error} />}
      <QuestionQueue
        debateId={debateId}
        isAway={isAway}
        onAsk={(questionId) => mutate({ name: 'question.ask', input: { questionId } })}
        onDrop={(questionId, reason) => mutate({ name: 'question.drop', input: { questionId, reason } })}
      />
    </>
  );
}
