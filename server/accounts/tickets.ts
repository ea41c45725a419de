import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/hash.ts';
import type { Redis } from '../platform/redis.ts';
import { Refusal } from '../protocol/refusals.ts';
import { Grant } from '../protocol/requests.ts';
import { Id } from '../protocol/words.ts';

/** What a ticket says of its bearer: one debate, one person or nobody known, and what they may do there (JOIN-2). */
export const Claims = z.strictObject({
  debateId: Id,
  accountId: z.string().min(1).max(64).nullable(),
  /** The session it was given out in: it ends with that (SIGN-5). */
  sessionId: z.string().min(1).max(64).nullable(),
  role: z.enum(['viewer', 'candidate', 'moderator', 'observer']),
  slotId: Id.nullable(),
  grants: z.array(Grant),
});
export type Claims = z.infer<typeof Claims>;

export type Tickets = {
  issue(claims: Claims): Promise<{ ticket: string; expiresAtMs: number }>;
  /** Works once, whoever asks and however many ask at the same time; then `ticket-invalid` (JOIN-1). */
  redeem(ticket: string): Promise<Claims>;
};

const ticketLivesMs = 60_000;

/** Only the hash of a ticket is stored, so that reading the store opens no door. */
const keyOf = (ticket: string): string => `hub:ticket:${sha256(ticket)}`;

export function openTickets(redis: Redis, clock: Clock): Tickets {
  return {
    issue: async (claims) => {
      const ticket = randomBytes(32).toString('base64url');
      const expiresAtMs = clock.now() + ticketLivesMs;
      const expiration = { type: 'PX', value: ticketLivesMs } as const;
      await redis.set(keyOf(ticket), JSON.stringify(claims), { expiration });
      return { ticket, expiresAtMs };
    },
    redeem: async (ticket) => {
      const stored = await redis.getDel(keyOf(ticket));
      if (stored === null) throw new Refusal('ticket-invalid');
      return Claims.parse(JSON.parse(stored));
    },
  };
}
