import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** All evidence of a debate that is over, for whoever wants to check it without trusting anybody. */
export function BundleLink({ debateId }: { debateId: string }) {
  const { t } = useTranslation();
  return (
    <section className="card stack near">
      <h2>{t('bundle.title')}</h2>
      <p className="soft">{t('bundle.lead')}</p>
      <p>
        <a href={`/api/debates/${debateId}/bundle`} download data-testid="bundle">
          {t('bundle.save')}
        </a>
      </p>
      <p>
        <Link to={`/verify?debate=${debateId}`}>{t('verify.toCheck')}</Link>
      </p>
    </section>
  );
}
