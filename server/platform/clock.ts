import { randomUUID } from 'node:crypto';

/** One reading: the instant, the monotonic milliseconds of this boot, and which boot it was. */
export type ClockReading = { atMs: number; monotonicMs: number; bootId: string };

/**
 * The server's time. Instants are the wall clock at boot plus monotonic time, so that within one boot no turn and
 * no minute changes when somebody sets the machine's clock (threat T21).
 */
export type Clock = {
  read(): ClockReading;
  now(): number;
};

export function openClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): Clock {
  const bootId = randomUUID();
  const wallAtBoot = Math.round(wall());
  const monotonicAtBoot = monotonic();
  const sinceBoot = () => Math.round(monotonic() - monotonicAtBoot);
  const now = () => wallAtBoot + sinceBoot();
  return {
    read: () => {
      const monotonicMs = sinceBoot();
      return { atMs: wallAtBoot + monotonicMs, monotonicMs, bootId };
    },
    now,
  };
}

/**
 * The same clock, ahead by as much as it takes never to tell an instant before `atMs`: where the machine's clock was
 * set back between two boots, a log that goes on must not run backwards.
 */
export function notBefore(clock: Clock, atMs: number): Clock {
  const aheadMs = Math.max(0, atMs - clock.now());
  return {
    read: () => {
      const reading = clock.read();
      return { ...reading, atMs: reading.atMs + aheadMs };
    },
    now: () => clock.now() + aheadMs,
  };
}
