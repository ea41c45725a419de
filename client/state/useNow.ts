import { useEffect, useState } from 'react';

/** The instant `nowMs` says, read anew every `everyMs`. Only what shows a running clock should use it. */
export function useNow(nowMs: () => number, everyMs: number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [nowMs, everyMs]);
  return now;
}
