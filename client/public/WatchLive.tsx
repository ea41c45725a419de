import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { useRereadAt } from '../state/useRereadAt.ts';
import { useStore } from '../state/useStore.ts';
import { WatchBefore } from './WatchBefore.tsx';
import { WatchStage } from './WatchStage.tsx';

export function WatchLive({ detail }: { detail: DebateDetail }) {
  const live = useLiveDebate(detail.id, 'viewer');
  return live ? <Connected live={live} detail={detail} /> : <Waiting />;
}

function Connected({ live, detail }: { live: LiveDebate; detail: DebateDetail }) {
  const { t } = useTranslation();
  const { view } = useStore(live.state);
  useRereadAt(detail, view);
  const isBefore = view ? view.stage.status === 'lobby' : detail.status === 'lobby';
  return (
    <>
      <ConnectionNotice live={live} />
      {isBefore && <WatchBefore detail={detail} live={live} />}
      {!isBefore && view && <WatchStage live={live} view={view} viewersAtFirst={detail.viewersNow} />}
      {!isBefore && !view && (
        <p className="lead" role="status">
          {t('watch.goingIn')}
        </p>
      )}
    </>
  );
}
