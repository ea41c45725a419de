/** When viewers may put and vote questions, and how many of them (QUEST-2, QUEST-3). */
import type { DebateStatus } from '../protocol/campaign.ts';
import type { RefusalCode } from '../protocol/refusals.ts';

const openBeforeMs = 3_600_000;
const questionsPerPass = 3;
const betweenQuestionsMs = 60_000;
export const mostWaiting = 500;
/** From one address prefix, so that no single one fills the queue for all; a school is one prefix. */
export const mostWaitingFromOnePrefix = 50;
/** Each of so many of the first ends as asked, or as not asked with a reason (QUEST-7). */
export const topCount = 10;

type Planned = { status: DebateStatus; plannedStartMs: number };

const coming: readonly DebateStatus[] = ['draft', 'published', 'postponed'];
const here: readonly DebateStatus[] = ['lobby', 'live'];

export const isOver = (status: DebateStatus): boolean => !coming.includes(status) && !here.includes(status);

export function questionsOpenAtMs({ plannedStartMs }: Planned): number {
  return Math.max(0, plannedStartMs - openBeforeMs);
}

/** Why no question is taken in this debate now; null while they are. */
export function questionsRefusal(debate: Planned, nowMs: number): RefusalCode | null {
  if (here.includes(debate.status)) return null;
  if (isOver(debate.status)) return 'debate-over';
  const isTime = debate.status === 'published' && nowMs >= questionsOpenAtMs(debate);
  return isTime ? null : 'debate-not-open';
}

type Counts = {
  put: number;
  lastPutAtMs: number | null;
  waiting: number;
  /** Of those that wait, how many came from the same address prefix. */
  waitingFromThere: number;
};

/** Why this pass may not put one more question now; null when it may. */
export function putRefusal(counts: Counts, nowMs: number): RefusalCode | null {
  const { put, lastPutAtMs, waiting, waitingFromThere } = counts;
  if (put >= questionsPerPass) return 'questions-used-up';
  if (lastPutAtMs !== null && nowMs - lastPutAtMs < betweenQuestionsMs) return 'too-many-requests';
  const isFull = waiting >= mostWaiting || waitingFromThere >= mostWaitingFromOnePrefix;
  return isFull ? 'limit-reached' : null;
}
