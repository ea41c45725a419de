/** What browsers on phones tell of the network; no other browser has it. */
type Network = EventTarget & { type?: string };

/**
 * Tells when this device's way to the network may have changed: it is online again, it went from one kind of network
 * to another, or the page is looked at again (a phone or a laptop may have slept).
 */
export function watchNetwork(changed: (how: 'moved' | 'woken') => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  addEventListener('online', () => changed('moved'), { signal });
  const look = () => document.visibilityState === 'visible' && changed('woken');
  document.addEventListener('visibilitychange', look, { signal });
  // It also says here that the network is slower, which is no change of it.
  const { connection } = navigator as Navigator & { connection?: Network };
  let kind = connection?.type;
  const compare = () => {
    if (connection?.type === kind) return;
    kind = connection?.type;
    if (navigator.onLine) changed('moved');
  };
  connection?.addEventListener('change', compare, { signal });
  return () => over.abort();
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
