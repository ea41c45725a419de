import type { Generated, JSONColumnType } from 'kysely';
import type { RevokedThing, SignInMethod, SignInOutcome } from '../protocol/sign-in.ts';
import type { Role } from '../protocol/words.ts';

export type SignInTables = {
  passkey: {
    /** The credential's own id, in base64url. */
    id: string;
    accountId: string;
    publicKey: Buffer;
    counter: number;
    transports: JSONColumnType<string[]>;
    name: string;
    /** Kept by the maker of the device and so on more than one device. */
    isSynced: boolean;
    /** The device had asked for a finger, a face or a number when it was made. */
    isUserVerified: boolean;
    createdAtMs: number;
    lastUsedAtMs: number | null;
  };
  /** Sessions whose person has proved themselves by passkey, and when last. */
  freshSession: { sessionId: string; passkeyId: string; freshAtMs: number };
  /** Append-only. No account: whoever tried it is not known. */
  signIn: {
    id: Generated<string>;
    atMs: number;
    accountId: string | null;
    method: SignInMethod;
    outcome: SignInOutcome;
    sessionId: string | null;
  };
  /** Apart from the sign-in, because it is forgotten after its time. */
  signInAddress: { signInId: string; prefix: string; atMs: number };
  /** Append-only. */
  revocation: {
    sequence: Generated<number>;
    atMs: number;
    accountId: string;
    what: RevokedThing;
    sessionId: string | null;
    role: Role | null;
    reason: string;
    revokedBy: string | null;
  };
  barredAccount: { accountId: string; atMs: number };

  /** The sign-in library's own; here to be read, and a session to be ended. */
  authSession: { id: string; userId: string; createdAt: Date; expiresAt: Date; userAgent: string | null };
};
