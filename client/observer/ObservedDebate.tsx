import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Asked } from '../pieces/Asked.tsx';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { debate } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { useNamed } from '../state/useNamed.ts';
import { useRereadAt } from '../state/useRereadAt.ts';
import { useStore } from '../state/useStore.ts';
import { Observed } from './Observed.tsx';

const over: readonly DebateDetail['status'][] = ['ended', 'final', 'cancelled', 'failed'];

/** One debate as its observers see it: everything, and nothing to press. */
export function ObservedDebate() {
  const query = useQuery(debate(useDebateId()));
  return <Asked query={query}>{(detail) => <Room key={detail.id} detail={detail} />}</Asked>;
}

function Room({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  // Whoever was here until the end keeps what they saw.
  const [wasOver] = useState(over.includes(detail.status));
  return (
    <div className="stack">
      <title>{named(detail.title)}</title>
      <header className="stack near">
        <div className="row">
          <StatusMark status={detail.status} />
          <span className="soft">{named(detail.area.names)}</span>
        </div>
        <h1 className="watch-title">{named(detail.title)}</h1>
      </header>
      {over.includes(detail.status) && (
        <p className="lead">
          {t('observer.over')} <Link to={`/debates/${detail.id}`}>{t('moderator.toResults')}</Link>
        </p>
      )}
      {!wasOver && <Connected detail={detail} />}
    </div>
  );
}

function Connected({ detail }: { detail: DebateDetail }) {
  const live = useLiveDebate(detail.id, 'observer');
  return live ? <Entered live={live} detail={detail} /> : <Waiting />;
}

function Entered({ live, detail }: { live: LiveDebate; detail: DebateDetail }) {
  const { t } = useTranslation();
  const { view } = useStore(live.state);
  useRereadAt(detail, view);
  return (
    <>
      <ConnectionNotice live={live} />
      {view ? (
        <Observed live={live} view={view} zone={detail.area.zone} />
      ) : (
        <div className="card stack">
          <Countdown toMs={detail.plannedStartMs} clock={null} />
          <p>{t('observer.goingIn')}</p>
        </div>
      )}
    </>
  );
}
