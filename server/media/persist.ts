/** Waits, or returns at once when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    if (signal.aborted) finish();
    else signal.addEventListener('abort', finish);
  });
}

const firstRestMs = 100;
const longestRestMs = 5_000;

type Persistence = { signal: AbortSignal; onFailure(error: unknown, restMs: number): void };

/** Tries until it works, resting twice as long each time up to a bound; undefined when told to stop first. */
export async function persist<T>(
  attempt: () => Promise<T>,
  { signal, onFailure }: Persistence,
): Promise<T | undefined> {
  for (let restMs = firstRestMs; !signal.aborted; restMs = Math.min(restMs * 2, longestRestMs)) {
    try {
      return await attempt();
    } catch (error) {
      onFailure(error, restMs);
      await pause(restMs, signal);
    }
  }
  return undefined;
}
