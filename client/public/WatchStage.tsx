import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { Lineup } from '../pieces/Lineup.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { Sound } from '../pieces/Sound.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { useHeartbeats } from '../state/useHeartbeats.ts';
import { useStore } from '../state/useStore.ts';
import { useTimes } from '../state/useTimes.ts';
import './watch.css';

type Props = { live: LiveDebate; view: DebateView; viewersAtFirst: number };

/** The debate itself. Browsers begin without sound, so the sound is one clear button. */
export function WatchStage({ live, view, viewersAtFirst }: Props) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const [isSoundOn, setSoundOn] = useState(false);
  const { connection } = useStore(live.state);
  const received = useStore(live.received);
  const { stage } = view;
  const isPlaying = stage.status === 'live' && connection.is === 'connected';
  const viewersNow = useHeartbeats(view.debateId, isPlaying) ?? viewersAtFirst;
  return (
    <div className="watch watch-stage">
      <div className="stack">
        <Pictures live={live} view={view} />
        <Sound received={received} isOn={isSoundOn} />
        <div className="row spread">
          <PressButton
            look={isSoundOn ? 'plain' : 'main'}
            data-testid="sound-on"
            onPress={() => setSoundOn(!isSoundOn)}
          >
            {isSoundOn ? t('watch.soundOff') : t('watch.soundOn')}
          </PressButton>
          <span className="soft figures">{t('watch.viewersNow', { value: number(viewersNow) })}</span>
        </div>
      </div>
      <aside className="stack">
        <div className="card watch-floor">
          <FloorNow view={view} clock={live.clock} />
        </div>
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} />
        </div>
        <div className="card">
          <Lineup
            lineup={view.lineup}
            speakingSlotId={stage.status === 'live' ? (stage.turn?.slotId ?? null) : null}
          />
        </div>
      </aside>
      <Phases format={view.format} current={stage.status === 'live' ? stage.phase : null} />
    </div>
  );
}
