import { useEffect, useRef } from 'react';
import { followLevel } from '../media/level.ts';
import './level.css';

/** How loud the microphone is, drawn at the screen's own pace without rendering the page anew. */
export function LevelMeter({ track, label }: { track: MediaStreamTrack; label: string }) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      followLevel(track, (level) => {
        meter.current?.style.setProperty('--level', String(level));
        meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 10) * 10));
      }),
    [track],
  );
  return (
    <div
      ref={meter}
      className="level"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}
