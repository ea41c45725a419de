import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DropReason,
  Judgement,
  QuestionQueue as Queue,
  WaitingQuestion,
} from '../../server/protocol/questions.ts';
import { api } from '../hub/api.ts';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useTimes } from '../state/useTimes.ts';
import { LastDecision } from './LastDecision.tsx';
import { questionQueue, showDecision } from './questionQueries.ts';
import { TopItem } from './TopItem.tsx';
import { WaitingList } from './WaitingList.tsx';
import './questions.css';

type Asking = {
  /** While commands cannot reach the debate: nothing is asked or dropped, but decisions go on. */
  isAway?: boolean;
  onAsk: (questionId: string) => void;
  onDrop: (questionId: string, reason: DropReason) => void;
};
type Props = Asking & { debateId: string };

export type Decision = { question: WaitingQuestion; judgement: Judgement };

/** The public's questions on the moderator's console: what waits to be admitted, and the top to ask from. */
export function QuestionQueue({ debateId, ...asking }: Props) {
  const { t } = useTranslation();
  const query = useQuery(questionQueue(debateId));
  const [last, setLast] = useState<Decision | null>(null);
  const judge = useMutation({
    mutationFn: ({ question, judgement }: Decision) =>
      api('question.judge', { params: { debateId, questionId: question.id }, body: judgement }),
    onSuccess: (_, decision) => {
      setLast(decision);
      return showDecision(debateId, decision.question.id);
    },
  });
  return (
    <section className="card stack" aria-labelledby="question-queue-title">
      <h2 id="question-queue-title">{t('questions.title')}</h2>
      {judge.isError && <Trouble error={judge.error} />}
      <LastDecision last={last} onJudge={judge.mutate} />
      <Asked query={query}>
        {(queue) => (
          <>
            <Waiting queue={queue} onJudge={judge.mutate} />
            <Top queue={queue} {...asking} />
          </>
        )}
      </Asked>
    </section>
  );
}

function Waiting({ queue, onJudge }: { queue: Queue; onJudge: (decision: Decision) => void }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  return (
    <div className="stack near">
      <h3>{t('questions.queue.waiting', { value: number(queue.waitingCount) })}</h3>
      {queue.waiting.length === 0 ? (
        <Nothing>{t('questions.queue.nothingWaits')}</Nothing>
      ) : (
        <WaitingList
          waiting={queue.waiting}
          onJudge={(question, judgement) => onJudge({ question, judgement })}
        />
      )}
    </div>
  );
}

function Top({ queue, isAway = false, onAsk, onDrop }: Asking & { queue: Queue }) {
  const { t } = useTranslation();
  return (
    <div className="stack near">
      <h3>{t('questions.queue.top')}</h3>
      {queue.admitted.length === 0 ? (
        <Nothing>{t('questions.queue.noTop')}</Nothing>
      ) : (
        <ol className="questions questions-top">
          {queue.admitted.map((question) => (
            <TopItem key={question.id} {...{ question, isAway, onAsk, onDrop }} />
          ))}
        </ol>
      )}
    </div>
  );
}
