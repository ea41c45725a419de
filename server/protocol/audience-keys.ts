/**
 * Where the audience stands in Redis, agreed between the server that counts and the workers that close the minutes.
 * The braces keep everything of one debate in one slot of a cluster, so that one script may touch all of it.
 */
export const minuteMs = 60_000;

/** Nothing here outlives this: a minute that no worker closed by then is lost. */
export const audienceKeptMs = 48 * 3600_000;

/** Sorted set: each debate that ever had a viewer, by the instant of its newest minute. */
export const audienceDebatesKey = 'audience:debates';

export function audienceKeys(debateId: string) {
  const debate = `audience:{${debateId}}`;
  return {
    /** Sorted set: who plays now, by the instant of their last heartbeat. */
    live: `${debate}:live`,
    /** Sorted set: the minutes that are not closed yet. */
    minutes: `${debate}:minutes`,
    /** HyperLogLog of who watched in this minute. */
    sketch: (startMs: number) => `${debate}:sketch:${startMs}`,
    /** Hash: `watchMs` and `peak` of this minute. */
    counts: (startMs: number) => `${debate}:counts:${startMs}`,
  };
}

export function minuteOf(atMs: number): number {
  return atMs - (atMs % minuteMs);
}
