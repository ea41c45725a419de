import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DebateCard } from '../../server/protocol/http.ts';
import { Asked } from '../pieces/Asked.tsx';
import { campaign, debates } from '../state/queries.ts';
import { useNamed } from '../state/useNamed.ts';
import { DebateSection } from './DebateSection.tsx';
import { OwnDoors } from './OwnDoors.tsx';

const now: readonly DebateCard['status'][] = ['live', 'lobby'];
const next: readonly DebateCard['status'][] = ['published', 'postponed'];
const past: readonly DebateCard['status'][] = ['ended', 'final', 'cancelled', 'failed'];

/** What the campaign is, what is live, what comes next, and what has been. */
export function Home() {
  const { t } = useTranslation();
  const { named } = useNamed();
  const about = useQuery(campaign);
  const list = useQuery(debates);
  return (
    <div className="stack far">
      <title>{about.data ? named(about.data.names) : t('shell.hub')}</title>
      <div className="stack">
        <h1>{about.data ? named(about.data.names) : t('shell.hub')}</h1>
        <p className="lead">{t('home.lead')}</p>
        {about.data?.isFictional && <p className="soft">{t('home.fictional')}</p>}
      </div>
      <OwnDoors />
      <Asked query={list}>
        {({ debates: all }) => (
          <>
            <DebateSection title={t('home.now')} empty={t('home.nothingNow')} debates={chosen(all, now)} />
            <DebateSection title={t('home.next')} empty={t('home.nothingNext')} debates={chosen(all, next)} />
            <DebateSection
              title={t('home.past')}
              empty={t('home.nothingPast')}
              debates={chosen(all, past).reverse()}
            />
          </>
        )}
      </Asked>
    </div>
  );
}

function chosen(all: readonly DebateCard[], statuses: readonly DebateCard['status'][]): DebateCard[] {
  return all
    .filter(({ status }) => statuses.includes(status))
    .sort((a, b) => a.plannedStartMs - b.plannedStartMs);
}
