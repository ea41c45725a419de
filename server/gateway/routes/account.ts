import type { Passkeys } from '../../accounts/passkeys.ts';
import type { FreshUntil } from '../../accounts/standing.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Account } from '../../protocol/sign-in.ts';
import type { Passkey, PasskeyStore } from '../../store/passkeys.ts';
import type { OpenSession, SessionStore } from '../../store/sessions.ts';
import type { SignInStore } from '../../store/sign-ins.ts';
import type { RouteHandlers, Visitor } from '../http.ts';
import { personOf } from './person.ts';

type AccountRoute = 'account.read' | 'passkey.begin' | 'passkey.add' | 'passkey.rename' | 'passkey.remove';

export type AccountTools = {
  proofs: Passkeys;
  freshUntil: FreshUntil;
  passkeys: PasskeyStore;
  sessions: SessionStore;
  signIns: SignInStore;
};

/** What somebody sees and does about their own ways in. */
export function accountRoutes(tools: AccountTools): Pick<RouteHandlers, AccountRoute> {
  const { proofs, freshUntil, passkeys } = tools;
  const person = (visitor: Visitor) => personOf(visitor, freshUntil);
  return {
    'account.read': ({ visitor }) => read(tools, visitor),
    'passkey.begin': async ({ visitor }) => proofs.beginAdding(await person(visitor)),
    'passkey.add': async ({ visitor, body }) => ({
      passkeyId: await proofs.add(await person(visitor), body),
    }),
    'passkey.rename': async ({ visitor, params: { passkeyId }, body: { name } }) => {
      const { accountId } = await person(visitor);
      if (!(await passkeys.rename(accountId, passkeyId, name))) throw new Refusal('not-found', 'passkey');
      return {};
    },
    'passkey.remove': async ({ visitor, params: { passkeyId } }) => {
      await proofs.remove(await person(visitor), passkeyId);
      return {};
    },
  };
}

async function read(tools: AccountTools, visitor: Visitor): Promise<Account> {
  const { accountId, sessionId, isOfficial } = await personOf(visitor, tools.freshUntil);
  const [passkeys, sessions, signIns, freshUntilMs] = await Promise.all([
    tools.passkeys.of(accountId),
    tools.sessions.of(accountId),
    tools.signIns.of(accountId),
    tools.freshUntil(sessionId),
  ]);
  const networkOf = (id: string) => signIns.find((each) => each.sessionId === id)?.network ?? null;
  return {
    passkeys: passkeys.map(passkeyTold),
    sessions: sessions.map((each) => ({
      ...sessionTold(each),
      isThis: each.id === sessionId,
      network: networkOf(each.id),
    })),
    signIns: signIns.map(({ sessionId: _, ...signIn }) => signIn),
    freshUntilMs,
    isOfficial,
  };
}

const passkeyTold = ({ id, name, isSynced, createdAtMs, lastUsedAtMs }: Passkey) => ({
  ...{ id, name, isSynced, createdAtMs, lastUsedAtMs },
});

const sessionTold = ({ id, openedAt, device }: OpenSession) => ({
  ...{ id, device },
  openedAtMs: openedAt.getTime(),
});
