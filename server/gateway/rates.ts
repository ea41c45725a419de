import { type RouteName, routes } from '../protocol/routes.ts';
import { openLimit } from './limits.ts';

/** How often a minute. A whole school can stand behind one address: there must be room for a thousand pages. */
export type Pace = {
  /** One address prefix, all routes but the heartbeat together, before it is looked up who asks. */
  arrivals: number;
  /** One account, or one address prefix without an account, by route; the rest by its method. */
  calls: Partial<Record<RouteName, number>>;
};

const heartbeat: RouteName = 'heartbeat.send';
const otherwise = { get: 600, post: 120, delete: 120 } as const;

const usualPace: Pace = {
  arrivals: 12_000,
  calls: {
    'session.open': 60,
    'ticket.issue': 2_000,
    'attachment.bring': 20,
    'attachment.read': 120,
    'pass.issue': 1_000,
    'question.put': 30,
    'debate.bundle': 60,
    'question.vote': 2_000,
    'questions.list': 8_000,
    [heartbeat]: 8_000,
    'debates.list': 4_000,
    'debate.read': 4_000,
    'campaign.read': 4_000,
    'me.read': 4_000,
  },
};

/** Both refuse with `too-many-requests` (EDGE-6). */
export type Rates = {
  /** Costs neither a session nor a query: a flood ends here. */
  arrive(name: RouteName, prefix: string): Promise<void>;
  call(name: RouteName, caller: string): Promise<void>;
};

/** One limit per route, so that nobody's heartbeats use up a neighbour's sign-in. */
export function openRates({ arrivals, calls }: Pace = usualPace): Rates {
  const perMinute = (name: RouteName) => openLimit(calls[name] ?? otherwise[routes[name].method], 60);
  const limits = Object.fromEntries(
    (Object.keys(routes) as RouteName[]).map((name) => [name, perMinute(name)]),
  ) as Record<RouteName, ReturnType<typeof openLimit>>;
  const [heartbeats, others] = [perMinute(heartbeat), openLimit(arrivals, 60)];
  return {
    arrive: (name, prefix) => (name === heartbeat ? heartbeats : others).consume(prefix),
    call: (name, caller) => limits[name].consume(caller),
  };
}
