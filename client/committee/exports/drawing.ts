import type { Review } from '../ReviewPage.tsx';
import type { Block, DrawnLane, Tone } from './protocol.ts';
import type { ProtocolWords } from './useProtocolWords.ts';

type Slot = Review['slots'][number];
type Drawing = ProtocolWords & { title: string };
type Interval = Slot['present'][number];

/** Floor, presence and share of one candidate as bars; null for a debate that never began. */
export function drawingOf(review: Review, seen: Slot, words: Drawing): Block | null {
  const { t, times, title } = words;
  const { startedAtMs, endedAtMs } = review;
  if (startedAtMs === null || endedAtMs === null || endedAtMs <= startedAtMs) return null;
  const at = (ms: number) => Math.min(1, Math.max(0, (ms - startedAtMs) / (endedAtMs - startedAtMs)));
  const bars = (intervals: readonly Interval[], tone: Tone) =>
    intervals.map(({ fromMs, toMs }) => ({ from: at(fromMs), to: at(toMs), tone }));
  const uncounted = [
    ...bars([...review.outages, ...seen.outages], 'outage'),
    ...bars(review.pauses, 'pause'),
  ];
  const { zone } = review.debate.area;
  return {
    kind: 'drawing',
    title,
    lanes: [
      { name: t('timeline.turn'), bars: [...bars(seen.turns, 'turn'), ...uncounted] },
      { name: t('timeline.present'), bars: [...bars(seen.present, 'present'), ...uncounted] },
      ...shareLane(review, seen, t('exports.share')),
    ],
    from: times.time(startedAtMs, zone),
    to: times.time(endedAtMs, zone),
  };
}

function shareLane({ ruleSet }: Review, { verdict }: Slot, name: string): DrawnLane[] {
  if (verdict === null || verdict.countableMs === 0) return [];
  const share = Math.min(1, verdict.presentMs / verdict.countableMs);
  return [{ name, bars: [{ from: 0, to: share, tone: 'present' }], mark: ruleSet.sharePercent / 100 }];
}
