import { createHash, randomBytes } from 'node:crypto';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { sha256 } from '../platform/hash.ts';
import type { Redis } from '../platform/redis.ts';
import { Refusal } from '../protocol/refusals.ts';

export type OidcSettings = { issuer: string; clientId: string; clientSecret: string };

export type Oidc = {
  /** Where the person goes to show who they are, and the cookie that ties the way back to this browser. */
  begin(): Promise<{ url: string; setCookie: string }>;
  /** The confirmed e-mail address that the provider vouches for; else `oidc-refused`. */
  finish(answer: string, cookie: string | null): Promise<string>;
};

export type OidcTools = { settings: OidcSettings; publicUrl: string; redis: Redis };

/** What must come back as it was sent out, kept for one use by one browser. */
const Pending = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });
type Pending = z.infer<typeof Pending>;

const wayLivesMs = 10 * 60_000;
const cookieName = 'hub.oidc';
const returnPath = '/enter/oidc';
const keyOf = (browser: string): string => `hub:oidc:${sha256(browser)}`;

/** Sign-in at one OpenID Connect provider: code flow with PKCE, state, nonce and the issuer's own name (SIGN-4). */
export function openOidc(tools: OidcTools): Oidc {
  let provider: Promise<oidc.Configuration> | undefined;
  // Asked when first needed, and again after a failure: the hub runs whether the provider does or not.
  const configuration = () => {
    provider ??= discover(tools.settings).catch((error: unknown) => {
      provider = undefined;
      throw new Refusal('oidc-refused', 'the provider does not answer', { cause: error });
    });
    return provider;
  };
  return {
    begin: async () => begin(tools, await configuration()),
    finish: async (answer, cookie) => finish(tools, await configuration(), { answer, cookie }),
  };
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const isLocal = new URL(issuer).protocol === 'http:';
  return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    // The settings let plain HTTP through for a provider on this machine only.
    ...(isLocal && { execute: [oidc.allowInsecureRequests] }),
    timeout: 10,
  });
}

async function begin({ publicUrl, redis }: OidcTools, configuration: oidc.Configuration) {
  const pending = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  };
  const browser = randomBytes(32).toString('base64url');
  const expiration = { type: 'PX', value: wayLivesMs } as const;
  await redis.set(keyOf(browser), JSON.stringify(pending), { expiration });
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${publicUrl}${returnPath}`,
    scope: 'openid email',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: url.href, setCookie: cookieFor(browser, publicUrl) };
}

function cookieFor(browser: string, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const lives = `Max-Age=${wayLivesMs / 1_000}`;
  return `${cookieName}=${browser}; Path=/api/sign-in/oidc; ${lives}; HttpOnly; SameSite=Lax${secure}`;
}

type Back = { answer: string; cookie: string | null };

async function finish(tools: OidcTools, configuration: oidc.Configuration, back: Back): Promise<string> {
  const pending = await takePending(tools.redis, back.cookie);
  const url = new URL(`${tools.publicUrl}${returnPath}`);
  url.search = back.answer;
  const vouched = await vouchedFor(configuration, url, pending).catch((error: unknown) => {
    throw new Refusal('oidc-refused', 'the answer does not hold', { cause: error });
  });
  if (vouched.email_verified !== true || typeof vouched.email !== 'string')
    throw new Refusal('oidc-refused', 'no confirmed e-mail address');
  return vouched.email;
}

async function takePending(redis: Redis, cookie: string | null): Promise<Pending> {
  const [, browser] = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]+)`).exec(cookie ?? '') ?? [];
  const stored = browser === undefined ? null : await redis.getDel(keyOf(browser));
  if (stored === null) throw new Refusal('oidc-refused', 'not begun in this browser');
  return Pending.parse(JSON.parse(stored));
}

/** What the provider says of the person; every check of the answer and of the token is the library's. */
async function vouchedFor(configuration: oidc.Configuration, url: URL, pending: Pending) {
  const tokens = await oidc.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('no identity token');
  if (claims.email !== undefined) return claims;
  return oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
}
