import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { OwnTracks } from '../media/debateMedia.ts';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Sound } from '../pieces/Sound.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { usePublish } from '../state/usePublish.ts';
import { useStore } from '../state/useStore.ts';
import { CandidateLobby } from './CandidateLobby.tsx';
import { CandidateStage } from './CandidateStage.tsx';

/** In the debate: the devices are sent, everybody is heard, and the page shows lobby or stage. */
export function Joined({ detail, tracks }: { detail: DebateDetail; tracks: OwnTracks | null }) {
  const live = useLiveDebate(detail.id, 'candidate');
  usePublish(live, tracks);
  return live ? <Connected live={live} detail={detail} tracks={tracks} /> : <Waiting />;
}

type Props = { live: LiveDebate; detail: DebateDetail; tracks: OwnTracks | null };

function Connected({ live, detail, tracks }: Props) {
  const { view, slotId } = useStore(live.state);
  const received = useStore(live.received);
  return (
    <div className="stack">
      <ConnectionNotice live={live} />
      <Sound received={received} isOn />
      {view && slotId && view.stage.status !== 'lobby' ? (
        <CandidateStage live={live} view={view} slotId={slotId} tracks={tracks} />
      ) : (
        <CandidateLobby live={live} detail={detail} slotId={slotId} tracks={tracks} />
      )}
    </div>
  );
}
