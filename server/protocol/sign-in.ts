import { z } from 'zod';
import { refusalCodes } from './refusals.ts';

/** How somebody shows who they are; `again` is a passkey before a decision, in a session that stands already. */
export const SignInMethod = z.enum(['invitation', 'passkey', 'oidc', 'again']);
export type SignInMethod = z.infer<typeof SignInMethod>;

/** `done`, or the code of the refusal. */
export const SignInOutcome = z.enum(['done', ...refusalCodes]);
export type SignInOutcome = z.infer<typeof SignInOutcome>;

export const RevokedThing = z.enum(['session', 'sessions', 'account', 'role']);
export type RevokedThing = z.infer<typeof RevokedThing>;

/** How long a proof by passkey lets somebody decide (SIGN-3). */
export const freshForMs = 5 * 60_000;
