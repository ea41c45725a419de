import { useTranslation } from 'react-i18next';
import { type DropReason, dropReasons, type Question } from '../../server/protocol/questions.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { QuestionItem } from './QuestionItem.tsx';
import { QuestionMark } from './QuestionMark.tsx';
import { ReasonMenu } from './ReasonMenu.tsx';

type Props = {
  question: Question;
  isAway: boolean;
  onAsk: (questionId: string) => void;
  onDrop: (questionId: string, reason: DropReason) => void;
};

/** A question that everybody sees, as the moderator has it: to be asked, or dropped with a reason. */
export function TopItem({ question, isAway, onAsk, onDrop }: Props) {
  const { t } = useTranslation();
  const textId = `top-${question.id}`;
  return (
    <QuestionItem {...question} textId={textId} marks={<QuestionMark question={question} />}>
      {question.status === 'admitted' && (
        <>
          <PressButton
            aria-describedby={textId}
            data-testid="question-ask"
            isDisabled={isAway}
            onPress={() => onAsk(question.id)}
          >
            {t('questions.queue.ask')}
          </PressButton>
          <ReasonMenu
            label={t('questions.queue.drop')}
            reasons={dropReasons}
            onChoose={(reason) => onDrop(question.id, reason)}
            isDisabled={isAway}
            aria-describedby={textId}
            data-testid="question-drop"
          />
        </>
      )}
    </QuestionItem>
  );
}
