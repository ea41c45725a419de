import { setTimeout as pause } from 'node:timers/promises';

type Look<T> = { look: () => Promise<T>; isEnough: (seen: T) => boolean; withinMs: number };

const lookEveryMs = 1_000;

/** Looks until it is enough. When time is over, gives what was seen last: whoever judges it says what is missing. */
export async function lastSeen<T>({ look, isEnough, withinMs }: Look<T>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isEnough(seen) || performance.now() > deadline) return seen;
    await pause(lookEveryMs);
  }
}

/** Rejects when the work has not ended by then; the work itself is ended by whoever closes what it works on. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const alarm = pause(limitMs, undefined, { signal: over.signal }).then((): never => {
    throw new Error(`the demo took longer than ${limitMs / 1000} s`);
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    alarm.catch(() => 'the work was faster');
    over.abort();
  }
}
