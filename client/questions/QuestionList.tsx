import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../server/protocol/questions.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import { QuestionItem } from './QuestionItem.tsx';
import { QuestionMark } from './QuestionMark.tsx';
import { VoteButton } from './VoteButton.tsx';

type Props = {
  debateId: string;
  questions: readonly Question[];
  isOpen: boolean;
  onSaid: (said: string) => void;
  onTrouble: (error: unknown) => void;
};

const shownAtFirst = 10;

/** The admitted questions, most votes first; each with its button while votes count. */
export function QuestionList({ debateId, questions, isOpen, onSaid, onTrouble }: Props) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? questions : questions.slice(0, shownAtFirst);
  return (
    <>
      <ol className="questions">
        {shown.map((question) => {
          const textId = `question-${question.id}`;
          return (
            <QuestionItem
              key={question.id}
              {...question}
              textId={textId}
              marks={<QuestionMark question={question} />}
            >
              {isOpen && question.status === 'admitted' && (
                <VoteButton {...{ debateId, textId, onSaid, onTrouble }} questionId={question.id} />
              )}
            </QuestionItem>
          );
        })}
      </ol>
      {shown.length < questions.length && (
        <div className="row">
          <PressButton onPress={() => setWhole(true)}>
            {t('questions.all', { value: number(questions.length) })}
          </PressButton>
        </div>
      )}
    </>
  );
}
