import { useTranslation } from 'react-i18next';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import '../pieces/marks.css';

/** Which of the debate's moderators leads it, and which of them are here. */
export function Leading({ live }: { live: LiveDebate }) {
  const { t } = useTranslation();
  const { chair } = useStore(live.state);
  if (!chair) return null;
  return (
    <section className="card stack near" aria-label={t('observer.moderators')}>
      <h2 className="card-title">{t('observer.moderators')}</h2>
      <ul className="stack near">
        {chair.moderators.map(({ accountId, name, isHere }) => (
          <li key={accountId} className="row">
            <span>{name}</span>
            {accountId === chair.chair && (
              <span className="mark" data-tone="accent">
                {t('observer.leads')}
              </span>
            )}
            <span className="small soft">{isHere ? t('observer.here') : t('observer.away')}</span>
          </li>
        ))}
      </ul>
      {chair.chair === null && <p className="small soft">{t('observer.nobodyLeads')}</p>}
    </section>
  );
}
