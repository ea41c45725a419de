import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { AskedQuestion } from '../pieces/AskedQuestion.tsx';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { Lineup } from '../pieces/Lineup.tsx';
import { NextUp } from '../pieces/NextUp.tsx';
import { Pause } from '../pieces/Pause.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { SoundSwitch } from '../pieces/SoundSwitch.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { useHeartbeats } from '../state/useHeartbeats.ts';
import { useStore } from '../state/useStore.ts';
import { useTimes } from '../state/useTimes.ts';
import './watch.css';

type Props = { live: LiveDebate; view: DebateView; viewersAtFirst: number };

/** The debate itself: what runs and what comes next, the picture, and how equal everybody's time is. */
export function WatchStage({ live, view, viewersAtFirst }: Props) {
  const { stage } = view;
  const onStage = stage.status === 'live' ? stage : null;
  return (
    <div className="watch watch-stage">
      <div className="stack">
        <Pictures live={live} view={view} />
        <div className="row spread">
          <SoundSwitch live={live} />
          <Viewers live={live} view={view} atFirst={viewersAtFirst} />
        </div>
        {onStage?.question && <AskedQuestion text={onStage.question.text} />}
      </div>
      <aside className="stack">
        <div className="card stack watch-floor">
          {onStage?.pause && <Pause pause={onStage.pause} clock={live.clock} />}
          <FloorNow view={view} clock={live.clock} />
          {onStage && <NextUp view={view} stage={onStage} clock={live.clock} />}
        </div>
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} voice={view.voice} />
        </div>
        <div className="card">
          <Lineup lineup={view.lineup} stage={stage} />
        </div>
      </aside>
      <Phases format={view.format} current={onStage?.phase ?? null} />
    </div>
  );
}

/** This page counts among those who watch for as long as it plays. */
function Viewers({ live, view, atFirst }: { live: LiveDebate; view: DebateView; atFirst: number }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const { connection } = useStore(live.state);
  const isPlaying = view.stage.status === 'live' && connection.is === 'connected';
  const viewersNow = useHeartbeats(view.debateId, isPlaying) ?? atFirst;
  return <span className="soft figures">{t('watch.viewersNow', { value: number(viewersNow) })}</span>;
}
