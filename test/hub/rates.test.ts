import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerFailures } from '../../server/gateway/failures.ts';
import { type RouteHandlers, serveRoutes, type Visitor } from '../../server/gateway/http.ts';
import { openRates } from '../../server/gateway/rates.ts';
import { openLog } from '../../server/platform/log.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

const log = openLog('silent');
const handlers = {
  'me.read': async ({ visitor }) => ({ accountId: visitor.accountId, name: null, roles: [] }),
  'debates.list': async () => ({ debates: [] }),
  'heartbeat.send': async () => ({ viewersNow: 1 }),
} as Partial<RouteHandlers> as RouteHandlers;

describe('over HTTP', () => {
  let server: Server;
  let url: string;
  let looks: number;

  /** A door with a small pace behind one trusted proxy; the sessions it looks up are counted. */
  beforeEach(async () => {
    looks = 0;
    const app = express();
    const visitorOf = async (headers: Headers): Promise<Visitor> => {
      looks += 1;
      return { accountId: headers.get('cookie'), sessionId: null, name: null, roles: [], headers };
    };
    const rates = openRates({ arrivals: 4, calls: { 'me.read': 2, 'heartbeat.send': 3 } });
    const publicUrl = 'http://hub.example';
    const isFresh = async () => false;
    serveRoutes(app, handlers, { publicUrl, trustedProxies: 1, log, rates, visitorOf, isFresh });
    app.use(answerFailures(log));
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  type From = { address?: string; cookie?: string };

  async function get(path: string, { address = '192.0.2.1', cookie }: From = {}): Promise<number> {
    const headers = { 'x-forwarded-for': `203.0.113.66, ${address}`, ...(cookie && { cookie }) };
    return (await fetch(url + path, { headers })).status;
  }

  async function beat(): Promise<number> {
    const headers = {
      'content-type': 'application/json',
      origin: 'http://hub.example',
      'x-forwarded-for': '192.0.2.1',
    };
    const body = JSON.stringify({ pass: 'x'.repeat(30), debateId: crypto.randomUUID(), isPlaying: true });
    return (await fetch(`${url}/api/viewers/heartbeat`, { method: 'POST', headers, body })).status;
  }

  it('EDGE-6 a flood from one address is refused before a session is looked up, and a neighbour is not', async () => {
    const statuses = [];
    for (let call = 0; call < 8; call += 1) statuses.push(await get('/api/debates'));
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
    expect(looks).toBe(4);
    expect(await get('/api/debates', { address: '192.0.2.2' })).toBe(200);
  });

  it('EDGE-6 each account has its own rate of a route, behind one address too', async () => {
    const callers = ['ana', 'ana', 'ana', 'bek'];
    const statuses = [];
    for (const cookie of callers) statuses.push(await get('/api/me', { cookie }));
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  it('EDGE-6 heartbeats have their own rate, and leave the other one alone', async () => {
    const statuses = [];
    for (let beats = 0; beats < 4; beats += 1) statuses.push(await beat());
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(looks).toBe(3);
    expect(await get('/api/debates')).toBe(200);
  });
});

describe('on the sockets of a debate', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const join = async (place: number) =>
    Line.join(hub, 'candidate', await hub.signIn(hub.candidates[place]?.accountId as string));
  const hands = async () =>
    (await hub.stores.evidence.read(hub.debateId)).filter(({ kind }) => kind === 'hand.raised').length;

  it('EDGE-6 a candidate raises their hand twelve times a minute, also from a new line; another one is free to', async () => {
    using moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    using restless = await join(0);
    using other = await join(1);
    expect(await moderator.ask('debate.start', {})).toMatchObject({ ok: true });
    for (let time = 0; time < 12; time += 1) {
      expect(await restless.ask('hand.raise', {})).toMatchObject({ ok: true });
      expect(await restless.ask('hand.lower', {})).toMatchObject({ ok: true });
    }
    expect(await restless.ask('hand.raise', {})).toMatchObject({ code: 'too-many-requests' });
    using again = await join(0);
    expect(await again.ask('hand.raise', {})).toMatchObject({ code: 'too-many-requests' });
    expect(await hands()).toBe(12);
    expect(await again.ask('floor.yield', {})).toMatchObject({ code: 'no-floor' });
    expect(await other.ask('hand.raise', {})).toMatchObject({ ok: true });
  });

  it('EDGE-6 what cannot be read costs nothing of a pace', async () => {
    using line = await join(2);
    const unread = { name: 'hand.raise', input: { kind: 'shout' } };
    for (let time = 0; time < 15; time += 1)
      expect(await line.say({ id: randomUUID(), ...unread })).toMatchObject({ code: 'bad-input' });
    expect(await line.ask('hand.raise', {})).toMatchObject({ ok: true });
  });

  it('EDGE-6 viewers have no account, and each line its own pace', async () => {
    using line = await Line.join(hub, 'viewer');
    using neighbour = await Line.join(hub, 'viewer');
    const replies = await Promise.all(Array.from({ length: 32 }, () => line.ask('debate.enter', {})));
    const refused = replies.filter((reply) => !reply.ok && reply.code === 'too-many-requests');
    expect([replies.filter(({ ok }) => ok).length, refused.length]).toEqual([29, 3]);
    expect(await neighbour.ask('debate.enter', {})).toMatchObject({ ok: true });
  });
});
