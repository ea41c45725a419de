import { z } from 'zod';
import { sha256 } from '../platform/hash.ts';
import type { Redis } from '../platform/redis.ts';

/** What a challenge was given out for; it proves nothing else. */
const Purpose = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add'), sessionId: z.string() }),
  z.strictObject({ kind: z.literal('sign-in') }),
  z.strictObject({ kind: z.literal('again'), sessionId: z.string() }),
]);
export type Purpose = z.infer<typeof Purpose>;

export type Challenges = {
  keep(challenge: string, purpose: Purpose): Promise<void>;
  /** Whether it was given out for this a short while ago. It is used up, whatever the answer (SIGN-2). */
  use(challenge: string, purpose: Purpose): Promise<boolean>;
};

export const challengeLivesMs = 3 * 60_000;

const keyOf = (challenge: string): string => `hub:challenge:${sha256(challenge)}`;

export function openChallenges(redis: Redis): Challenges {
  return {
    keep: async (challenge, purpose) => {
      const expiration = { type: 'PX', value: challengeLivesMs } as const;
      await redis.set(keyOf(challenge), JSON.stringify(purpose), { expiration });
    },
    use: async (challenge, purpose) => {
      const stored = await redis.getDel(keyOf(challenge));
      return stored !== null && isSame(Purpose.parse(JSON.parse(stored)), purpose);
    },
  };
}

function isSame(one: Purpose, other: Purpose): boolean {
  if (one.kind === 'sign-in' || other.kind === 'sign-in') return one.kind === other.kind;
  return one.kind === other.kind && one.sessionId === other.sessionId;
}
