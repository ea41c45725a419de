import { randomUUID } from 'node:crypto';
import { RESP_TYPES } from 'redis';
import type { Redis } from './redis.ts';

export type MergedSketch = { unique: number; sketch: Buffer };

// Only a connection that breaks in the middle leaves them behind.
const temporary = { expiration: { type: 'PX', value: 60_000 } } as const;

/** The bytes of a HyperLogLog, to be kept elsewhere; null where there is none. */
export async function readSketch(redis: Redis, key: string): Promise<Buffer | null> {
  return redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get(key);
}

/** The union of HyperLogLogs as they were read before: nothing of them needs to be in Redis any more. */
export async function mergeSketches(redis: Redis, sketches: readonly Buffer[]): Promise<MergedSketch> {
  const group = `sketches:{${randomUUID()}}`;
  const merged = `${group}:merged`;
  const parts = sketches.map((sketch, index) => ({ key: `${group}:${index}`, sketch }));
  const keys = parts.map(({ key }) => key);
  // One connection answers in the order of asking, so that all of it is one round trip.
  const [, , unique, sketch] = await Promise.all([
    Promise.all(parts.map((part) => redis.set(part.key, part.sketch, temporary))),
    redis.pfMerge(merged, keys),
    redis.pfCount(merged),
    readSketch(redis, merged),
    redis.unlink([merged, ...keys]),
  ]);
  return { unique, sketch: sketch ?? Buffer.alloc(0) };
}
