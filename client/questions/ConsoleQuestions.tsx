import type { LiveDebate } from '../hub/liveDebate.ts';
import { Trouble } from '../pieces/Trouble.tsx';
import { useCommand } from '../state/useCommand.ts';
import { useStore } from '../state/useStore.ts';
import { QuestionQueue } from './QuestionQueue.tsx';

/** `mayAct`: whether this moderator leads the debate now. */
type Props = { live: LiveDebate; debateId: string; mayAct?: boolean };

/** The public's questions with the commands that ask and drop them on the stage. */
export function ConsoleQuestions({ live, debateId, mayAct = true }: Props) {
  const { connection, view } = useStore(live.state);
  const { mutate, isPending, isError, error } = useCommand(live);
  const isLive = connection.is === 'connected' && view?.stage.status === 'live';
  const isAway = !mayAct || !isLive || isPending;
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
