import { useTranslation } from 'react-i18next';
import type { Question } from '../../server/protocol/questions.ts';
import '../pieces/marks.css';

/** How a question ended, with the reason where it was not asked; nothing while it can still be asked. */
export function QuestionMark({ question }: { question: Question }) {
  const { t } = useTranslation();
  if (question.status === 'admitted') return null;
  return (
    <>
      <span className="mark" data-tone={question.status === 'asked' ? 'accent' : undefined}>
        {t(`questions.status.${question.status}`)}
      </span>
      {question.reason && <span>{t(`questions.reason.${question.reason}`)}</span>}
    </>
  );
}
