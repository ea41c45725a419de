/** How many watched, and how sure that is (domain spec 7.8). */

/** One minute of a debate's audience. `peak`: the most viewers at once. */
export type MinuteFigures = { minuteMs: number; viewers: number; watchMs: number; peak: number };

export type ReachFigures = { watchMs: number; averageMinuteAudience: number; peakConcurrency: number };

/** Standard error of the sketch that counts unique viewers: 1.04 / √16384 registers. */
export const hyperLogLogErrorPercent = 0.81;

export function uniqueErrorPercent(unique: number): number {
  return unique === 0 ? 0 : hyperLogLogErrorPercent;
}

const oneMinuteMs = 60_000;

/**
 * This long after a debate's end nothing can be added to its audience: its last minute is over and closed, with room
 * for servers whose clocks differ.
 */
export const audienceSettledMs = oneMinuteMs + 15_000;

/** Whether figures that were merged at this instant are the last ones. */
export function isReachFinal(closedAtMs: number, endedAtMs: number | null): boolean {
  return endedAtMs !== null && closedAtMs >= endedAtMs + audienceSettledMs;
}

/** Over the minutes that touch the debate: who waits before it, or stays after it, is not its audience. */
export function reachOf(
  minutes: readonly MinuteFigures[],
  debate: { startedAtMs: number; endedAtMs: number },
): ReachFigures {
  const touching = minutes.filter(
    ({ minuteMs }) => minuteMs < debate.endedAtMs && minuteMs + oneMinuteMs > debate.startedAtMs,
  );
  const watchMs = touching.reduce((sum, minute) => sum + minute.watchMs, 0);
  const peakConcurrency = touching.reduce((most, minute) => Math.max(most, minute.peak), 0);
  const heldMs = debate.endedAtMs - debate.startedAtMs;
  // The first and the last minute also hold seconds outside the debate; no average can be above the peak.
  const averageMinuteAudience = heldMs > 0 ? Math.min(watchMs / heldMs, peakConcurrency) : 0;
  return { watchMs, averageMinuteAudience, peakConcurrency };
}
