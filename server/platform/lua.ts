import { createHash } from 'node:crypto';
import type { Redis } from './redis.ts';

export type ScriptArguments = { keys: string[]; arguments: string[] };

/** A Lua script, sent whole only to a Redis that does not know it yet. */
export function luaScript(source: string) {
  const digest = createHash('sha1').update(source).digest('hex');
  return async (redis: Redis, given: ScriptArguments): Promise<unknown> => {
    try {
      return await redis.evalSha(digest, given);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(source, given);
    }
  };
}
