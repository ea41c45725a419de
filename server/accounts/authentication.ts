import { betterAuth } from 'better-auth';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../protocol/refusals.ts';
import {
  type InvitationMetadata,
  isRefusedLink,
  type SignInSettings,
  signInOptions,
} from './sign-in-options.ts';

type Session = { accountId: string; name: string; sessionId: string };
export type OpenedSession = Session & { setCookie: string[] };
type Person = { name: string; email: string };
type Invitation = { token: string; expiresAtMs: number };

export type Authentication = {
  sessionOf(headers: Headers): Promise<Session | null>;
  /** Redeems an invitation, which works once; `invitation-invalid` when it is unknown, used or expired. */
  openSession(invitation: string, headers: Headers): Promise<OpenedSession>;
  /** Opens a session for whoever has proved in another way who they are; `access-revoked` for whoever is barred. */
  openSessionOf(accountId: string, headers: Headers): Promise<OpenedSession>;
  /** The account with this address, if there is one. */
  accountWith(email: string): Promise<string | null>;
  /** Ends the session of these headers, if there is one; gives the cookies that forget it. */
  closeSession(headers: Headers): Promise<string[]>;
  /** One account per address: an address that has one keeps it, and its name. */
  createAccount(person: Person): Promise<string>;
  /** A new way in for an existing account. The token is nowhere stored but as its hash. */
  invite(accountId: string, expiresInMs?: number): Promise<Invitation>;
};

export type AuthenticationOptions = SignInSettings & { clock: Clock };

const invitationLivesMs = 72 * 60 * 60_000;

export function openAuthentication(options: AuthenticationOptions): Authentication {
  const auth = openAuth(options);
  return {
    sessionOf: async (headers) => {
      const found = await auth.api.getSession({ headers });
      return found && { accountId: found.user.id, name: found.user.name, sessionId: found.session.id };
    },
    openSession: (invitation, headers) => openSession(auth, invitation, headers),
    openSessionOf: async (accountId, headers) => {
      const opened = await auth.api.openSessionOf({ body: { accountId }, headers, returnHeaders: true });
      return { ...opened.response, setCookie: opened.headers.getSetCookie() };
    },
    accountWith: async (email) => {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.findUserByEmail(email.toLowerCase()))?.user.id ?? null;
    },
    closeSession: async (headers) => {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return answer.getSetCookie();
    },
    createAccount: (person) => createAccount(auth, person),
    invite: (accountId, expiresInMs = invitationLivesMs) =>
      invite(auth, accountId, options.clock.now() + expiresInMs),
  };
}

const openAuth = (options: SignInSettings) => betterAuth(signInOptions(options));
type Auth = ReturnType<typeof openAuth>;

async function openSession(auth: Auth, token: string, headers: Headers): Promise<OpenedSession> {
  try {
    const verified = await auth.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true });
    const { user, session } = verified.response;
    const opened = { accountId: user.id, name: user.name, sessionId: session.id };
    return { ...opened, setCookie: verified.headers.getSetCookie() };
  } catch (error) {
    if (isRefusedLink(error)) throw new Refusal('invitation-invalid', undefined, { cause: error });
    throw error;
  }
}

async function createAccount(auth: Auth, person: Person): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(person.email);
  const { id } = known?.user ?? (await internalAdapter.createUser(person, { method: 'magic-link' }));
  return id;
}

async function invite(auth: Auth, accountId: string, expiresAtMs: number): Promise<Invitation> {
  const { internalAdapter } = await auth.$context;
  const account = await internalAdapter.findUserById(accountId);
  if (account === null) throw new Refusal('not-found', accountId);
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
