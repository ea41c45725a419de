import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Trouble } from './Trouble.tsx';

/** A page that broke says so in words, and offers to load it again. */
export function PageTrouble() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <div className="stack">
      <Trouble error={error} onRetry={() => location.reload()} />
      <Link to="/">{t('state.home')}</Link>
    </div>
  );
}
