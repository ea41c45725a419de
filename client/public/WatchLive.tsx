import { useEffect } from 'react';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { queryClient } from '../state/queries.ts';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { WatchBefore } from './WatchBefore.tsx';
import { WatchStage } from './WatchStage.tsx';

export function WatchLive({ detail }: { detail: DebateDetail }) {
  const live = useLiveDebate(detail.id, 'viewer');
  return live ? <Connected live={live} detail={detail} /> : <Waiting />;
}

function Connected({ live, detail }: { live: LiveDebate; detail: DebateDetail }) {
  const { view } = useStore(live.state);
  useRereadAt(detail, view);
  return (
    <>
      <ConnectionNotice live={live} />
      {view && view.stage.status !== 'lobby' ? (
        <WatchStage live={live} view={view} viewersAtFirst={detail.viewersNow} />
      ) : (
        <WatchBefore detail={detail} live={live} />
      )}
    </>
  );
}

/** The debate's own page is read anew when the stage has moved on, so that its heading and its end follow at once. */
function useRereadAt(detail: DebateDetail, view: DebateView | null): void {
  const status = view?.stage.status;
  useEffect(() => {
    if (!status || status === detail.status) return;
    void queryClient.invalidateQueries({ queryKey: ['debate', detail.id] });
  }, [status, detail.status, detail.id]);
}
