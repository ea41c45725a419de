import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import { type LiveDebate, producerOf } from '../hub/liveDebate.ts';
import type { OwnTracks } from '../media/debateMedia.ts';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { LevelMeter } from '../pieces/LevelMeter.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { useStore } from '../state/useStore.ts';
import { OwnTurn } from './OwnTurn.tsx';
import '../public/watch.css';
import './candidate.css';

type Props = { live: LiveDebate; view: DebateView; slotId: string; tracks: OwnTracks | null };

/** The candidate's stage. Whether one is heard is what the media server says, not what this page believes. */
export function CandidateStage({ live, view, slotId, tracks }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const { stage } = view;
  const hasFloor = stage.status === 'live' && stage.turn?.slotId === slotId;
  const isHeard =
    connection.is === 'connected' && producerOf(view.producers, slotId, 'microphone')?.isOpen === true;
  const state =
    stage.status === 'ended' ? 'ended' : connection.is === 'lost' ? 'lost' : hasFloor ? 'floor' : 'waiting';
  return (
    <div className="watch">
      <div className="stack">
        <section className="card stack own-turn" data-state={state}>
          <p className="own-turn-state" data-testid="stage-state" data-state={state} role="status">
            {t(`candidate.state.${state}`)}
          </p>
          {stage.status === 'live' && (
            <p className="heard" data-heard={isHeard || undefined} role="status">
              {isHeard ? t('candidate.heard') : t('candidate.notHeard')}
            </p>
          )}
          <FloorNow view={view} clock={live.clock} ownSlotId={slotId} />
          {stage.status === 'live' && <OwnTurn live={live} stage={stage} slotId={slotId} />}
        </section>
        <Phases format={view.format} current={stage.status === 'live' ? stage.phase : null} />
        <Pictures live={live} view={view} withoutSlotId={slotId} />
      </div>
      <aside className="stack">
        <Picture track={tracks?.camera ?? null} name={t('device.you')} isMirrored isSpeaking={hasFloor} />
        {tracks?.microphone && (
          <div className="stack near">
            <span className="small soft" aria-hidden="true">
              {t('device.level')}
            </span>
            <LevelMeter track={tracks.microphone} label={t('device.level')} />
          </div>
        )}
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} />
        </div>
      </aside>
    </div>
  );
}
