import { openAuthentication } from './accounts/authentication.ts';
import { openRevocations } from './accounts/revocation.ts';
import { openClock } from './platform/clock.ts';
import { openDatabase, openSetupPool } from './platform/database.ts';
import { openLog } from './platform/log.ts';
import { openRedis } from './platform/redis.ts';
import { openStores } from './store/stores.ts';
import type { Tables } from './store/tables.ts';

type Lost = { databaseUrl: string; redisUrl: string; secret: string; publicUrl: string; email: string };

const linkLivesMs = 24 * 60 * 60_000;

/**
 * For somebody who has lost every passkey: takes the lost ones away with all sessions, and returns a new way in; null
 * where nobody has this address. Whoever runs the hub does it for those whom nobody inside may invite.
 */
export async function replaceLostPasskeys(lost: Lost): Promise<string | null> {
  await using opened = new AsyncDisposableStack();
  const { databaseUrl, redisUrl, secret, publicUrl, email } = lost;
  const log = openLog('warn');
  const pool = await openSetupPool(databaseUrl, log);
  opened.defer(() => pool.end());
  const redis = await openRedis(redisUrl, log);
  opened.defer(() => redis.close());
  const clock = openClock();
  const stores = openStores(openDatabase<Tables>(pool));
  const authentication = openAuthentication({ pool, secret, baseUrl: publicUrl, clock });
  const accountId = await authentication.accountWith(email);
  if (accountId === null) return null;
  const revocations = openRevocations({ stores, redis, clock, log });
  await revocations.revoke({ accountId, what: 'passkeys', by: null, reason: 'the passkeys were lost' });
  const { token } = await authentication.invite(accountId, linkLivesMs);
  return `${publicUrl}/enter#${token}`;
}
