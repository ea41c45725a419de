import type { RuleSet } from '../../../server/protocol/campaign.ts';
import type { RuleChange } from '../../../server/protocol/what-if.ts';

/** The three values that the committee may wonder about. */
export type Wish = Pick<RuleSet, 'bridgeMs' | 'sharePercent' | 'lateAfterMs'>;

const secondMs = 1000;
const drawnS = [0, 30, 60, 120, 180, 300];

/** Graces that are drawn beside each other, the one in force among them, so that one sees where a change begins to matter. */
export function drawnGracesMs(inForceMs: number): number[] {
  return [...new Set([...drawnS.map((seconds) => seconds * secondMs), inForceMs])].sort((a, b) => a - b);
}

/** What is asked at once: the wish first, then each of the drawn graces with all else as it is in force. */
export function changesOf(wish: Wish, gracesMs: readonly number[]): RuleChange[] {
  return [wish, ...gracesMs.map((bridgeMs) => ({ bridgeMs }))];
}
