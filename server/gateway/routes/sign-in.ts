import type { OpenedSession } from '../../accounts/authentication.ts';
import type { Entrance } from '../../accounts/entrance.ts';
import type { Oidc } from '../../accounts/oidc.ts';
import type { Passkeys } from '../../accounts/passkeys.ts';
import type { FreshUntil } from '../../accounts/standing.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Me } from '../../protocol/http.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { ActStore } from '../../store/acts.ts';
import type { RoleStore } from '../../store/roles.ts';
import type { RouteHandlers, Visitor } from '../http.ts';
import { personOf } from './person.ts';

type SignInRoute =
  | 'session.open'
  | 'sign-in.ways'
  | 'sign-in.begin'
  | 'sign-in.finish'
  | 'sign-in.begin-again'
  | 'sign-in.again'
  | 'oidc.begin'
  | 'oidc.finish';

export type SignInTools = {
  entrance: Entrance;
  proofs: Passkeys;
  oidc: Oidc | null;
  freshUntil: FreshUntil;
  acts: ActStore;
  roles: RoleStore;
  clock: Clock;
};

type Arriving = { visitor: Visitor; addressPrefix: string; setCookies(cookies: readonly string[]): void };

export function signInRoutes(tools: SignInTools): Pick<RouteHandlers, SignInRoute> {
  const { entrance, proofs, oidc, freshUntil } = tools;
  const visitOf = ({ visitor: { headers }, addressPrefix }: Arriving) => ({ headers, addressPrefix });
  const person = (visitor: Visitor) => personOf(visitor, freshUntil);
  const welcomed = async (call: Arriving, opened: OpenedSession): Promise<Me> => {
    call.setCookies(opened.setCookie);
    return welcome(tools, opened);
  };
  return {
    'session.open': async (call) =>
      welcomed(call, await entrance.byInvitation(call.body.invitation, visitOf(call))),
    'sign-in.ways': async () => ({ oidc: oidc !== null }),
    'sign-in.begin': () => proofs.beginSignIn(),
    'sign-in.finish': async (call) =>
      welcomed(call, await entrance.byPasskey(call.body.credential, visitOf(call))),
    'sign-in.begin-again': async ({ visitor }) => proofs.beginAgain(await person(visitor)),
    'sign-in.again': async (call) => {
      const shown = call.body.credential;
      return { freshUntilMs: await entrance.again(await person(call.visitor), shown, visitOf(call)) };
    },
    'oidc.begin': async ({ setCookies }) => {
      if (oidc === null) throw new Refusal('not-found', 'no provider is set');
      const { url, setCookie } = await oidc.begin();
      setCookies([setCookie]);
      return { url };
    },
    'oidc.finish': async (call) => welcomed(call, await entrance.byOidc(call.body.answer, visitOf(call))),
  };
}

async function welcome({ acts, roles, clock }: SignInTools, { accountId, name }: OpenedSession): Promise<Me> {
  const opening = { action: 'session.open', subject: accountId, detail: {} };
  await acts.record({ atMs: clock.now(), accountId, ...opening });
  return { accountId, name, roles: (await roles.grantsOf(accountId)).map(({ role }) => role) };
}
