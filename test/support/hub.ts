import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { mediaWorkerPath } from '../../scripts/media-worker/path.mjs';
import { type Authentication, openAuthentication } from '../../server/accounts/authentication.ts';
import type { OidcSettings } from '../../server/accounts/oidc.ts';
import { openClock } from '../../server/platform/clock.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openServer, type RunningServer } from '../../server/server.ts';
import { migrateToLatest } from '../../server/store/migrate.ts';
import { seedCampaign } from '../../server/store/seed.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { addPasskey, type SoftPasskey, showAgain } from './passkey.ts';
import { openEmbeddedDatabase } from './pglite.ts';
import { openRedisServer } from './redis.ts';
import { keyFolder } from './signing.ts';

export type TestHub = {
  url: string;
  stores: Stores;
  authentication: Authentication;
  debateId: string;
  /** Accounts by part in the first debate: the candidates in the order drawn. */
  candidates: { accountId: string; slotId: string }[];
  moderatorId: string;
  accountOf(role: 'committee' | 'observer' | 'organiser'): Promise<string>;
  /** Signs in as this account over HTTP and returns the cookie. */
  signIn(accountId: string): Promise<string>;
  /** The same, and with a passkey shown a moment ago: this cookie may decide for five minutes. */
  signInFresh(accountId: string): Promise<string>;
  server: RunningServer;
  /** The processes of the database and of Redis, to be stopped and let go on. */
  databasePid: number;
  redisPid: number;
  /** Where workers find what this server works on. */
  ground: { databaseUrl: string; redisUrl: string; signingKeyFile: string; checkpointFile: string };
  /** One more server on the same database and Redis, at an address of its own. */
  startAnother(): Promise<{ url: string; close(): Promise<void> }>;
  [Symbol.asyncDispose](): Promise<void>;
};

export const hubSecret = 'a secret for tests that is long enough';
const secret = hubSecret;

/** Where the hub at this address lets people show who they are instead. */
const noProvider = async (_url: string): Promise<OidcSettings | undefined> => undefined;

const builtPages = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** A whole server on a free port, with a real Redis, the embedded database, and a campaign with one debate. */
export async function openTestHub(
  change: (seed: Seed) => Seed = (seed) => seed,
  { mediaWorkers = 1, pages = builtPages, oidcFor = noProvider } = {},
): Promise<TestHub> {
  const opened = new AsyncDisposableStack();
  const log = openLog(process.env.LOG_LEVEL ?? 'silent');
  const redis = opened.use(await openRedisServer());
  const embedded = opened.use(await openEmbeddedDatabase());
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const pool = openPool(embedded.url, log);
  opened.defer(() => pool.end());
  const database = openDatabase<Tables>(pool);
  await migrateToLatest(database);
  const stores = openStores(database);
  const clock = openClock();
  const authentication = openAuthentication({ pool, secret, baseUrl: url, clock });
  const file = new URL('../../server/embedded/campaigns/demo.json', import.meta.url);
  const seed = change(Seed.parse(JSON.parse(await readFile(file, 'utf8'))));
  await seedCampaign({ stores, seed, createAccount: authentication.createAccount, nowMs: clock.now() });
  const { signingKeyFile, checkpointFile } = keyFolder();
  const oidc = await oidcFor(url);
  const startServer = (at: number) =>
    openServer(
      {
        databaseUrl: embedded.url,
        redisUrl: redis.url,
        signingKeyFile,
        checkpointFile,
        secret,
        publicUrl: `http://localhost:${at}`,
        port: at,
        host: 'localhost',
        logLevel: 'silent',
        trustedProxies: 0,
        pages,
        oidc,
        media: {
          workers: mediaWorkers,
          workerBin: mediaWorkerPath(),
          firstPort: 0,
          listenAddress: '127.0.0.1',
          announcedAddress: undefined,
        },
      },
      log,
    );
  const server = await startServer(port);
  opened.defer(() => server.close());
  const campaign = await stores.campaigns.currentCampaign();
  const [card] = await stores.debates.list(campaign.id);
  if (card === undefined) throw new Error('the seed has no debate');
  const home = await stores.debates.homeRecord(card.id);
  const accountOfSlot = new Map(
    Object.entries(home.slotOfAccount).map(([accountId, slotId]) => [slotId, accountId]),
  );
  const passkeys = new Map<string, SoftPasskey>();
  const signInAs = async (accountId: string) => signIn(url, (await authentication.invite(accountId)).token);
  return {
    url,
    server,
    databasePid: embedded.pid,
    redisPid: redis.pid,
    ground: { databaseUrl: embedded.url, redisUrl: redis.url, signingKeyFile, checkpointFile },
    startAnother: async () => {
      const at = await freePort();
      const another = await startServer(at);
      opened.defer(() => another.close());
      return { url: `http://localhost:${at}`, close: () => another.close() };
    },
    stores,
    authentication,
    debateId: card.id,
    candidates: home.lineup.map(({ id }) => ({ slotId: id, accountId: accountOfSlot.get(id) as string })),
    moderatorId: home.moderatorIds[0] as string,
    accountOf: async (role) => (await stores.roles.accountsWith(campaign.id, role))[0]?.accountId as string,
    signIn: signInAs,
    signInFresh: async (accountId) => {
      const cookie = await signInAs(accountId);
      const passkey = passkeys.get(accountId) ?? (await addPasskey(url, cookie));
      passkeys.set(accountId, passkey);
      await showAgain(url, cookie, passkey);
      return cookie;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Opens a session with an invitation, as the page does. */
export async function signIn(url: string, invitation: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ invitation }),
  });
  if (!response.ok) throw new Error(`sign-in refused: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
