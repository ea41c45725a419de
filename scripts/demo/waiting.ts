import { setTimeout as pause } from 'node:timers/promises';

type Wait = { what: string; withinMs: number; everyMs?: number };

/** Looks until `look` gives something. What never comes is named in the error. */
export async function until<T>(look: () => Promise<T | null>, wait: Wait): Promise<T> {
  const { what, withinMs, everyMs = 500 } = wait;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs / 1000} s in vain for ${what}`);
    await pause(everyMs);
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
