import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, isAPIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { magicLink } from 'better-auth/plugins';
import { z } from 'zod';
import type { DatabasePool } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';

export type SignInSettings = {
  pool: DatabasePool;
  secret: string;
  baseUrl: string;
  log?: Log;
};

/** What an invitation hands to the library when it asks for a token; nothing of it comes from outside. */
export type InvitationMetadata = { expiresAtMs: number; deliver(token: string): void };

const sessionLivesSeconds = 7 * 24 * 60 * 60;
const cookiePrefix = 'hub';

const isHttps = (baseUrl: string): boolean => new URL(baseUrl).protocol === 'https:';

/** The cookie that carries a session; browsers take one named so over https only. */
export function sessionCookieName(baseUrl: string): string {
  return `${isHttps(baseUrl) ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}

/** The sign-in library's settings: tables of our migration, cookies no script can read, limits left to the gateway. */
export function signInOptions({ pool, secret, baseUrl, log }: SignInSettings) {
  const isSecure = isHttps(baseUrl);
  return {
    database: pool,
    secret,
    baseURL: baseUrl,
    user: { modelName: 'auth_user' },
    session: {
      modelName: 'auth_session',
      expiresIn: sessionLivesSeconds,
      // A session ends when its cookie does; looking at it writes nothing.
      disableSessionRefresh: true,
    },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    databaseHooks: { verification: { create: { before: invitationExpiry } } },
    plugins: [invitations(), sessions()],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure },
      ipAddress: { disableIpTracking: true },
    },
    ...(log && { logger: { log: (level, message, ...rest) => log[level]({ rest }, message) } }),
  } satisfies BetterAuthOptions;
}

function invitations() {
  return magicLink({
    storeToken: 'hashed',
    disableSignUp: true,
    sendMagicLink: async ({ token, metadata }) => {
      (metadata as InvitationMetadata).deliver(token);
    },
  });
}

/** Opens a session for an account. Called by the hub alone: none of the library's endpoints is reachable from outside. */
function sessions() {
  const openSessionOf = createAuthEndpoint(
    '/hub/session',
    { method: 'POST', body: z.object({ accountId: z.string() }), requireHeaders: true },
    async (context) => {
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(context.body.accountId);
      if (user === null) throw new Error(`no account ${context.body.accountId}`);
      const session = await internalAdapter.createSession(user.id);
      await setSessionCookie(context, { session, user });
      return context.json({ accountId: user.id, name: user.name, sessionId: session.id });
    },
  );
  return { id: 'hub-sessions', endpoints: { openSessionOf } } satisfies BetterAuthPlugin;
}

type DatabaseHooks = NonNullable<BetterAuthOptions['databaseHooks']>;
type VerificationHook = NonNullable<
  NonNullable<NonNullable<DatabaseHooks['verification']>['create']>['before']
>;

// The library knows one length of life for all its links; an invitation says its own.
const invitationExpiry: VerificationHook = async (verification, context) => {
  const metadata = context?.body?.metadata as InvitationMetadata | undefined;
  if (metadata === undefined) return;
  return { data: { ...verification, expiresAt: new Date(metadata.expiresAtMs) } };
};

/** The library answers a link it does not accept with a redirection that carries one of these. */
const refusedLinks = ['INVALID_TOKEN', 'new_user_signup_disabled'];

export function isRefusedLink(error: unknown): boolean {
  if (!isAPIError(error)) return false;
  const location = new Headers(error.headers).get('location');
  if (location === null) return false;
  return refusedLinks.includes(new URL(location).searchParams.get('error') ?? '');
}
