import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../protocol/refusals.ts';

export type Limit = { consume(key: string): Promise<void> };

/** At most `points` in `seconds` for one key; over it `too-many-requests` (EDGE-6). */
export function openLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    consume: async (key) => {
      try {
        await limiter.consume(key);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new Refusal('too-many-requests');
        throw error;
      }
    },
  };
}
