import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { ConnectionNotice } from '../pieces/ConnectionNotice.tsx';
import { Sound } from '../pieces/Sound.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { useLiveDebate } from '../state/useLiveDebate.ts';
import { usePublish } from '../state/usePublish.ts';
import { useRereadAt } from '../state/useRereadAt.ts';
import { useStore } from '../state/useStore.ts';
import { CandidateLobby } from './CandidateLobby.tsx';
import { CandidateStage } from './CandidateStage.tsx';
import { type Equipment, tracksOf } from './equipment.ts';
import { PoorLine } from './PoorLine.tsx';
import { RollCallPrompt } from './RollCallPrompt.tsx';
import { useMeanwhile } from './useMeanwhile.ts';

type Joining = { detail: DebateDetail; equipment: Equipment };

/** In the debate: the devices are sent, everybody is heard, and the page shows lobby or stage. */
export function Joined({ detail, equipment }: Joining) {
  const live = useLiveDebate(detail.id, 'candidate');
  usePublish(live, tracksOf(equipment));
  return live ? <Connected live={live} detail={detail} equipment={equipment} /> : <Waiting />;
}

type Props = Joining & { live: LiveDebate };

function Connected({ live, detail, equipment }: Props) {
  const { connection, view } = useStore(live.state);
  const meanwhile = useMeanwhile(live);
  useRereadAt(detail, view);
  const isOutside = connection.is === 'over' && connection.why !== 'debate-over';
  return (
    <div className="stack">
      <ConnectionNotice live={live} meanwhile={meanwhile} />
      {!isOutside && <Inside live={live} detail={detail} equipment={equipment} />}
    </div>
  );
}

function Inside({ live, detail, equipment }: Props) {
  const { view, slotId } = useStore(live.state);
  const received = useStore(live.received);
  return (
    <>
      <PoorLine live={live} equipment={equipment} />
      <Sound received={received} isOn />
      <RollCallPrompt live={live} />
      {view && slotId && view.stage.status !== 'lobby' ? (
        <CandidateStage live={live} view={view} slotId={slotId} equipment={equipment} />
      ) : (
        <CandidateLobby live={live} detail={detail} slotId={slotId} equipment={equipment} />
      )}
    </>
  );
}
