/** When the speakers of a debate learn of it: by the draw (D-2), and by reminders (D-3). */
import type { DutyTerms } from '../protocol/duties.ts';

/** D-2: a draw published so shortly before the debate is allowed, and stands in the record. */
export function isDrawnLate(
  { drawBeforeMs }: Pick<DutyTerms, 'drawBeforeMs'>,
  plannedStartMs: number,
  nowMs: number,
): boolean {
  return plannedStartMs - nowMs < drawBeforeMs;
}

export type Upcoming = {
  plannedStartMs: number;
  remindersMs: readonly number[];
  /** The reminders that were sent or overtaken for this start. */
  said: readonly number[];
};

export type Reminder = { beforeMs: number; overtaken: number[] };

/**
 * The reminder that is due now; null when none is. Of several that nobody has sent yet – we were down, or the debate was
 * published late – only the nearest to the start is worth a letter, and the others are overtaken by it. None is sent
 * again, nor an earlier one after a later one, however the clock jumps.
 */
export function reminderDue({ plannedStartMs, remindersMs, said }: Upcoming, nowMs: number): Reminder | null {
  const reached = remindersMs.filter((beforeMs) => nowMs >= plannedStartMs - beforeMs);
  if (reached.length === 0 || nowMs >= plannedStartMs) return null;
  const beforeMs = Math.min(...reached);
  if (said.some((earlier) => earlier <= beforeMs)) return null;
  return { beforeMs, overtaken: reached.filter((each) => each > beforeMs && !said.includes(each)) };
}
