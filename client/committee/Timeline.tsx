import { useTranslation } from 'react-i18next';
import { lengthMs } from '../../server/rules/intervals.ts';
import { useTimes } from '../state/useTimes.ts';
import type { Review } from './ReviewPage.tsx';

const width = 1000;
const height = 40;
const presence = { y: 20, height: 20 };
const floor = { y: 4, height: 12 };

type Seen = Pick<Review['slots'][number], 'present' | 'turns'>;

/** Presence, turns and our outages of one candidate, drawn over the time of the debate. */
export function Timeline({ seen, review, name }: { seen: Seen; review: Review; name: string }) {
  const { t } = useTranslation();
  const { length, time } = useTimes();
  if (review.startedAtMs === null) return null;
  const start = review.startedAtMs;
  const end =
    review.endedAtMs ?? Math.max(start + 1, ...[...seen.present, ...seen.turns].map(({ toMs }) => toMs));
  const zone = review.debate.area.zone;
  const drawn = t('timeline.drawn', {
    name,
    present: length(lengthMs(seen.present)),
    turns: seen.turns.length,
  });
  return (
    <figure className="timeline">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={drawn}>
        <rect className="timeline-ground" {...presence} x={0} width={width} />
        <Spans of={seen.present} box={presence} name="present" span={{ start, end, zone }} />
        <Spans of={seen.turns} box={floor} name="turn" span={{ start, end, zone }} />
        <Spans of={review.outages} box={{ y: 0, height }} name="outage" span={{ start, end, zone }} />
      </svg>
      <figcaption className="row spread small soft figures">
        <span>{time(start, zone)}</span>
        <span>{time(end, zone)}</span>
      </figcaption>
    </figure>
  );
}

type SpansProps = {
  of: Review['outages'];
  box: { y: number; height: number };
  name: 'present' | 'turn' | 'outage';
  span: { start: number; end: number; zone: string };
};

function Spans({ of, box, name, span: { start, end, zone } }: SpansProps) {
  const { time } = useTimes();
  const at = (ms: number) => ((Math.min(end, Math.max(start, ms)) - start) / (end - start)) * width;
  return of.map(({ fromMs, toMs }) => (
    <rect
      key={fromMs}
      className={`timeline-${name}`}
      {...box}
      x={at(fromMs)}
      width={Math.max(2, at(toMs) - at(fromMs))}
    >
      <title>{`${time(fromMs, zone)} – ${time(toMs, zone)}`}</title>
    </rect>
  ));
}
