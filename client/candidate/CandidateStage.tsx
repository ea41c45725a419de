import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { AskedQuestion } from '../pieces/AskedQuestion.tsx';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { LevelMeter } from '../pieces/LevelMeter.tsx';
import { NextUp } from '../pieces/NextUp.tsx';
import { Pause } from '../pieces/Pause.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { EquipmentCard } from './EquipmentCard.tsx';
import { type Equipment, tracksOf } from './equipment.ts';
import { OwnStanding } from './OwnStanding.tsx';
import { OwnTime } from './OwnTime.tsx';
import { OwnTurn } from './OwnTurn.tsx';

import { TurnSigns } from './TurnSigns.tsx';
import '../public/watch.css';
import './candidate.css';

type Props = { live: LiveDebate; view: DebateView; slotId: string; equipment: Equipment };

/** The candidate's stage: how they stand and the clock first, then what they can do, then the others. */
export function CandidateStage({ live, view, slotId, equipment }: Props) {
  const { stage } = view;
  const onStage = stage.status === 'live' ? stage : null;
  return (
    <div className="watch">
      <div className="stack">
        {onStage?.pause && <Pause pause={onStage.pause} clock={live.clock} />}
        <OwnStanding live={live} view={view} slotId={slotId}>
          <FloorNow view={view} clock={live.clock} ownSlotId={slotId} />
          {onStage && <TurnSigns live={live} view={view} slotId={slotId} />}
          {onStage && <OwnTurn live={live} stage={onStage} slotId={slotId} />}
        </OwnStanding>
        {onStage && (
          <section className="card stack near">
            <OwnTime live={live} view={view} stage={onStage} slotId={slotId} />
            <NextUp view={view} stage={onStage} clock={live.clock} />
          </section>
        )}
        {onStage?.question && <AskedQuestion text={onStage.question.text} />}
        <Pictures live={live} view={view} withoutSlotId={slotId} />
        <Phases format={view.format} current={onStage?.phase ?? null} />
      </div>
      <aside className="stack">
        <OwnPicture view={view} slotId={slotId} equipment={equipment} />
        <EquipmentCard equipment={equipment} />
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} voice={view.voice} />
        </div>
      </aside>
    </div>
  );
}

function OwnPicture({ view, slotId, equipment }: Omit<Props, 'live'>) {
  const { t } = useTranslation();
  const tracks = tracksOf(equipment);
  const hasFloor = view.stage.status === 'live' && view.stage.turn?.slotId === slotId;
  return (
    <>
      <Picture track={tracks?.camera ?? null} name={t('device.you')} isMirrored isSpeaking={hasFloor} />
      {tracks?.microphone && (
        <div className="stack near">
          <span className="small soft" aria-hidden="true">
            {t('device.level')}
          </span>
          <LevelMeter track={tracks.microphone} label={t('device.level')} />
        </div>
      )}
    </>
  );
}
