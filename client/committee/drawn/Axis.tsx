import { useTimes } from '../../state/useTimes.ts';
import { drawnWidth, type Scale } from './scale.ts';
import './lanes.css';

/** Round instants below the lanes, by the clocks of the place. */
export function Axis({ scale, zone }: { scale: Scale; zone: string }) {
  const { time } = useTimes();
  const [first = 0, second = 0] = scale.ticks;
  const hasSeconds = second - first < 60_000;
  return (
    <div className="lane lane-axis small soft figures" aria-hidden="true">
      <span className="lane-name" />
      <span className="lane-ticks">
        {scale.ticks.map((ms) => (
          <span key={ms} style={{ insetInlineStart: `${(scale.at(ms) / drawnWidth) * 100}%` }}>
            {time(ms, zone).slice(0, hasSeconds ? undefined : 'hh:mm'.length)}
          </span>
        ))}
      </span>
    </div>
  );
}
