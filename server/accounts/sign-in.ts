import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Redis } from '../platform/redis.ts';
import type { Stores } from '../store/stores.ts';
import type { Authentication } from './authentication.ts';
import { openChallenges } from './challenges.ts';
import { openEntrance } from './entrance.ts';
import { type OidcSettings, openOidc } from './oidc.ts';
import { openPasskeys } from './passkeys.ts';
import { openRevocations } from './revocation.ts';
import { isOfficial } from './roles.ts';
import { openSignInLog } from './sign-in-log.ts';
import { openFreshness, openStanding } from './standing.ts';

export type SignInTools = {
  stores: Stores;
  redis: Redis;
  clock: Clock;
  log: Log;
  authentication: Authentication;
  publicUrl: string;
  /** Where people may show who they are instead, if there is such a place. */
  oidcSettings: OidcSettings | undefined;
};

/** Everything about who is let in, how well they have shown who they are, and how that is taken away. */
export function openSignIn(tools: SignInTools) {
  const { stores, redis, clock, log, authentication, publicUrl, oidcSettings } = tools;
  const { passkeys, revocations, roles } = stores;
  const proofs = openPasskeys({
    ...{ passkeys, clock, publicUrl, challenges: openChallenges(redis) },
    isOfficial: async (accountId) => isOfficial((await roles.grantsOf(accountId)).map((grant) => grant.role)),
  });
  const oidc = oidcSettings === undefined ? null : openOidc({ settings: oidcSettings, publicUrl, redis });
  const signInLog = openSignInLog(stores.signIns, clock);
  const freshUntil = openFreshness(passkeys, clock);
  return {
    proofs,
    oidc,
    entrance: openEntrance({ authentication, proofs, oidc, signInLog, passkeys, revocations, clock }),
    freshUntil,
    isFresh: async (sessionId: string) => (await freshUntil(sessionId)) !== null,
    stillHolds: openStanding(stores),
    revocations: openRevocations({ stores, redis, clock, log }),
  };
}
