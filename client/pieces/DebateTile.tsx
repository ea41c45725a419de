import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DebateCard } from '../../server/protocol/http.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { AreaTime } from './AreaTime.tsx';
import { StatusMark } from './StatusMark.tsx';
import './tile.css';

/** One debate in a list; the whole tile leads to `to`. */
export function DebateTile({ debate, to }: { debate: DebateCard; to: string }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { length, number } = useTimes();
  return (
    <article className="card tile" data-live={debate.status === 'live' || undefined}>
      <div className="row">
        <StatusMark status={debate.status} />
        <span className="soft small">{named(debate.area.names)}</span>
      </div>
      <h3>
        <Link to={to}>{named(debate.title)}</Link>
      </h3>
      <p className="small">
        <AreaTime ms={debate.plannedStartMs} area={debate.area} />
        <span className="soft"> · {length(debate.plannedMs)}</span>
      </p>
      <p className="small soft">{debate.speakers.join(' · ')}</p>
      {debate.viewersNow > 0 && (
        <p className="small figures">{t('watch.viewersNow', { value: number(debate.viewersNow) })}</p>
      )}
    </article>
  );
}
