import { type Clock, openClock } from '../../server/platform/clock.ts';

/** A clock that stands still until somebody moves it. */
export type HandClock = Clock & { forward(byMs: number): void };

export function openHandClock(startMs: number): HandClock {
  let passedMs = 0;
  const clock = openClock(
    () => startMs + passedMs,
    () => passedMs,
  );
  return { ...clock, forward: (byMs) => (passedMs += byMs) };
}
