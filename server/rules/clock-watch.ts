/** What two readings of a machine's clocks say about them (REC-4; threat T21: clock games). */

/** The wall clock and the monotonic one, read together. */
export type ClockPair = { wallMs: number; monotonicMs: number };

/** Time servers move a clock by less than this between two readings; whoever moves it further has set it. */
const smallestJumpMs = 500;

/** By how much the wall clock was set between two readings; 0 where it has only gone on. */
export function wallJumpMs(before: ClockPair, after: ClockPair): number {
  const byMs = Math.round(after.wallMs - before.wallMs - (after.monotonicMs - before.monotonicMs));
  return Math.abs(byMs) < smallestJumpMs ? 0 : byMs;
}
