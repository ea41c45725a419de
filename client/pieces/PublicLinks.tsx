import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Pages for everybody that do not belong to one debate. */
export function PublicLinks() {
  const { t } = useTranslation();
  return (
    <p className="row">
      <Link to="/register">{t('register.door')}</Link>
      <Link to="/complain">{t('complain.door')}</Link>
      <Link to="/complain/follow">{t('complain.follow')}</Link>
    </p>
  );
}
