import type { ReactNode } from 'react';
import { useTimes } from '../../state/useTimes.ts';
import './judging.css';

type Props = { who: string; what: ReactNode; reason: string; atMs: number; zone: string };

/** What somebody said or decided, when, and why, in their own words. */
export function Said({ who, what, reason, atMs, zone }: Props) {
  const { day } = useTimes();
  return (
    <div className="said-by stack near">
      <div className="row spread small">
        <strong>{who}</strong>
        <time className="soft">{day(atMs, zone)}</time>
      </div>
      <div>{what}</div>
      <p>{reason}</p>
    </div>
  );
}
