import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { recordsState } from '../state/committeeQueries.ts';
import '../pieces/states.css';

/** What speaks against deciding by this evidence, and why. It stands before anything else, and nobody can hide it. */
export function RecordsWarning() {
  const { t } = useTranslation();
  const { data } = useQuery(recordsState);
  if (data === undefined || data.doubts.length === 0) return null;
  return (
    <section className="trouble" role="alert" data-testid="doubts">
      <div className="stack near">
        <h2 className="card-title">{t('doubt.title')}</h2>
        {data.doubts.map((doubt) => (
          <p key={doubt} data-doubt={doubt}>
            {t(`doubt.${doubt}`)}
          </p>
        ))}
        <ul className="row small">
          {data.olderDebates.map((debateId) => (
            <li key={debateId}>
              <Link to={`/committee/debates/${debateId}`}>
                <code>{debateId.slice(0, 8)}</code>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
