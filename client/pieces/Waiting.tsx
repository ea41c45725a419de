import { useTranslation } from 'react-i18next';
import './states.css';

export function Waiting() {
  const { t } = useTranslation();
  return (
    <p className="waiting soft" role="status">
      {t('state.loading')}
    </p>
  );
}
