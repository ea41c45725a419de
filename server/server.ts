import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import type { Express } from 'express';
import { sql } from 'kysely';
import { openAuthentication } from './accounts/authentication.ts';
import type { OidcSettings } from './accounts/oidc.ts';
import { concerns, watchRevocations } from './accounts/revocation.ts';
import { openSignIn } from './accounts/sign-in.ts';
import { openTickets } from './accounts/tickets.ts';
import { openAudience } from './audience/heartbeats.ts';
import { openPasses } from './audience/passes.ts';
import { openQuestionBox } from './audience/question-box.ts';
import { DebateHub } from './debates/hub.ts';
import { Leases } from './debates/leases.ts';
import { openApp } from './gateway/app.ts';
import type { Visitor } from './gateway/http.ts';
import { openRates } from './gateway/rates.ts';
import { accessRoutes } from './gateway/routes/access.ts';
import { accountRoutes } from './gateway/routes/account.ts';
import { attachmentRoutes } from './gateway/routes/attachments.ts';
import { calendarRoutes } from './gateway/routes/calendars.ts';
import { peopleRoutes } from './gateway/routes/campaign-people.ts';
import { caseRoutes } from './gateway/routes/cases.ts';
import { complaintRoutes } from './gateway/routes/complaints.ts';
import { dutyRoutes } from './gateway/routes/duties.ts';
import { exportRoutes } from './gateway/routes/exports.ts';
import { formatRoutes } from './gateway/routes/formats.ts';
import { judgementRoutes } from './gateway/routes/judgements.ts';
import { noticeRoutes } from './gateway/routes/notices.ts';
import { organiserRoutes } from './gateway/routes/organiser.ts';
import { publicRoutes } from './gateway/routes/public.ts';
import { questionRoutes } from './gateway/routes/questions.ts';
import { recordsRoutes } from './gateway/routes/records.ts';
import { sessionRoutes } from './gateway/routes/session.ts';
import { signInRoutes } from './gateway/routes/sign-in.ts';
import { viewerRoutes } from './gateway/routes/viewer.ts';
import { whatIfRoutes } from './gateway/routes/what-if.ts';
import { openSocketEdge, type SocketEdge } from './gateway/socket.ts';
import { MediaWorkers } from './media/workers.ts';
import { openClock } from './platform/clock.ts';
import { type ServerConfig, taken } from './platform/config.ts';
import { openDatabase, openPool } from './platform/database.ts';
import type { Log } from './platform/log.ts';
import { openQueues } from './platform/queues.ts';
import { openRedis } from './platform/redis.ts';
import { within } from './platform/within.ts';
import type { DebateStatus } from './protocol/campaign.ts';
import { migrateAt } from './store/migrate.ts';
import { openRecords } from './store/open-records.ts';
import { ProcessRecord } from './store/process-record.ts';
import { openStores } from './store/stores.ts';
import type { Tables } from './store/tables.ts';

export type ServerOptions = Omit<ServerConfig, 'media'> & {
  media: Omit<ServerConfig['media'], 'workers'> & { workers: number; workerBin: string };
  /** The folder of the built pages. */
  pages: string;
  oidc?: OidcSettings | undefined;
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
  let isServing = false;
  const ground = { ...(await openGround(options, log, opening)), isServing: () => isServing };
  const http = createServer(openHttpEdge(options, log, ground));
  const { clock, stores, redis, queues, workers, tickets, signIn } = ground;
  const { publicUrl, trustedProxies } = options;
  const { stillHolds } = signIn;
  const socket = openSocketEdge({ http, tickets, stillHolds, publicUrl, trustedProxies, clock, log });
  opening.defer(() => socket.close());
  await listen(http, options);
  const { port } = http.address() as AddressInfo;
  // Only one process can listen here: who starts with this name is the one that had it before, come back.
  const leases = new Leases({ redis, clock, heartbeats: stores.heartbeats, server: `${hostname()}:${port}` });
  const hub = await DebateHub.open({
    ...stores,
    clock,
    log,
    workers,
    queues,
    leases,
    announce: socket.announce,
    key: ground.key,
    random: (values) => randomInt(values),
  });
  opening.defer(() => hub.close());
  await shutRevoked(opening, { ground, socket, hub, log });
  socket.serve(hub);
  isServing = true;
  return running(port, opening.move());
}

type Shutting = { ground: Ground; socket: SocketEdge; hub: DebateHub; log: Log };

/** SIGN-5: whose access is taken away, on whichever server, is silent and gone here too. */
async function shutRevoked(opening: AsyncDisposableStack, { ground, socket, hub, log }: Shutting) {
  const watch = await watchRevocations({
    revocations: ground.stores.revocations,
    redis: ground.redis,
    log,
    onRevoked: (revocation) => {
      void hub.shut((claims) => concerns(revocation, claims));
      socket.shut((claims) => concerns(revocation, claims));
    },
  });
  opening.defer(() => watch.close());
}

