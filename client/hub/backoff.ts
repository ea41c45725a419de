const firstTryMs = 500;
const longestMs = 5_000;

/** How long to wait before try `tries` (1, 2 …), spread so that a whole audience does not return at one instant. */
export function pauseBeforeMs(tries: number, random: () => number): number {
  const reach = Math.min(longestMs, firstTryMs * 2 ** (tries - 1));
  return Math.round(reach / 2 + (random() * reach) / 2);
}

/** Waits, but no longer than until the browser says that the network is back, or `signal` says that nobody waits. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
