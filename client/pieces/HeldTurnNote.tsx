import { useTranslation } from 'react-i18next';
import type { DebateView, HeldTurn } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText } from '../state/useTimes.ts';

type Props = { held: HeldTurn; name: string; view: Pick<DebateView, 'stage'>; clock: ServerClock };

/** The turn that stands still: why, what of it will be given back, and how long it waits for a lost connection. */
export function HeldTurnNote({ held, name, view, clock }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(clock), 500);
  const pause = view.stage.status === 'live' ? view.stage.pause : null;
  const left = clockText(held.leftMs);
  return (
    <div className="held" data-cause={held.cause}>
      <p role="status">
        {held.cause === 'connection-lost'
          ? t('stage.waitsFor', { name, left })
          : t('stage.interrupted', { name, left })}
      </p>
      {held.untilMs !== null && (
        <span className="small soft figures">
          {t('stage.waitsStill', { left: clockText(held.untilMs - (pause?.atMs ?? nowMs)) })}
        </span>
      )}
    </div>
  );
}
