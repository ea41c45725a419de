import { useState } from 'react';
import type { ButtonProps } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Judgement, rejectReasons, type WaitingQuestion } from '../../server/protocol/questions.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { QuestionItem } from './QuestionItem.tsx';
import { ReasonMenu } from './ReasonMenu.tsx';
import '../pieces/marks.css';

type Props = { question: WaitingQuestion; onJudge: (judgement: Judgement) => void };

/** A question that waits for a decision. While the keyboard is at it, A admits and R asks for the reason. */
export function WaitingItem({ question, onJudge }: Props) {
  const { t } = useTranslation();
  const [isRejecting, setRejecting] = useState(false);
  const textId = `waiting-${question.id}`;
  const admit = () => onJudge({ isAdmitted: true });
  const onKeyDown: ButtonProps['onKeyDown'] = (event) => {
    const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isAlone && event.code === 'KeyA') admit();
    else if (isAlone && event.code === 'KeyR') setRejecting(true);
    else event.continuePropagation();
  };
  return (
    <QuestionItem
      {...question}
      textId={textId}
      marks={
        question.caughtWord !== null && (
          <span className="mark" data-tone="alarm">
            {t('questions.queue.caught', { word: question.caughtWord })}
          </span>
        )
      }
    >
      <PressButton
        aria-describedby={textId}
        data-testid="question-admit"
        onPress={admit}
        onKeyDown={onKeyDown}
      >
        {t('questions.queue.admit')} <kbd>A</kbd>
      </PressButton>
      <ReasonMenu
        label={t('questions.queue.reject')}
        keyName="R"
        onKeyDown={onKeyDown}
        reasons={rejectReasons}
        onChoose={(reason) => onJudge({ isAdmitted: false, reason })}
        isOpen={isRejecting}
        onOpenChange={setRejecting}
        aria-describedby={textId}
        data-testid="question-reject"
      />
    </QuestionItem>
  );
}
