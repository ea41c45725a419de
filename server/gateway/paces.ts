import { type Request, type RequestName, requests } from '../protocol/requests.ts';
import type { Handlers } from './dispatch.ts';
import { openLimit } from './limits.ts';
import type { Caller } from './requests/caller.ts';

type AnyHandler = (caller: Caller, ...asked: unknown[]) => Promise<unknown>;

/**
 * Refuses with `too-many-requests` whoever makes a request more often than the contract lets them (EDGE-6). A person
 * has one pace on all their lines together; who has no account, one on each line.
 */
export function paced(handlers: Handlers<Caller>): Handlers<Caller> {
  const names = Object.keys(handlers) as RequestName[];
  const all = names.map((name) => [name, kept(name, handlers[name] as AnyHandler)]);
  return Object.fromEntries(all) as Handlers<Caller>;
}

function kept(name: RequestName, handler: AnyHandler): AnyHandler {
  const { perMinute }: Request = requests[name];
  if (perMinute === undefined) return handler;
  const limit = openLimit(perMinute, 60);
  return async (caller, ...asked) => {
    await limit.consume(caller.claims.accountId ?? caller.connection.id);
    return handler(caller, ...asked);
  };
}
