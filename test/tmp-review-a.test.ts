import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { mediaWorkerPath } from '../scripts/media-worker/path.mjs';
import { openLog } from '../server/platform/log.ts';
import { openServer } from '../server/server.ts';
import { openTestHub } from './support/hub.ts';
import { Line, ticketFor } from './support/line.ts';

const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
const timed = async (p: Promise<unknown>, ms: number) => {
  const t = performance.now();
  const r = await Promise.race([
    p.then(
      (v) => ({ v }),
      (e) => ({ e: String(e) }),
    ),
    sleep(ms).then(() => 'HANG'),
  ]);
  return [r, Math.round(performance.now() - t)];
};
function kids(name: string): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((l) => l.trim().split(/\s+/))
    .filter(([, pp, ...a]) => Number(pp) === process.pid && a.join(' ').includes(name))
    .map(([p]) => Number(p));
}
const say = (...a: unknown[]) =>
  process.stderr.write(`REVIEW ${a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ')}\n`);

it('doors', async () => {
  const hub = await openTestHub((seed) => ({ ...seed, ruleSet: { ...seed.ruleSet, witnessesNeeded: 1 } }));
  try {
    // stack in 404
    const a = await fetch(`${hub.url}/assets/nope.js`);
    say('assets', a.status, (await a.text()).slice(0, 300));
    const b = await fetch(`${hub.url}/%E0%A4%A`);
    say('uri', b.status, (await b.text()).slice(0, 300));
    // organiser invites committee
    const organiser = await hub.signIn(await hub.accountOf('organiser'));
    const committee = await hub.accountOf('committee');
    const inv = await fetch(`${hub.url}/api/organiser/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url, cookie: organiser },
      body: JSON.stringify({ accountId: committee }),
    });
    const link = (await inv.json()) as { link: string };
    const s = await fetch(`${hub.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url },
      body: JSON.stringify({ invitation: link.link.split('#')[1] }),
    });
    say('organiser as committee', s.status, await s.json());
    const doc = (await (await fetch(`${hub.url}/api/openapi.json`)).json()) as any;
    say('openapi cookie', doc.components.securitySchemes, 'real', organiser.slice(0, 30));
    // parallel enters
    const cand = hub.candidates[0]!;
    const cookie = await hub.signIn(cand.accountId);
    const line = await Line.open(hub.url, await ticketFor(hub, 'candidate', cookie));
    let why = '';
    line.socket.on('disconnect', (r) => {
      why = r;
    });
    const both = await Promise.all([
      timed(line.ask('debate.enter', {}), 3000),
      timed(line.ask('debate.enter', {}), 3000),
    ]);
    await sleep(300);
    say(
      'parallel enter',
      both.map((x) => JSON.stringify(x).slice(0, 60)),
      why,
    );
    // NAT bucket: 120 posts from one address then session.open
    const post = (path: string, body: unknown) =>
      fetch(`${hub.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: hub.url },
        body: JSON.stringify(body),
      });
    let n = 0;
    for (; n < 130; n++) {
      const r = await post('/api/viewers/pass', {});
      if (r.status === 429) break;
    }
    const { token } = await hub.authentication.invite(cand.accountId);
    const r = await post('/api/session', { invitation: token });
    say('after', n, 'viewer posts, sign-in from the same address:', r.status, await r.json());
  } finally {
    await hub[Symbol.asyncDispose]();
  }
}, 60000);

it('EADDRINUSE', async () => {
  const hub = await openTestHub();
  try {
    const port = Number(new URL(hub.url).port);
    const { openEmbeddedDatabase } = await import('./support/pglite.ts');
    const { openRedisServer } = await import('./support/redis.ts');
    const db = await openEmbeddedDatabase();
    const redis = await openRedisServer();
    try {
      await openServer(
        {
          databaseUrl: db.url,
          redisUrl: redis.url,
          secret: 'x'.repeat(40),
          publicUrl: hub.url,
          port,
          host: 'localhost',
          logLevel: 'silent',
          trustedProxies: 0,
          pages: 'dist/client',
          media: {
            workers: 1,
            workerBin: mediaWorkerPath(),
            firstPort: 0,
            listenAddress: '127.0.0.1',
            announcedAddress: undefined,
          },
        },
        openLog('silent'),
      );
    } catch (e: any) {
      say('EADDRINUSE ->', e?.name, e?.code, e?.message);
    }
    await db.close();
    await redis.close();
  } finally {
    await hub[Symbol.asyncDispose]();
  }
}, 60000);

it('redis away', async () => {
  const hub = await openTestHub((seed) => ({
    ...seed,
    ruleSet: { ...seed.ruleSet, witnessesNeeded: 1 },
    formats: seed.formats.map((f) => ({ ...f, phases: f.phases.map((p) => ({ ...p, turnMs: 4000 })) })),
  }));
  try {
    const mcookie = await hub.signIn(hub.moderatorId);
    const m = await Line.join(hub, 'moderator', mcookie);
    await m.ask('debate.start', {});
    const [pid] = kids('redis-server');
    process.kill(pid!, 'SIGKILL');
    await sleep(500);
    say(
      'give with redis dead',
      await timed(m.ask('floor.give', { slotId: hub.candidates[0]!.slotId }), 3000),
    );
    say(
      'readyz',
      await timed(
        fetch(`${hub.url}/readyz`).then(async (r) => [r.status, await r.text()]),
        8000,
      ),
    );
    say('ticket', await timed(ticketFor(hub, 'moderator', mcookie), 8000));
    say(
      'debates',
      await timed(
        fetch(`${hub.url}/api/debates`).then(async (r) => [r.status]),
        5000,
      ),
    );
    say('end', JSON.stringify(await timed(m.ask('debate.end', {}), 5000)));
    say('close', await timed(hub.server.close(), 9000));
  } finally {
    await timed(hub[Symbol.asyncDispose](), 3000);
  }
}, 90000);
