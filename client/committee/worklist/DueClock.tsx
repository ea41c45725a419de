import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../state/useNow.ts';
import { useTimes } from '../../state/useTimes.ts';
import { urgencyOf } from './worklist.ts';
import './worklist.css';

const dayMs = 86_400_000;

type Props = { dueAtMs: number | null; stoppedWithMs: number | null; zone: string };

/** How much time is left, in words and as a bar that is full for a day or more. */
export function DueClock({ dueAtMs, stoppedWithMs, zone }: Props) {
  const { t } = useTranslation();
  const { length, day } = useTimes();
  const nowMs = useNow(
    useCallback(() => Date.now(), []),
    30_000,
  );
  const urgency = urgencyOf({ dueAtMs }, nowMs);
  const leftMs = dueAtMs === null ? (stoppedWithMs ?? 0) : Math.max(0, dueAtMs - nowMs);
  const left = longLength(leftMs, length, (value) => t('length.days', { value }));
  return (
    <div className="due" data-urgency={urgency}>
      <strong className="figures">{t(`due.${urgency}`, { left })}</strong>
      <span className="due-bar" style={{ '--left': `${Math.min(1, leftMs / dayMs) * 100}%` } as object} />
      {dueAtMs !== null && <time className="small soft">{day(dueAtMs, zone)}</time>}
    </div>
  );
}

function longLength(ms: number, length: (ms: number) => string, days: (value: number) => string): string {
  const whole = Math.floor(ms / dayMs);
  const rest = Math.floor((ms % dayMs) / 60_000) * 60_000;
  return [whole > 0 && days(whole), (whole === 0 || rest > 0) && length(rest)].filter(Boolean).join(' ');
}
