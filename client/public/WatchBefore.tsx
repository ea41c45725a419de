import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { Lineup } from '../pieces/Lineup.tsx';
import { Phases } from '../pieces/Phases.tsx';
import './watch.css';

/** The lobby: when it begins, who speaks in which order, and of which parts it is made. */
export function WatchBefore({ detail, live }: { detail: DebateDetail; live: LiveDebate | null }) {
  const { t } = useTranslation();
  return (
    <div className="watch">
      <div className="stack card watch-lobby">
        <Countdown toMs={detail.plannedStartMs} clock={live?.clock ?? null} />
        <p className="soft">{t('watch.before')}</p>
        <Phases format={detail.format} current={null} />
      </div>
      <aside className="stack card">
        <Lineup lineup={detail.lineup} />
      </aside>
    </div>
  );
}
