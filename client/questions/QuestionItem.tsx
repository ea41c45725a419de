import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimes } from '../state/useTimes.ts';
import './questions.css';

type Props = {
  text: string;
  textId: string;
  language: string;
  votes: number;
  /** What is to be known of it, beside its votes. */
  marks?: ReactNode;
  /** What can be done with it. */
  children?: ReactNode;
};

/** A viewer's words, kept apart from all that stands around them: they may run in the other direction. */
export function QuestionItem({ text, textId, language, votes, marks, children }: Props) {
  const { t } = useTranslation();
  const { number } = useTimes();
  return (
    <li className="question">
      <div className="stack near">
        <p id={textId} className="question-text" lang={language} dir="auto">
          {text}
        </p>
        <p className="row small soft">
          <span className="figures">{t('questions.votes', { value: number(votes) })}</span>
          {marks}
        </p>
      </div>
      {children && <div className="question-do row">{children}</div>}
    </li>
  );
}
