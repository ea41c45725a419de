import type { Authentication } from '../../accounts/authentication.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ActStore } from '../../store/acts.ts';
import type { RoleStore } from '../../store/roles.ts';
import type { RouteHandlers } from '../http.ts';

type SessionRoute = 'me.read' | 'session.open' | 'session.close';

export type SessionTools = { authentication: Authentication; acts: ActStore; roles: RoleStore; clock: Clock };

export function sessionRoutes({
  authentication,
  acts,
  roles,
  clock,
}: SessionTools): Pick<RouteHandlers, SessionRoute> {
  return {
    'me.read': async ({ visitor: { accountId, name, roles } }) => ({ accountId, name, roles: [...roles] }),
    'session.open': async ({ body, visitor, setCookies }) => {
      const { accountId, name, setCookie } = await authentication.openSession(
        body.invitation,
        visitor.headers,
      );
      setCookies(setCookie);
      await acts.record({
        atMs: clock.now(),
        accountId,
        action: 'session.open',
        subject: accountId,
        detail: {},
      });
      return { accountId, name, roles: (await roles.grantsOf(accountId)).map(({ role }) => role) };
    },
    'session.close': async ({ visitor, setCookies }) => {
      setCookies(await authentication.closeSession(visitor.headers));
      const { accountId } = visitor;
      await acts.record({
        atMs: clock.now(),
        accountId,
        action: 'session.close',
        subject: accountId ?? '',
        detail: {},
      });
      return {};
    },
  };
}
