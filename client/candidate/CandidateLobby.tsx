import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { Lineup } from '../pieces/Lineup.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { useStore } from '../state/useStore.ts';
import { EquipmentCard } from './EquipmentCard.tsx';
import { type Equipment, tracksOf } from './equipment.ts';
import '../public/watch.css';

type Props = { live: LiveDebate; detail: DebateDetail; slotId: string | null; equipment: Equipment };

/** Waiting for the start: when, at which place the person speaks, and whether they are let onto the stage. */
export function CandidateLobby({ live, detail, slotId, equipment }: Props) {
  const { t } = useTranslation();
  const { connection, view } = useStore(live.state);
  const position = detail.lineup.find((slot) => slot.id === slotId)?.position;
  const state = useLobbyState(live);
  return (
    <div className="watch">
      <div className="stack card watch-lobby">
        <Countdown toMs={detail.plannedStartMs} clock={live.clock} />
        <p
          data-testid="stage-state"
          data-state={connection.is === 'connected' ? 'lobby' : connection.is}
          data-admitted={state === 'admitted' || undefined}
          role="status"
        >
          {t(`candidate.lobby.${state}`)}
        </p>
        {position && (
          <p className="lead">{t('candidate.position', { position, of: detail.lineup.length })}</p>
        )}
        <Phases format={detail.format} current={null} />
      </div>
      <aside className="stack">
        <Picture track={tracksOf(equipment)?.camera ?? null} name={t('device.you')} isMirrored />
        <EquipmentCard equipment={equipment} />
        <div className="card">
          <Lineup lineup={detail.lineup} ownSlotId={slotId} {...(view ? { stage: view.stage } : {})} />
        </div>
      </aside>
    </div>
  );
}

function useLobbyState(live: LiveDebate): 'goingIn' | 'outside' | 'waiting' | 'admitted' {
  const { connection, view, slotId } = useStore(live.state);
  if (connection.is === 'connecting') return 'goingIn';
  if (connection.is !== 'connected') return 'outside';
  const isAdmitted =
    slotId !== null && view?.stage.status === 'lobby' && view.stage.admitted.includes(slotId);
  return isAdmitted ? 'admitted' : 'waiting';
}
