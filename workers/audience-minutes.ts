import type { Redis } from '../server/platform/redis.ts';
import { readSketch } from '../server/platform/sketches.ts';
import { audienceDebatesKey, audienceKeptMs, audienceKeys } from '../server/protocol/audience-keys.ts';
import type { ReachMinute } from '../server/store/reach.ts';

/** Debates that had a viewer within the time Redis keeps of an audience. */
export async function debatesWithAudience(redis: Redis, nowMs: number): Promise<string[]> {
  await redis.zRemRangeByScore(audienceDebatesKey, '-inf', nowMs - audienceKeptMs);
  return redis.zRange(audienceDebatesKey, 0, -1);
}

/** The minutes of a debate that were not closed yet, as the instants they began. */
export async function openMinutes(redis: Redis, debateId: string): Promise<number[]> {
  return (await redis.zRange(audienceKeys(debateId).minutes, 0, -1)).map(Number);
}

/** What Redis knows of one minute; null when it has forgotten it. */
export async function readMinute(
  redis: Redis,
  debateId: string,
  startMs: number,
): Promise<ReachMinute | null> {
  const keys = audienceKeys(debateId);
  const [viewers, sketch, counts] = await Promise.all([
    redis.pfCount(keys.sketch(startMs)),
    readSketch(redis, keys.sketch(startMs)),
    redis.hGetAll(keys.counts(startMs)),
  ]);
  if (sketch === null) return null;
  const { watchMs = 0, peak = 0 } = counts;
  return { debateId, minuteMs: startMs, viewers, watchMs: Number(watchMs), peak: Number(peak), sketch };
}

export async function markClosed(redis: Redis, debateId: string, startMs: number): Promise<void> {
  await redis.zRem(audienceKeys(debateId).minutes, `${startMs}`);
}

export async function forgetDebate(redis: Redis, debateId: string): Promise<void> {
  await redis.zRem(audienceDebatesKey, debateId);
}
