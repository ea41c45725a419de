import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import { AreaCalendar } from '../pieces/AreaCalendar.tsx';
import { AreaTime } from '../pieces/AreaTime.tsx';
import { Asked } from '../pieces/Asked.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { Questions } from '../questions/Questions.tsx';
import { debate } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useNamed } from '../state/useNamed.ts';
import { WatchAfter } from './WatchAfter.tsx';
import { WatchBefore } from './WatchBefore.tsx';
import { WatchLive } from './WatchLive.tsx';

/** The public's page of one debate: waiting for it, watching it, and what came of it. */
export function Watch() {
  const query = useQuery(debate(useDebateId()));
  return <Asked query={query}>{(detail) => <Told key={detail.id} detail={detail} />}</Asked>;
}

function Told({ detail }: { detail: DebateDetail }) {
  const { named } = useNamed();
  return (
    <div className="stack">
      <title>{named(detail.title)}</title>
      <header className="stack near">
        <div className="row">
          <StatusMark status={detail.status} />
          <span className="soft">{named(detail.area.names)}</span>
        </div>
        <h1 className="watch-title">{named(detail.title)}</h1>
        <p className="soft">
          <AreaTime ms={detail.plannedStartMs} area={detail.area} />
        </p>
      </header>
      <Part detail={detail} />
      <Questions detail={detail} />
      <AreaCalendar area={detail.area} />
    </div>
  );
}

function Part({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  switch (detail.status) {
    case 'live':
    case 'lobby':
      return <WatchLive detail={detail} />;
    case 'ended':
    case 'final':
      return <WatchAfter detail={detail} />;
    case 'failed':
      return (
        <>
          <p className="lead">{t('watch.failed')}</p>
          <WatchAfter detail={detail} />
        </>
      );
    case 'cancelled':
    case 'postponed':
      return <p className="lead">{t(`watch.${detail.status}`)}</p>;
    default:
      return <WatchBefore detail={detail} live={null} />;
  }
}
