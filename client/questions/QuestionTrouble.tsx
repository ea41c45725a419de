import { useTranslation } from 'react-i18next';
import { Refusal } from '../../server/protocol/refusals.ts';
import { Trouble } from '../pieces/Trouble.tsx';

const ownWords: Readonly<Record<string, 'tooOften' | 'full' | 'closed'>> = {
  'too-many-requests': 'tooOften',
  'limit-reached': 'full',
  'question-closed': 'closed',
};

/** Why a question was not taken. Some codes mean something nearer here than their general words say. */
export function QuestionTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const own = error instanceof Refusal ? ownWords[error.code] : undefined;
  if (own === undefined) return <Trouble error={error} />;
  return (
    <p className="trouble" role="alert">
      {t(`questions.trouble.${own}`)}
    </p>
  );
}
