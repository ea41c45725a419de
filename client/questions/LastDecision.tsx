import { useTranslation } from 'react-i18next';
import { rejectReasons } from '../../server/protocol/questions.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Decision } from './QuestionQueue.tsx';
import { ReasonMenu } from './ReasonMenu.tsx';
import '../pieces/states.css';

type Props = { last: Decision | null; onJudge: (decision: Decision) => void };

/** What was decided last, and the way to turn it: a slip of the finger costs nobody their question. */
export function LastDecision({ last, onJudge }: Props) {
  const { t } = useTranslation();
  return (
    <div role="status" className={last ? 'said' : 'unseen'} data-testid="last-decision">
      {last && (
        <>
          <span>
            {last.judgement.isAdmitted ? t('questions.queue.wasAdmitted') : t('questions.queue.wasRejected')}{' '}
            <q dir="auto" lang={last.question.language}>
              {last.question.text}
            </q>
          </span>
          {last.judgement.isAdmitted ? (
            <ReasonMenu
              label={t('questions.queue.rejectAfterAll')}
              reasons={rejectReasons}
              onChoose={(reason) =>
                onJudge({ question: last.question, judgement: { isAdmitted: false, reason } })
              }
            />
          ) : (
            <PressButton
              onPress={() => onJudge({ question: last.question, judgement: { isAdmitted: true } })}
            >
              {t('questions.queue.admitAfterAll')}
            </PressButton>
          )}
        </>
      )}
    </div>
  );
}
