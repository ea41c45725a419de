import type { LineQuality } from '../protocol/stage.ts';
import { limits } from './limits.ts';

/** What the media server has measured of a line. The score is the worst of its streams, 10 being the best. */
export type LineMeasures = { lossFraction: number; roundTripMs: number; score: number };

/** How well a line does on which something arrives. */
export function qualityOf(measures: LineMeasures): LineQuality {
  if (isAsBadAs(limits.poorLine, measures)) return 'poor';
  return isAsBadAs(limits.fairLine, measures) ? 'fair' : 'good';
}

function isAsBadAs(bound: LineMeasures, { lossFraction, roundTripMs, score }: LineMeasures): boolean {
  return lossFraction >= bound.lossFraction || roundTripMs >= bound.roundTripMs || score <= bound.score;
}
