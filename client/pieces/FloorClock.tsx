import type { Turn } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText } from '../state/useTimes.ts';
import './clock.css';

const nearlyOverMs = 10_000;

/** What is left of the running turn, large, by the server's clock. */
export function FloorClock({ turn, clock, label }: { turn: Turn; clock: ServerClock; label: string }) {
  const nowMs = useNow(useServerNow(clock), 100);
  const leftMs = turn.endsAtMs - nowMs;
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, turn.endsAtMs - turn.startedAtMs)));
  return (
    <div className="floor-clock" data-nearly-over={leftMs <= nearlyOverMs || undefined}>
      <span className="small soft">{label}</span>
      <time className="floor-clock-time" role="timer" aria-live="off">
        {clockText(leftMs)}
      </time>
      <span
        className="floor-clock-rest"
        aria-hidden="true"
        style={{ '--share': share } as React.CSSProperties}
      />
    </div>
  );
}
