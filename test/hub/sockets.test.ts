import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTickets, type Tickets } from '../../server/accounts/tickets.ts';
import type { DebateHub } from '../../server/debates/hub.ts';
import type { SocketCaps } from '../../server/gateway/door.ts';
import { openSocketEdge } from '../../server/gateway/socket.ts';
import { openClock } from '../../server/platform/clock.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis } from '../../server/platform/redis.ts';
import { Line } from '../support/line.ts';
import { openRedisServer } from '../support/redis.ts';

let opened: AsyncDisposableStack;
let tickets: Tickets;

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  const server = opened.use(await openRedisServer());
  const redis = await openRedis(server.url, openLog('silent'));
  opened.defer(() => redis.close());
  tickets = openTickets(redis, openClock());
});
afterEach(() => opened.disposeAsync());

/** The socket's edge alone, behind one trusted proxy; nobody goes into a debate here. */
async function openEdge(caps: Partial<SocketCaps>): Promise<string> {
  const http = createServer();
  http.listen(0, 'localhost');
  await once(http, 'listening');
  const publicUrl = `http://localhost:${(http.address() as AddressInfo).port}`;
  const edge = openSocketEdge({
    http,
    tickets,
    stillHolds: async () => true,
    publicUrl,
    trustedProxies: 1,
    clock: openClock(),
    log: openLog('silent'),
    caps: { perAddress: 100, perAccount: 100, newPerSecond: 100, ...caps },
  });
  opened.defer(() => edge.close());
  edge.serve({} as DebateHub);
  return publicUrl;
}

type Who = { address: string; accountId?: string | null };

async function open(url: string, { address, accountId = null }: Who): Promise<Line> {
  const claims = { debateId: randomUUID(), accountId, role: 'viewer' as const };
  const place = { sessionId: null, slotId: null, grants: ['watch' as const] };
  const { ticket } = await tickets.issue({ ...claims, ...place });
  const headers = {
    origin: url,
    'x-forwarded-for': `203.0.113.${Math.floor(Math.random() * 200)}, ${address}`,
  };
  const line = await Line.open(url, ticket, headers);
  opened.defer(() => line.leave());
  return line;
}

it('EDGE-6 one address holds only so many sockets, whatever it says of itself; one that leaves makes room', async () => {
  const url = await openEdge({ perAddress: 2 });
  const here = { address: '192.0.2.1' };
  const first = await open(url, here);
  await open(url, here);
  await expect(open(url, here)).rejects.toThrow('too-many-requests');
  await open(url, { address: '192.0.2.2' });
  first.leave();
  await expect.poll(() => open(url, here).then(() => 'in', String), { timeout: 5_000 }).toBe('in');
});

it('EDGE-6 one account holds only so many sockets, from wherever it comes', async () => {
  const url = await openEdge({ perAccount: 1 });
  await open(url, { address: '192.0.2.1', accountId: 'ana' });
  const again = open(url, { address: '192.0.2.2', accountId: 'ana' });
  await expect(again).rejects.toThrow('too-many-requests');
  await open(url, { address: '192.0.2.1', accountId: 'bek' });
});

it('EDGE-6 one address opens only so many sockets in a second', async () => {
  const url = await openEdge({ newPerSecond: 3 });
  const many = Array.from({ length: 12 }, () => open(url, { address: '192.0.2.1' }));
  const settled = await Promise.allSettled(many);
  expect(settled.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  await open(url, { address: '192.0.2.2' });
});
