import { useTranslation } from 'react-i18next';
import { useWordsFor } from '../state/useWordsFor.ts';
import { PressButton } from './PressButton.tsx';
import './states.css';

/** What went wrong, in words for a person, and the way to try again where there is one. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const wordsFor = useWordsFor();
  return (
    <div className="trouble" role="alert">
      <p>{wordsFor(error)}</p>
      {onRetry && <PressButton onPress={onRetry}>{t('state.retry')}</PressButton>}
    </div>
  );
}
