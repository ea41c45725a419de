import { useCallback } from 'react';
import type { ServerClock } from '../hub/serverClock.ts';

/** The server's “now” as a function that stays the same between renders. */
export function useServerNow(clock: ServerClock | null): () => number {
  return useCallback(() => clock?.nowMs() ?? Date.now(), [clock]);
}
