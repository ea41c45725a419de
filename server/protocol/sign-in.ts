import { z } from 'zod';
import { AccountId } from './http.ts';
import { refusalCodes } from './refusals.ts';
import { Id, InstantMs, Line, Role } from './words.ts';

/** How somebody shows who they are; `again` is a passkey before a decision, in a session that stands already. */
export const SignInMethod = z.enum(['invitation', 'passkey', 'oidc', 'again']);
export type SignInMethod = z.infer<typeof SignInMethod>;

/** `done`, or the code of the refusal. */
export const SignInOutcome = z.enum(['done', ...refusalCodes]);
export type SignInOutcome = z.infer<typeof SignInOutcome>;

/** What is taken away: one session, all of them, a role, the passkeys with the sessions, or every way in. */
export const RevokedThing = z.enum(['session', 'sessions', 'role', 'passkeys', 'account']);
export type RevokedThing = z.infer<typeof RevokedThing>;

/** How long a proof by passkey lets somebody decide (SIGN-3). */
export const freshForMs = 5 * 60_000;

/** How long the network of a sign-in is kept (SIGN-6). */
export const networkKeptMs = 90 * 24 * 60 * 60_000;

export const SessionId = z.string().regex(/^[\w-]{1,64}$/);
export const PasskeyId = z.string().regex(/^[\w-]{1,1400}$/);
export const PasskeyName = Line(60);

export const SignIn = z.strictObject({
  id: Id,
  atMs: InstantMs,
  method: SignInMethod,
  outcome: SignInOutcome,
  /** The network it came from, /24 or /48; null once that is forgotten. */
  network: z.string().nullable(),
});

/** What somebody sees of their own ways in. */
export const Account = z.strictObject({
  passkeys: z.array(
    z.strictObject({
      id: PasskeyId,
      name: z.string(),
      isSynced: z.boolean(),
      createdAtMs: InstantMs,
      lastUsedAtMs: InstantMs.nullable(),
    }),
  ),
  sessions: z.array(
    z.strictObject({
      id: SessionId,
      isThis: z.boolean(),
      openedAtMs: InstantMs,
      /** What the browser called itself; anything may stand there. */
      device: z.string().nullable(),
      network: z.string().nullable(),
    }),
  ),
  /** The newest first. */
  signIns: z.array(SignIn),
  /** Decisions can be made until then; null: a passkey has to be shown first. */
  freshUntilMs: InstantMs.nullable(),
  /** Has a role whose decisions need a passkey. */
  isOfficial: z.boolean(),
});
export type Account = z.infer<typeof Account>;

/** Whose access somebody watches over, and how it stands. */
export const Access = z.strictObject({
  people: z.array(
    z.strictObject({
      accountId: AccountId,
      name: z.string(),
      roles: z.array(Role),
      isBarred: z.boolean(),
      passkeys: z.int().nonnegative(),
      sessions: z.int().nonnegative(),
    }),
  ),
  signIns: z.array(SignIn.extend({ accountId: AccountId.nullable(), name: z.string().nullable() })),
});
export type Access = z.infer<typeof Access>;

const reason = Line(300);

export const NewRevocation = z.discriminatedUnion('what', [
  z.strictObject({ accountId: AccountId, what: z.enum(['sessions', 'passkeys', 'account']), reason }),
  z.strictObject({ accountId: AccountId, what: z.literal('role'), role: Role, reason }),
]);
export type NewRevocation = z.infer<typeof NewRevocation>;
