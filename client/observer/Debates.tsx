import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DebateCard } from '../../server/protocol/http.ts';
import { Asked } from '../pieces/Asked.tsx';
import { DebateSection } from '../public/DebateSection.tsx';
import { debates } from '../state/queries.ts';

const open: readonly DebateCard['status'][] = ['live', 'lobby'];
const coming: readonly DebateCard['status'][] = ['published', 'postponed'];

/** What an observer can look into: first what is live, then what comes; what has been is on its public page. */
export function Debates() {
  const { t } = useTranslation();
  const query = useQuery(debates);
  const toObserve = ({ id }: DebateCard) => `/observer/debates/${id}`;
  return (
    <div className="stack far">
      <title>{t('observer.title')}</title>
      <div className="stack near">
        <h1>{t('observer.title')}</h1>
        <p className="lead">{t('observer.lead')}</p>
      </div>
      <Asked query={query}>
        {({ debates: all }) => (
          <>
            <DebateSection
              title={t('home.now')}
              empty={t('home.nothingNow')}
              debates={chosen(all, open)}
              to={toObserve}
            />
            <DebateSection
              title={t('home.next')}
              empty={t('home.nothingNext')}
              debates={chosen(all, coming)}
              to={toObserve}
            />
          </>
        )}
      </Asked>
    </div>
  );
}

/** Those that go on stand before those that are about to begin. */
function chosen(all: readonly DebateCard[], statuses: readonly DebateCard['status'][]): DebateCard[] {
  return all
    .filter(({ status }) => statuses.includes(status))
    .sort(
      (a, b) =>
        statuses.indexOf(a.status) - statuses.indexOf(b.status) || a.plannedStartMs - b.plannedStartMs,
    );
}
