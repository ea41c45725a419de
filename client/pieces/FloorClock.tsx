import { useTranslation } from 'react-i18next';
import type { DebateView, Turn } from '../../server/protocol/stage.ts';
import { warningMs } from '../../server/rules/speaking.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText, useTimes } from '../state/useTimes.ts';
import './clock.css';

const alarmMs = 10_000;

type Props = {
  view: Pick<DebateView, 'format' | 'stage'>;
  turn: Turn;
  clock: ServerClock;
  label: string;
};

/** What is left of the running turn, large, by the server's clock. In a pause it stands still, as the turn does. */
export function FloorClock({ view, turn, clock, label }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const nowMs = useNow(useServerNow(clock), 100);
  const pause = view.stage.status === 'live' ? view.stage.pause : null;
  const leftMs = turn.endsAtMs - (pause?.atMs ?? nowMs);
  const wholeMs = turn.spokenMs + turn.endsAtMs - turn.startedAtMs;
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, wholeMs)));
  const warning = warningMs(view, leftMs);
  return (
    <div className="floor-clock" data-nearly-over={leftMs <= alarmMs || undefined}>
      <span className="small soft">{label}</span>
      <time className="floor-clock-time" role="timer" aria-live="off" data-still={pause ? true : undefined}>
        {clockText(leftMs)}
      </time>
      <span
        className="floor-clock-rest"
        aria-hidden="true"
        style={{ '--share': share } as React.CSSProperties}
      />
      {warning !== null && leftMs > 0 && (
        <span className="floor-clock-warning small">{t('stage.lessThan', { length: length(warning) })}</span>
      )}
    </div>
  );
}
