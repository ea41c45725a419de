import { limits } from './limits.ts';

/** How well a sending line does. None: there is no line, or nothing arrives on it. */
export type LineQuality = 'good' | 'fair' | 'poor' | 'none';

/** What the media server has measured of a line. The score is the worst of its streams, 10 being the best. */
export type LineMeasures = { lossFraction: number; roundTripMs: number; score: number };

export function qualityOf(measures: LineMeasures): LineQuality {
  if (isAsBadAs(limits.poorLine, measures)) return 'poor';
  return isAsBadAs(limits.fairLine, measures) ? 'fair' : 'good';
}

function isAsBadAs(bound: LineMeasures, { lossFraction, roundTripMs, score }: LineMeasures): boolean {
  return lossFraction >= bound.lossFraction || roundTripMs >= bound.roundTripMs || score <= bound.score;
}
