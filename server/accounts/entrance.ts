import type { Clock } from '../platform/clock.ts';
import type { Assertion } from '../protocol/passkeys.ts';
import { Refusal } from '../protocol/refusals.ts';
import { freshForMs } from '../protocol/sign-in.ts';
import type { PasskeyStore } from '../store/passkeys.ts';
import type { RevocationStore } from '../store/revocations.ts';
import type { Authentication, OpenedSession } from './authentication.ts';
import type { Oidc } from './oidc.ts';
import type { Passkeys, Person } from './passkeys.ts';
import { RefusedPerson, type SignInLog } from './sign-in-log.ts';

/** Where an attempt comes from. */
type Visit = { headers: Headers; addressPrefix: string };

/** Every way into the hub. Each attempt is written down, and none lets in whoever is barred. */
export type Entrance = {
  byInvitation(token: string, visit: Visit): Promise<OpenedSession>;
  byPasskey(shown: Assertion, visit: Visit): Promise<OpenedSession>;
  byOidc(answer: string, visit: Visit): Promise<OpenedSession>;
  /** Whoever is in already proves themselves once more; resolves to until when they may decide (SIGN-3). */
  again(person: Person, shown: Assertion, visit: Visit): Promise<number>;
};

export type EntranceTools = {
  authentication: Authentication;
  proofs: Passkeys;
  oidc: Oidc | null;
  signInLog: SignInLog;
  passkeys: Pick<PasskeyStore, 'freshen'>;
  revocations: Pick<RevocationStore, 'isBarred'>;
  clock: Clock;
};

export function openEntrance(tools: EntranceTools): Entrance {
  const { authentication, signInLog, passkeys, clock } = tools;
  return {
    byInvitation: (token, { headers, addressPrefix }) =>
      signInLog.witness({ method: 'invitation', addressPrefix }, async () =>
        letIn(tools, await authentication.openSession(token, headers)),
      ),
    byPasskey: (shown, { headers, addressPrefix }) =>
      signInLog.witness({ method: 'passkey', addressPrefix }, async () => {
        const { id, accountId } = await tools.proofs.signIn(shown);
        const opened = await letIn(tools, await authentication.openSessionOf(accountId, headers));
        await passkeys.freshen(opened.sessionId, id, clock.now());
        return opened;
      }),
    byOidc: (answer, { headers, addressPrefix }) =>
      signInLog.witness({ method: 'oidc', addressPrefix }, async () => {
        const accountId = await accountByOidc(tools, answer, headers);
        return letIn(tools, await authentication.openSessionOf(accountId, headers));
      }),
    again: async (person, shown, { addressPrefix }) => {
      const { accountId, sessionId } = person;
      const atMs = clock.now();
      await signInLog.witness({ method: 'again', addressPrefix, accountId }, async () => {
        const { id } = await tools.proofs.again(person, shown);
        await passkeys.freshen(sessionId, id, atMs);
        return person;
      });
      return atMs + freshForMs;
    },
  };
}

// Looked at after the session stands: either this sees the bar, or whoever bars sees the session and ends it.
async function letIn(
  { authentication, revocations }: EntranceTools,
  opened: OpenedSession,
): Promise<OpenedSession> {
  const { accountId, setCookie } = opened;
  if (!(await revocations.isBarred(accountId))) return opened;
  const cookie = setCookie.map((each) => each.split(';')[0]).join('; ');
  await authentication.closeSession(new Headers({ cookie }));
  throw new RefusedPerson(accountId, new Refusal('access-revoked'));
}

async function accountByOidc(
  { oidc, authentication }: EntranceTools,
  answer: string,
  headers: Headers,
): Promise<string> {
  if (oidc === null) throw new Refusal('not-found', 'no provider is set');
  const email = await oidc.finish(answer, headers.get('cookie'));
  const accountId = await authentication.accountWith(email);
  if (accountId === null) throw new Refusal('oidc-refused', 'nobody here has this address');
  return accountId;
}
