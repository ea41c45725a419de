import { type RouteName, routes } from '../protocol/routes.ts';
import { type Limit, openLimit } from './limits.ts';

/**
 * How often one account, or one address prefix without an account, may call a route in a minute. A whole school can
 * stand behind one address: what every viewer's page does must leave room for a thousand of them.
 */
const perMinute: Partial<Record<RouteName, number>> = {
  'session.open': 60,
  'ticket.issue': 2_000,
  'pass.issue': 1_000,
  'heartbeat.send': 8_000,
  'debates.list': 4_000,
  'debate.read': 4_000,
  'campaign.read': 4_000,
  'me.read': 4_000,
};

const otherwise = { get: 600, post: 120, delete: 120 } as const;

/** One limit per route, so that nobody's heartbeats use up a neighbour's sign-in. */
export function openLimits(): (name: RouteName) => Limit {
  const limits = new Map(
    (Object.keys(routes) as RouteName[]).map((name) => [
      name,
      openLimit(perMinute[name] ?? otherwise[routes[name].method], 60),
    ]),
  );
  return (name) => limits.get(name) as Limit;
}
