import type { DebateView, LiveStage } from '../../server/protocol/stage.ts';
import { isFree, phaseAt } from '../../server/rules/formats.ts';
import { clockMs } from '../../server/rules/stage-course.ts';
import { unendedMs } from '../../server/rules/turns.ts';

/** What a slot may still use of this part; null where the part has no budget for each. */
export function budgetLeftMs(
  view: Pick<DebateView, 'format'>,
  stage: LiveStage,
  { slotId, nowMs }: { slotId: string; nowMs: number },
): number | null {
  const part = phaseAt(view.format, stage.phase);
  if (!isFree(part) || part.budgetMs === undefined) return null;
  const usedMs = (stage.phaseUsedMs[slotId] ?? 0) + unendedMs(stage, slotId, clockMs(stage, nowMs));
  return Math.max(0, part.budgetMs - usedMs);
}
