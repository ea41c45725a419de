import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Redis } from '../platform/redis.ts';
import type { RevokedThing } from '../protocol/sign-in.ts';
import type { Role } from '../protocol/words.ts';
import type { Revocation, RevocationStore } from '../store/revocations.ts';
import type { Stores } from '../store/stores.ts';
import { seatsOf } from './roles.ts';
import type { Claims } from './tickets.ts';

/** What is to be taken away, from whom and by whom. `by` is null where the hub itself does it. */
type Taking = {
  accountId: string;
  what: RevokedThing;
  reason: string;
  by: string | null;
  sessionId?: string;
  role?: Role;
};

export type Revocations = {
  /** Takes it away in the database, and tells every server (SIGN-5). */
  revoke(taking: Taking): Promise<void>;
  /** Opens the door again to whoever was barred. */
  restore(accountId: string): Promise<void>;
};

const channel = 'hub:revoked';

export type RevocationTools = { stores: Stores; redis: Redis; clock: Clock; log: Log };

export function openRevocations({ stores, redis, clock, log }: RevocationTools): Revocations {
  return {
    revoke: async (taking) => {
      const atMs = clock.now();
      // Committed before the sessions end: whoever signs in meanwhile finds the bar, or is found.
      if (taking.what === 'account') await stores.revocations.bar(taking.accountId, atMs);
      await stores.together((within) => take(within, taking, atMs));
      // Not awaited: the database is the truth, and every server looks there by itself soon.
      redis.publish(channel, '').catch((error: unknown) => log.error({ err: error }, 'revocation.untold'));
    },
    restore: (accountId) => stores.revocations.unbar(accountId),
  };
}

async function take(stores: Stores, taking: Taking, atMs: number): Promise<void> {
  const { accountId, what, reason, by, sessionId = null, role = null } = taking;
  const { revocations, sessions } = stores;
  if (what === 'role' && role !== null) await revocations.withdrawRole(accountId, role);
  if (what === 'passkeys') await revocations.forgetPasskeys(accountId);
  if (what === 'session' && sessionId !== null) await sessions.end(accountId, sessionId);
  if (what === 'sessions' || what === 'passkeys' || what === 'account') await sessions.end(accountId);
  await revocations.add({ atMs, accountId, what, sessionId, role, reason, revokedBy: by });
}

/** Whether what was taken away is what this line stands on. */
export function concerns(
  { accountId, what, sessionId, role }: Pick<Revocation, 'accountId' | 'what' | 'sessionId' | 'role'>,
  claims: Pick<Claims, 'accountId' | 'sessionId' | 'role'>,
): boolean {
  if (claims.accountId !== accountId) return false;
  if (what === 'session') return claims.sessionId === sessionId;
  if (what === 'role') return role !== null && seatsOf[role].includes(claims.role);
  return true;
}

/** A server that was told nothing finds what it missed after this time at the latest. */
const lookEveryMs = 1_000;

export type RevocationWatch = { close(): Promise<void> };

type WatchTools = {
  revocations: RevocationStore;
  redis: Redis;
  log: Log;
  onRevoked(revocation: Revocation): void;
};

/** Hears of every revocation on every server, once, in order: told over Redis, and read from the database (SIGN-5). */
export async function watchRevocations(tools: WatchTools): Promise<RevocationWatch> {
  const { revocations, redis, log, onRevoked } = tools;
  let seen = await revocations.newest();
  let reading: Promise<void> | undefined;
  const read = async () => {
    for (const revocation of await revocations.after(seen)) {
      seen = revocation.sequence;
      onRevoked(revocation);
    }
  };
  const look = (): Promise<void> => {
    reading ??= read()
      .catch((error: unknown) => log.error({ err: error }, 'revocation.not-read'))
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  // What is told while one reading runs may not be in it.
  const told = () => void (reading ?? Promise.resolve()).then(look);
  const ears = redis.duplicate();
  ears.on('error', (error: Error) => log.error({ err: error }, 'revocation.deaf'));
  await ears.connect();
  await ears.subscribe(channel, told);
  const timer = setInterval(look, lookEveryMs);
  return {
    close: async () => {
      clearInterval(timer);
      await ears.close();
      await reading;
    },
  };
}
