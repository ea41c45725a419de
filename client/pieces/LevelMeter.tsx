import { useEffect, useRef } from 'react';
import { followLevel } from '../media/level.ts';
import './level.css';

/** How loud the microphone is, drawn at the screen's own pace without rendering the page anew. */
export function LevelMeter({ track, label }: { track: MediaStreamTrack; label: string }) {
  const bar = useRef<HTMLSpanElement>(null);
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      followLevel(track, (level) => {
        bar.current?.style.setProperty('--level', String(level));
        if (meter.current) meter.current.value = level;
      }),
    [track],
  );
  return (
    <>
      <meter ref={meter} className="unseen" aria-label={label} min={0} max={1} value={0} />
      <span ref={bar} className="level" aria-hidden="true" />
    </>
  );
}
