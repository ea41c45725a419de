import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Asked } from '../pieces/Asked.tsx';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { ConsoleQuestions } from '../questions/ConsoleQuestions.tsx';
import { debate } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { useNamed } from '../state/useNamed.ts';
import { useStore } from '../state/useStore.ts';
import { Desk } from './Desk.tsx';
import { DebateOutcomes } from './outcomes/DebateOutcomes.tsx';

const over: readonly DebateDetail['status'][] = ['ended', 'final', 'cancelled', 'failed'];

/** The moderator's console of one debate. */
export function Console() {
  const query = useQuery(debate(useDebateId()));
  return <Asked query={query}>{(detail) => <Room detail={detail} />}</Asked>;
}

function Room({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const live = useLiveDebate(detail.id, over.includes(detail.status) ? null : 'moderator');
  return (
    <div className="stack">
      <title>{named(detail.title)}</title>
      <h1 className="watch-title">{named(detail.title)}</h1>
      {over.includes(detail.status) ? (
        <>
          <p className="lead">
            {t('moderator.over')} <Link to={`/debates/${detail.id}`}>{t('moderator.toResults')}</Link>
          </p>
          <DebateOutcomes debateId={detail.id} />
        </>
      ) : live ? (
        <Connected live={live} detail={detail} />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Connected({ live, detail }: { live: LiveDebate; detail: DebateDetail }) {
  const { t } = useTranslation();
  const { view } = useStore(live.state);
  return (
    <>
      <ConnectionNotice live={live} />
      {view ? (
        <Desk live={live} view={view} zone={detail.area.zone} />
      ) : (
        <>
          <div className="card stack">
            <Countdown toMs={detail.plannedStartMs} clock={null} />
            <p>{t('moderator.goingIn')}</p>
          </div>
          <ConsoleQuestions live={live} debateId={detail.id} />
        </>
      )}
    </>
  );
}
