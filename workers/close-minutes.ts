import type { Redis } from '../server/platform/redis.ts';
import { mergeSketches } from '../server/platform/sketches.ts';
import { minuteMs } from '../server/protocol/audience-keys.ts';
import type { ReachMinute, ReachStore } from '../server/store/reach.ts';
import { markClosed, openMinutes, readMinute } from './audience-minutes.ts';

export type MinuteTools = { redis: Redis; reach: ReachStore };

// A server whose clock is behind by less than this still finds its minute open.
const lateMs = 5_000;

/**
 * Stores every open minute of a debate as it stands, the running one included, and closes those that are past.
 * A minute that was stored before only grows: Redis may have lost what the database has already.
 */
export async function storeMinutes(
  { redis, reach }: MinuteTools,
  debateId: string,
  nowMs: number,
): Promise<void> {
  const open = await openMinutes(redis, debateId);
  if (open.length === 0) return;
  const stored = new Map((await reach.minutes(debateId)).map((minute) => [minute.minuteMs, minute]));
  for (const startMs of open) {
    const counted = await readMinute(redis, debateId, startMs);
    if (counted !== null) await reach.writeMinute(await joined(redis, counted, stored.get(startMs)));
    if (startMs + minuteMs + lateMs <= nowMs) await markClosed(redis, debateId, startMs);
  }
}

async function joined(redis: Redis, counted: ReachMinute, stored?: ReachMinute): Promise<ReachMinute> {
  if (stored === undefined) return counted;
  const { unique, sketch } = await mergeSketches(redis, [counted.sketch, stored.sketch]);
  return {
    ...counted,
    sketch,
    viewers: Math.max(unique, stored.viewers),
    watchMs: Math.max(counted.watchMs, stored.watchMs),
    peak: Math.max(counted.peak, stored.peak),
  };
}
