import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { openAuthentication } from './accounts/authentication.ts';
import { openTickets } from './accounts/tickets.ts';
import { openAudience } from './audience/heartbeats.ts';
import { openPasses } from './audience/passes.ts';
import { DebateHub } from './debates/hub.ts';
import { openApp } from './gateway/app.ts';
import type { Visitor } from './gateway/http.ts';
import { peopleRoutes } from './gateway/routes/campaign-people.ts';
import { organiserRoutes } from './gateway/routes/organiser.ts';
import { publicRoutes } from './gateway/routes/public.ts';
import { sessionRoutes } from './gateway/routes/session.ts';
import { viewerRoutes } from './gateway/routes/viewer.ts';
import { openSocketEdge } from './gateway/socket.ts';
import { MediaWorkers } from './media/workers.ts';
import { openClock } from './platform/clock.ts';
import type { ServerConfig } from './platform/config.ts';
import { openDatabase, openPool } from './platform/database.ts';
import type { Log } from './platform/log.ts';
import { openQueues } from './platform/queues.ts';
import { openRedis } from './platform/redis.ts';
import type { DebateStatus } from './protocol/campaign.ts';
import { migrateToLatest } from './store/migrate.ts';
import { openStores } from './store/stores.ts';
import type { Tables } from './store/tables.ts';

export type ServerOptions = Omit<ServerConfig, 'media'> & {
  media: Omit<ServerConfig['media'], 'workers'> & { workers: number; workerBin: string };
  /** The folder of the built pages. */
  pages: string;
};

const watchable: readonly DebateStatus[] = ['lobby', 'live'];

export type RunningServer = { port: number; close(): Promise<void> };

/** Opens the whole server, or nothing of it. */
export async function openServer(options: ServerOptions, log: Log): Promise<RunningServer> {
  const opening = new AsyncDisposableStack();
  try {
    return await open(options, log, opening);
  } catch (error) {
    await opening.disposeAsync();
    throw error;
  }
}

async function open(options: ServerOptions, log: Log, opening: AsyncDisposableStack): Promise<RunningServer> {
  const { publicUrl, secret } = options;
  const clock = openClock();
  const pool = openPool(options.databaseUrl, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const stores = openStores(database);
  const redis = await openRedis(options.redisUrl, log);
  opening.defer(() => redis.close());
  const queues = openQueues(redis);
  opening.defer(() => queues.close());
  const workers = await MediaWorkers.open({ ...options.media, count: options.media.workers, log, clock });
  opening.defer(() => workers.close());

  const authentication = openAuthentication({ pool, secret, baseUrl: publicUrl, log });
  const tickets = openTickets(redis, clock);
  const audience = openAudience({
    redis,
    secret,
    clock,
    isOpen: async (debateId) => watchable.includes((await stores.debates.card(debateId)).status),
  });
  const passes = openPasses(secret);
  const tools = { stores, authentication, tickets, audience, passes, clock, publicUrl };
  const handlers = {
    ...publicRoutes(tools),
    ...sessionRoutes({ ...tools, acts: stores.acts, roles: stores.roles }),
    ...viewerRoutes({ ...tools, debates: stores.debates }),
    ...peopleRoutes(tools),
    ...organiserRoutes(tools),
  };
  const visitorOf = async (headers: Headers): Promise<Visitor> => {
    const session = await authentication.sessionOf(headers);
    const roles = session ? (await stores.roles.grantsOf(session.accountId)).map(({ role }) => role) : [];
    return { accountId: session?.accountId ?? null, name: session?.name ?? null, roles, headers };
  };
  const readiness = async () => ({
    database: await works(() => sql`select 1`.execute(database), log),
    redis: await works(() => redis.ping(), log),
    media: await works(async () => workers.place(), log),
  });
  const app = openApp(handlers, { ...options, log, visitorOf, readiness });

  const http = createServer(app);
  const socket = openSocketEdge({ http, tickets, publicUrl, clock, log });
  opening.defer(() => socket.close());
  const { evidence, heartbeats, debates } = stores;
  const hub = await DebateHub.open({
    clock,
    log,
    workers,
    queues,
    evidence,
    heartbeats,
    debates,
    announce: socket.announce,
  });
  opening.defer(() => hub.close());
  socket.serve(hub);
  http.listen(options.port, options.host);
  await once(http, 'listening');
  const resources = opening.move();
  let closing: Promise<void> | undefined;
  return {
    port: (http.address() as AddressInfo).port,
    close: () => {
      closing ??= resources.disposeAsync();
      return closing;
    },
  };
}

async function works(check: () => Promise<unknown>, log: Log): Promise<boolean> {
  try {
    await check();
    return true;
  } catch (error) {
    log.warn({ err: error }, 'readiness.part-down');
    return false;
  }
}
