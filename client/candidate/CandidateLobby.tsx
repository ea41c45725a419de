import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { OwnTracks } from '../media/debateMedia.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { Lineup } from '../pieces/Lineup.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { useStore } from '../state/useStore.ts';
import '../public/watch.css';

type Props = { live: LiveDebate; detail: DebateDetail; slotId: string | null; tracks: OwnTracks | null };

/** Waiting for the start: when, and at which place the person speaks. */
export function CandidateLobby({ live, detail, slotId, tracks }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const position = detail.lineup.find((slot) => slot.id === slotId)?.position;
  return (
    <div className="watch">
      <div className="stack card watch-lobby">
        <Countdown toMs={detail.plannedStartMs} clock={live.clock} />
        <p
          data-testid="stage-state"
          data-state={connection.is === 'connected' ? 'lobby' : connection.is}
          role="status"
        >
          {connection.is === 'connected' ? t('candidate.inLobby') : t('candidate.goingIn')}
        </p>
        {position && (
          <p className="lead">{t('candidate.position', { position, of: detail.lineup.length })}</p>
        )}
        <Phases format={detail.format} current={null} />
      </div>
      <aside className="stack">
        <Picture track={tracks?.camera ?? null} name={t('device.you')} isMirrored />
        <div className="card">
          <Lineup lineup={detail.lineup} ownSlotId={slotId} />
        </div>
      </aside>
    </div>
  );
}
