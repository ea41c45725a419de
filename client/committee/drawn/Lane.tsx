import type { ReactNode } from 'react';
import { useTimes } from '../../state/useTimes.ts';
import type { Review } from '../ReviewPage.tsx';
import { drawnWidth, type Scale } from './scale.ts';
import './lanes.css';

type Interval = Review['outages'][number];

/** Intervals of one kind, and where in the lane's height they are drawn, from 0 to 1. */
export type Drawn = {
  kind: 'present' | 'turn' | 'session' | 'transport' | 'media' | 'outage' | 'pause';
  intervals: readonly Interval[];
  from: number;
  to: number;
};

type Props = { name: ReactNode; told: string; drawn: readonly Drawn[]; scale: Scale; zone: string };

const height = 100;

/** One line of a drawing over time, with its name beside it and the whole of it in words for whoever cannot see it. */
export function Lane({ name, told, drawn, scale, zone }: Props) {
  return (
    <div className="lane">
      <span className="lane-name small">{name}</span>
      <svg viewBox={`0 0 ${drawnWidth} ${height}`} preserveAspectRatio="none" role="img" aria-label={told}>
        <rect className="lane-ground" width={drawnWidth} height={height} />
        {drawn.map((each) => (
          <Spans key={each.kind} drawn={each} scale={scale} zone={zone} />
        ))}
      </svg>
    </div>
  );
}

function Spans({
  drawn: { kind, intervals, from, to },
  scale,
  zone,
}: Pick<Props, 'scale' | 'zone'> & { drawn: Drawn }) {
  const { time } = useTimes();
  return intervals.map(({ fromMs, toMs }) => (
    <rect
      key={fromMs}
      className={`lane-${kind}`}
      x={scale.at(fromMs)}
      y={from * height}
      width={Math.max(2, scale.at(toMs) - scale.at(fromMs))}
      height={(to - from) * height}
    >
      <title>{`${time(fromMs, zone)} – ${time(toMs, zone)}`}</title>
    </rect>
  ));
}
