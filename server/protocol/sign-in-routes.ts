import { z } from 'zod';
import { AccountId, Me } from './http.ts';
import { Assertion, CreationOptions, NewCredential, RequestOptions } from './passkeys.ts';
import type { Route } from './routes.ts';
import { Access, Account, NewRevocation, PasskeyId, PasskeyName, SessionId } from './sign-in.ts';
import { InstantMs } from './words.ts';

const nothing = z.strictObject({});
const passkeyId = z.strictObject({ passkeyId: PasskeyId });
const assertion = z.strictObject({ credential: Assertion });

/** Ways in, what somebody sees of their own, and how access is taken away. */
export const signInRoutes = {
  'sign-in.ways': {
    method: 'get',
    path: '/api/sign-in/ways',
    role: 'anyone',
    output: z.strictObject({ oidc: z.boolean() }),
  },
  'sign-in.begin': {
    method: 'post',
    path: '/api/sign-in/options',
    role: 'anyone',
    body: nothing,
    output: RequestOptions,
  },
  'sign-in.finish': {
    method: 'post',
    path: '/api/sign-in',
    role: 'anyone',
    body: assertion,
    output: Me,
  },
  /** The same with a passkey of whoever is signed in: afterwards this session may decide (SIGN-3). */
  'sign-in.begin-again': {
    method: 'post',
    path: '/api/sign-in/again/options',
    role: 'signed-in',
    body: nothing,
    output: RequestOptions,
  },
  'sign-in.again': {
    method: 'post',
    path: '/api/sign-in/again',
    role: 'signed-in',
    body: assertion,
    output: z.strictObject({ freshUntilMs: InstantMs }),
  },
  /** Where to send the browser; it comes back to `/enter/oidc`, and that page hands over what it was given. */
  'oidc.begin': {
    method: 'post',
    path: '/api/sign-in/oidc/options',
    role: 'anyone',
    body: nothing,
    output: z.strictObject({ url: z.url() }),
  },
  'oidc.finish': {
    method: 'post',
    path: '/api/sign-in/oidc',
    role: 'anyone',
    body: z.strictObject({ answer: z.string().max(8_000) }),
    output: Me,
  },
  'account.read': { method: 'get', path: '/api/account', role: 'signed-in', output: Account },
  'passkey.begin': {
    method: 'post',
    path: '/api/account/passkeys/options',
    role: 'signed-in',
    body: nothing,
    output: CreationOptions,
  },
  /** Whoever has a passkey already shows it before they add another one. */
  'passkey.add': {
    method: 'post',
    path: '/api/account/passkeys',
    role: 'signed-in',
    body: z.strictObject({ name: PasskeyName, credential: NewCredential }),
    output: passkeyId,
  },
  'passkey.rename': {
    method: 'post',
    path: '/api/account/passkeys/{passkeyId}/name',
    role: 'signed-in',
    params: passkeyId,
    body: z.strictObject({ name: PasskeyName }),
    output: nothing,
  },
  'passkey.remove': {
    method: 'delete',
    path: '/api/account/passkeys/{passkeyId}',
    role: 'signed-in',
    assurance: 'fresh',
    params: passkeyId,
    output: nothing,
  },
  'session.end': {
    method: 'delete',
    path: '/api/account/sessions/{sessionId}',
    role: 'signed-in',
    params: z.strictObject({ sessionId: SessionId }),
    output: nothing,
  },
  /** Signs the person out everywhere, here too. */
  'sessions.end': { method: 'delete', path: '/api/account/sessions', role: 'signed-in', output: nothing },
  'organiser.access': { method: 'get', path: '/api/organiser/access', role: 'organiser', output: Access },
  'organiser.revoke': {
    method: 'post',
    path: '/api/organiser/revocations',
    role: 'organiser',
    assurance: 'fresh',
    body: NewRevocation,
    output: nothing,
  },
  /** Opens the door again to whoever was shut out; they need a new invitation. */
  'organiser.restore': {
    method: 'post',
    path: '/api/organiser/restorations',
    role: 'organiser',
    assurance: 'fresh',
    body: z.strictObject({ accountId: AccountId }),
    output: nothing,
  },
  'committee.access': { method: 'get', path: '/api/committee/access', role: 'committee', output: Access },
  'committee.revoke': {
    method: 'post',
    path: '/api/committee/revocations',
    role: 'committee',
    assurance: 'fresh',
    body: NewRevocation,
    output: nothing,
  },
  'committee.restore': {
    method: 'post',
    path: '/api/committee/restorations',
    role: 'committee',
    assurance: 'fresh',
    body: z.strictObject({ accountId: AccountId }),
    output: nothing,
  },
} as const satisfies Record<string, Route>;
