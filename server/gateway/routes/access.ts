import type { Revocations } from '../../accounts/revocation.ts';
import { isWatchedBy, type Watcher } from '../../accounts/roles.ts';
import type { Clock } from '../../platform/clock.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Access, NewRevocation } from '../../protocol/sign-in.ts';
import type { AccessStore } from '../../store/access.ts';
import type { ActStore } from '../../store/acts.ts';
import type { SignInStore } from '../../store/sign-ins.ts';
import type { RouteHandlers, Visitor } from '../http.ts';

type AccessRoute = `${Watcher}.${'access' | 'revoke' | 'restore'}`;

export type AccessTools = {
  revocations: Revocations;
  access: AccessStore;
  signIns: SignInStore;
  acts: ActStore;
  clock: Clock;
};

type Asked<B> = { visitor: Visitor; body: B };
type Acting = { watcher: Watcher; by: string };

/** Who watches over whose access: an organiser over candidates and moderators, the committee over organisers too. */
export function accessRoutes(tools: AccessTools): Pick<RouteHandlers, AccessRoute> {
  const by = (accountId: string | null, watcher: Watcher): Acting => ({ watcher, by: accountId as string });
  const revoke = (watcher: Watcher) => (call: Asked<NewRevocation>) =>
    revokeAs(tools, by(call.visitor.accountId, watcher), call.body);
  const restore = (watcher: Watcher) => (call: Asked<{ accountId: string }>) =>
    restoreAs(tools, by(call.visitor.accountId, watcher), call.body.accountId);
  return {
    'organiser.access': () => read(tools, 'organiser'),
    'committee.access': () => read(tools, 'committee'),
    'organiser.revoke': revoke('organiser'),
    'committee.revoke': revoke('committee'),
    'organiser.restore': restore('organiser'),
    'committee.restore': restore('committee'),
  };
}

async function read({ access, signIns }: AccessTools, watcher: Watcher): Promise<Access> {
  const people = (await access.people()).filter(({ roles }) => isWatchedBy(watcher, roles));
  return { people, signIns: await signIns.among(people.map(({ accountId }) => accountId)) };
}

async function assertWatched({ access }: AccessTools, acting: Acting, accountId: string): Promise<void> {
  const found = await access.find(accountId);
  if (found === null) throw new Refusal('not-found', 'account');
  if (acting.by === accountId) throw new Refusal('not-allowed', 'their own');
  if (!isWatchedBy(acting.watcher, found.roles)) throw new Refusal('not-allowed', 'not theirs to watch over');
}

async function revokeAs(tools: AccessTools, acting: Acting, taking: NewRevocation) {
  await assertWatched(tools, acting, taking.accountId);
  await tools.revocations.revoke({ ...taking, by: acting.by });
  await note(tools, acting, { action: 'access.revoke', ...taking });
  return {};
}

async function restoreAs(tools: AccessTools, acting: Acting, accountId: string) {
  await assertWatched(tools, acting, accountId);
  await tools.revocations.restore(accountId);
  await note(tools, acting, { action: 'access.restore', accountId });
  return {};
}

async function note(
  { acts, clock }: AccessTools,
  { by }: Acting,
  { action, accountId, ...detail }: { action: string; accountId: string },
): Promise<void> {
  await acts.record({ atMs: clock.now(), accountId: by, action, subject: accountId, detail });
}
