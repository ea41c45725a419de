import { useTranslation } from 'react-i18next';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText, useTimes } from '../state/useTimes.ts';
import './clock.css';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The time until a debate is planned to begin; past it, that the moderator is about to begin. */
export function Countdown({ toMs, clock }: { toMs: number; clock: ServerClock | null }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const leftMs = toMs - useNow(useServerNow(clock), 250);
  if (leftMs <= 0) return <p className="countdown-due">{t('stage.aboutToBegin')}</p>;
  const days = Math.floor(leftMs / dayMs);
  return (
    <div className="floor-clock">
      <span className="small soft">{t('stage.beginsIn')}</span>
      <time
        className="floor-clock-time"
        data-in-words={leftMs >= hourMs || undefined}
        role="timer"
        aria-live="off"
      >
        {days > 0 && t('length.days', { value: days })}{' '}
        {leftMs >= hourMs ? length(leftMs % dayMs) : clockText(leftMs)}
      </time>
    </div>
  );
}
