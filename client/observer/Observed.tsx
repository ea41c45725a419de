import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { AskedQuestion } from '../pieces/AskedQuestion.tsx';
import { Countdown } from '../pieces/Countdown.tsx';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { NextUp } from '../pieces/NextUp.tsx';
import { Pause } from '../pieces/Pause.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { SoundSwitch } from '../pieces/SoundSwitch.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { ActLog } from './ActLog.tsx';
import { Leading } from './Leading.tsx';
import { ObservedPlaces } from './ObservedPlaces.tsx';
import { RollCallNow } from './RollCallNow.tsx';
import '../public/watch.css';
import './observer.css';

type Props = { live: LiveDebate; view: DebateView; zone: string };

/** All of a debate on one page: the stage and the pictures, the people and their time, and the log of acts. */
export function Observed({ live, view, zone }: Props) {
  const { t } = useTranslation();
  const { stage } = view;
  const onStage = stage.status === 'live' ? stage : null;
  return (
    <div className="watch watch-stage">
      <div className="stack">
        {onStage?.pause && <Pause pause={onStage.pause} clock={live.clock} />}
        <section className="card stack" aria-label={t('observer.stage')}>
          {stage.status === 'lobby' ? (
            <Countdown toMs={view.plannedStartMs} clock={live.clock} />
          ) : (
            <FloorNow view={view} clock={live.clock} />
          )}
          {onStage && <NextUp view={view} stage={onStage} clock={live.clock} />}
          <Phases format={view.format} current={onStage?.phase ?? null} />
        </section>
        {onStage?.question && <AskedQuestion text={onStage.question.text} />}
        <Pictures live={live} view={view} />
        <div className="row">
          <SoundSwitch live={live} />
        </div>
      </div>
      <aside className="stack">
        <Leading live={live} />
        <ObservedPlaces view={view} />
        {view.rollCall && <RollCallNow rollCall={view.rollCall} view={view} clock={live.clock} />}
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} voice={view.voice} />
        </div>
      </aside>
      <ActLog live={live} view={view} zone={zone} />
    </div>
  );
}