async function listen(http: Server, { port, host }: ServerOptions): Promise<void> {
  try {
    http.listen(port, host);
    await once(http, 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? taken('PORT', port) : error;
  }
}

function running(port: number, resources: AsyncDisposableStack): RunningServer {
  let closing: Promise<void> | undefined;
  return {
    port,
    close: () => {
      closing ??= resources.disposeAsync();
      return closing;
    },
  };
}

/** What every edge stands on; each part is given back by `opening`. */
async function openGround(options: ServerOptions, log: Log, opening: AsyncDisposableStack) {
  const { publicUrl, secret, databaseUrl, redisUrl, media } = options;
  const clock = openClock();
  await migrateAt(databaseUrl, log);
  const pool = openPool(databaseUrl, log);
  opening.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  const stores = openStores(database);
  const signing = await openRecords(options, { database, clock, log });
  const redis = await openRedis(redisUrl, log);
  opening.defer(() => redis.close());
  const queues = openQueues(redis);
  opening.defer(() => queues.close());
  const name = `${hostname()}:${options.port}`;
  const { campaignLog } = signing;
  const record = ProcessRecord.open({ process: 'server', name, campaignLog, ...stores, clock, log });
  opening.use(record);
  const onDied = (fromMs: number) => record.mediaWorkerDied(fromMs);
  const workers = await MediaWorkers.open({ ...media, count: media.workers, log, clock, onDied });
  opening.defer(() => workers.close());
  const authentication = openAuthentication({ pool, secret, baseUrl: publicUrl, clock, log });
  const tickets = openTickets(redis, clock);
  const signIn = openSignIn({
    stores,
    redis,
    clock,
    log,
    authentication,
    publicUrl,
    oidcSettings: options.oidc,
  });
  return { clock, database, stores, redis, queues, workers, authentication, tickets, signIn, ...signing };
}

/** `isServing`: the open debates are taken up, and people are let in. */
type Ground = Awaited<ReturnType<typeof openGround>> & { isServing(): boolean };

function openHttpEdge(options: ServerOptions, log: Log, ground: Ground): Express {
  const { publicUrl, secret } = options;
  const { stores, redis, clock, authentication, signIn } = ground;
  const { debates } = stores;
  const isOpen = async (debateId: string) => watchable.includes((await debates.card(debateId)).status);
  const audience = openAudience({ redis, secret, clock, isOpen });
  const questionBox = openQuestionBox({ stores, secret, clock });
  const tools = { ...ground, ...stores, audience, questionBox, passes: openPasses(secret), publicUrl, log };
  const signInTools = { ...tools, ...signIn };
  const handlers = {
    ...publicRoutes(tools),
    ...sessionRoutes(signInTools),
    ...signInRoutes(signInTools),
    ...accountRoutes(signInTools),
    ...accessRoutes(signInTools),
    ...viewerRoutes(tools),
    ...questionRoutes(tools),
    ...calendarRoutes({ ...tools, secret }),
    ...whatIfRoutes(tools),
    ...exportRoutes(tools),
    ...peopleRoutes(tools),
    ...organiserRoutes(tools),
    ...formatRoutes(tools),
    ...caseRoutes(tools),
    ...complaintRoutes(tools),
    ...noticeRoutes(tools),
    ...dutyRoutes(tools),
    ...judgementRoutes(tools),
    ...attachmentRoutes(tools),
    ...recordsRoutes(tools),
    ...judgementRoutes(tools),
    ...attachmentRoutes(tools),
  };
  const visitorOf = async (headers: Headers): Promise<Visitor> => {
    const session = await authentication.sessionOf(headers);
    const grants = session === null ? [] : await stores.roles.grantsOf(session.accountId);
    const { accountId = null, name = null, sessionId = null } = session ?? {};
    return { accountId, sessionId, name, roles: grants.map(({ role }) => role), headers };
  };
  const { isFresh } = signIn;
  const readiness = () => readinessOf(ground, log);
  return openApp(handlers, { ...options, log, visitorOf, isFresh, readiness, rates: openRates() });
}

/** Whoever asks whether we are ready gives up soon, and must learn which part it is that hangs. */
const readyWithinMs = 1_500;

async function readinessOf(ground: Ground, log: Log): Promise<Record<string, boolean>> {
  const { database, redis, workers, isServing } = ground;
  const checks: Record<string, () => Promise<unknown>> = {
    database: () => sql`select 1`.execute(database),
    // A full one still answers a ping, and takes no ticket any more.
    redis: () => redis.set('hub:readiness', '', { expiration: { type: 'PX', value: readyWithinMs } }),
    media: async () => workers.place(),
  };
  const answers = Object.entries(checks).map(async ([part, check]) => [part, await works(part, check, log)]);
  return { ...Object.fromEntries(await Promise.all(answers)), debates: isServing() };
}

async function works(part: string, check: () => Promise<unknown>, log: Log): Promise<boolean> {
  try {
    await within(readyWithinMs, check());
    return true;
  } catch (error) {
    log.warn({ err: error, part }, 'readiness.part-down');
    return false;
  }
}
