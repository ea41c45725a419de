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

/**
 * The part of an address that one customer of a network usually owns: the whole of an IPv4 address, the first 64
 * bits of an IPv6 one. An IPv4 address written as IPv6 is the same person (threat T22).
 */
export function addressPrefix(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
