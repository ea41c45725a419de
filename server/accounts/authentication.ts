import { betterAuth } from 'better-auth';
import { Refusal } from '../protocol/refusals.ts';
import {
  type AuthenticationOptions,
  type InvitationMetadata,
  isRefusedLink,
  signInOptions,
} from './sign-in-options.ts';

export type Session = { accountId: string; name: string };
export type Invitation = { token: string; expiresAtMs: number };

export type Authentication = {
  sessionOf(headers: Headers): Promise<Session | null>;
  /** Redeems an invitation, which works once; `invitation-invalid` when it is unknown, used or expired. */
  openSession(invitation: string, headers: Headers): Promise<Session & { setCookie: string[] }>;
  /** Ends the session of these headers, if there is one; gives the cookies that forget it. */
  closeSession(headers: Headers): Promise<string[]>;
  createAccount(person: { name: string; email: string }): Promise<string>;
  /** A new way in for an existing account. The token is nowhere stored but as its hash. */
  invite(accountId: string, expiresInMs?: number): Promise<Invitation>;
};

const invitationLivesMs = 72 * 60 * 60_000;

export function openAuthentication(options: AuthenticationOptions): Authentication {
  const auth = openAuth(options);
  return {
    sessionOf: async (headers) => {
      const found = await auth.api.getSession({ headers });
      return found && { accountId: found.user.id, name: found.user.name };
    },
    openSession: (invitation, headers) => openSession(auth, invitation, headers),
    closeSession: async (headers) => {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return answer.getSetCookie();
    },
    createAccount: async (person) => {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.createUser(person, { method: 'magic-link' })).id;
    },
    invite: (accountId, expiresInMs = invitationLivesMs) => invite(auth, accountId, expiresInMs),
  };
}

const openAuth = (options: AuthenticationOptions) => betterAuth(signInOptions(options));
type Auth = ReturnType<typeof openAuth>;

async function openSession(
  auth: Auth,
  token: string,
  headers: Headers,
): Promise<Session & { setCookie: string[] }> {
  try {
    const verified = await auth.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true });
    const { user } = verified.response;
    return { accountId: user.id, name: user.name, setCookie: verified.headers.getSetCookie() };
  } catch (error) {
    if (isRefusedLink(error)) throw new Refusal('invitation-invalid', undefined, { cause: error });
    throw error;
  }
}

async function invite(auth: Auth, accountId: string, expiresInMs: number): Promise<Invitation> {
  const { internalAdapter } = await auth.$context;
  const account = await internalAdapter.findUserById(accountId);
  if (account === null) throw new Refusal('not-found', accountId);
  const expiresAtMs = Date.now() + expiresInMs;
  let token: string | undefined;
  const metadata: InvitationMetadata = {
    expiresAtMs,
    deliver: (given) => {
      token = given;
    },
  };
  await auth.api.signInMagicLink({ body: { email: account.email, metadata }, headers: new Headers() });
  if (token === undefined) throw new Error('the sign-in library gave no token');
  return { token, expiresAtMs };
}
