import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { Pictures } from '../pieces/Pictures.tsx';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useCommand } from '../state/useCommand.ts';
import { EndDebate } from './EndDebate.tsx';
import { FloorControl } from './FloorControl.tsx';
import { ModeratorDevices } from './ModeratorDevices.tsx';
import { Places } from './Places.tsx';
import '../public/watch.css';
import './moderator.css';

/** Everything a moderator needs on one screen: the clock and the next step first, then the people, then the picture. */
export function Desk({ live, view }: { live: LiveDebate; view: DebateView }) {
  const { t } = useTranslation();
  const command = useCommand(live);
  const [isEnding, setEnding] = useState(false);
  const { stage } = view;
  return (
    <div className="watch">
      <div className="stack">
        <section className="card stack" aria-label={t('moderator.floor')}>
          <div className="desk-clock">
            {stage.status === 'lobby' ? (
              <Countdown toMs={view.plannedStartMs} clock={live.clock} />
            ) : (
              <FloorNow view={view} clock={live.clock} />
            )}
            <FloorControl live={live} view={view} command={command} onEnd={() => setEnding(true)} />
          </div>
          {command.isError && <Trouble error={command.error} />}
          <Phases format={view.format} current={stage.status === 'live' ? stage.phase : null} />
        </section>
        <Places live={live} view={view} command={command} />
      </div>
      <aside className="stack">
        <div className="card">
          <TimeBars lineup={view.lineup} stage={stage} clock={live.clock} />
        </div>
        <Pictures live={live} view={view} />
        <ModeratorDevices live={live} />
        {stage.status === 'live' && (
          <EndDebate
            isOpen={isEnding}
            onOpenChange={setEnding}
            onEnd={() => command.mutate({ name: 'debate.end', input: {} })}
          />
        )}
      </aside>
    </div>
  );
}
