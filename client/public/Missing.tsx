import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function Missing() {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <title>{t('missing.title')}</title>
      <h1>{t('missing.title')}</h1>
      <p className="lead">{t('missing.lead')}</p>
      <Link to="/">{t('state.home')}</Link>
    </div>
  );
}
