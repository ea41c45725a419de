import type { Authentication } from '../../accounts/authentication.ts';
import type { Revocations } from '../../accounts/revocation.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { SessionStore } from '../../store/sessions.ts';
import type { RouteHandlers } from '../http.ts';

type SessionRoute = 'me.read' | 'session.close' | 'session.end' | 'sessions.end';

export type SessionTools = {
  authentication: Authentication;
  revocations: Revocations;
  sessions: SessionStore;
};

/** Signing out ends what stands on the session too, wherever it is: lines, tickets, sound and picture (SIGN-5). */
export function sessionRoutes({
  authentication,
  revocations,
  sessions,
}: SessionTools): Pick<RouteHandlers, SessionRoute> {
  const end = async (accountId: string | null, sessionId: string | null) => {
    if (accountId === null || sessionId === null) throw new Refusal('not-signed-in');
    const own = { accountId, by: accountId, reason: 'signed out' };
    await revocations.revoke({ ...own, what: 'session', sessionId });
  };
  return {
    'me.read': async ({ visitor: { accountId, name, roles } }) => ({ accountId, name, roles: [...roles] }),
    'session.close': async ({ visitor, setCookies }) => {
      await end(visitor.accountId, visitor.sessionId);
      setCookies(await authentication.closeSession(visitor.headers));
      return {};
    },
    'session.end': async ({ visitor: { accountId }, params: { sessionId } }) => {
      const own = await sessions.of(accountId as string);
      if (!own.some(({ id }) => id === sessionId)) throw new Refusal('not-found', 'session');
      await end(accountId, sessionId);
      return {};
    },
    'sessions.end': async ({ visitor: { accountId, headers }, setCookies }) => {
      const by = accountId as string;
      await revocations.revoke({ accountId: by, by, what: 'sessions', reason: 'signed out everywhere' });
      setCookies(await authentication.closeSession(headers));
      return {};
    },
  };
}
