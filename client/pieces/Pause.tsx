import { useTranslation } from 'react-i18next';
import type { LiveStage } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText } from '../state/useTimes.ts';
import './states.css';

type Props = { pause: NonNullable<LiveStage['pause']>; clock: ServerClock };

/** The whole debate stands still: since when, and why in the moderator's own words. */
export function Pause({ pause, clock }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(clock), 500);
  return (
    <div className="said paused" role="status">
      <p>
        <strong>{t('stage.paused')}</strong>{' '}
        <q>
          <bdi>{pause.reason}</bdi>
        </q>
      </p>
      <time className="figures" role="timer" aria-live="off">
        {clockText(Math.max(0, nowMs - pause.atMs))}
      </time>
    </div>
  );
}
