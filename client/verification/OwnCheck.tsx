import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** The evidence of a debate that is over, for whoever would rather not believe the hub. */
export function OwnCheck({ debateId }: { debateId: string }) {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <h2>{t('verify.own')}</h2>
      <p className="soft">{t('verify.ownLead')}</p>
      <div className="row">
        <Link className="press press-plain" to={`/verify?debate=${debateId}`}>
          {t('verify.toCheck')}
        </Link>
        <a href={`/api/debates/${debateId}/bundle`} download>
          {t('verify.download')}
        </a>
      </div>
    </section>
  );
}
