import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../server/protocol/refusals.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';

describe('the doors of the hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('JOIN-1 a ticket opens one socket, and no second one', async () => {
    const ticket = await ticketFor(hub, 'viewer');
    using line = await Line.open(hub.url, ticket);
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    expect(line.socket.connected).toBe(true);
  });

  it('JOIN-1 without a ticket, or with an invented one, there is no socket', async () => {
    for (const ticket of ['', 'x', 'x'.repeat(43), '../../etc/passwd'.repeat(3)]) {
      await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    }
  });

  it('JOIN-2 who is not in the lineup, or not its moderator, gets no such ticket', async () => {
    await expect(ticketFor(hub, 'candidate')).rejects.toThrow(/not-allowed|not-signed-in/);
    const cookie = await hub.signIn(hub.candidates[0]?.accountId as string);
    await expect(ticketFor(hub, 'moderator', cookie)).rejects.toThrow('not-allowed');
  });

  it('EDGE-5 a foreign origin is refused, on the socket as on HTTP', async () => {
    const ticket = await ticketFor(hub, 'viewer');
    await expect(Line.open(hub.url, ticket, { origin: 'https://elsewhere.example' })).rejects.toThrow();
    await expect(Line.open(hub.url, ticket, {})).rejects.toThrow();
    const response = await post('/api/viewers/pass', {}, { origin: 'https://elsewhere.example' });
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'foreign-origin' }]);
  });

  it('EDGE-3 an oversized message closes its own socket and nobody else’s', async () => {
    using neighbour = await Line.join(hub, 'viewer');
    using line = await Line.join(hub, 'viewer');
    const closed = new Promise((resolve) => line.socket.once('disconnect', resolve));
    line.socket.emit(
      'request',
      { id: randomUUID(), name: 'debate.enter', input: { pad: 'x'.repeat(100_000) } },
      () => {},
    );
    await closed;
    expect(await neighbour.ask('debate.enter', {})).toMatchObject({ ok: true });
  });

  it('EDGE-3 EDGE-1 bodies that are too large, not JSON, or of another shape are refused with a code', async () => {
    const cases: [unknown, number, RefusalCode][] = [
      [{ invitation: 'x'.repeat(100_000) }, 413, 'too-large'],
      ['{"invitation":', 400, 'bad-input'],
      [{ invitation: 'x'.repeat(30), role: 'organiser' }, 400, 'bad-input'],
      [{}, 400, 'bad-input'],
      [[], 400, 'bad-input'],
    ];
    for (const [body, status, code] of cases) {
      const response = await post('/api/session', body);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
    }
  });

  it('an invitation opens one session, once', async () => {
    const { token } = await hub.authentication.invite(hub.moderatorId);
    expect((await post('/api/session', { invitation: token })).status).toBe(200);
    const again = await post('/api/session', { invitation: token });
    expect(await again.json()).toMatchObject({ ok: false, code: 'invitation-invalid' });
  });

  it('nobody reads what their role does not let them', async () => {
    const cookie = await hub.signIn(hub.candidates[0]?.accountId as string);
    for (const path of [
      '/api/organiser/desk',
      `/api/committee/debates/${hub.debateId}`,
      '/api/moderator/debates',
    ]) {
      expect((await fetch(hub.url + path)).status).toBe(401);
      expect((await fetch(hub.url + path, { headers: { cookie } })).status).toBe(403);
    }
  });

  it('EDGE-6 over the rate a connection is told so, and a neighbour is not', async () => {
    using neighbour = await Line.join(hub, 'viewer');
    using line = await Line.join(hub, 'viewer');
    const ask = () => line.ask('consumer.pause', { consumerId: randomUUID() });
    const replies = await Promise.all(Array.from({ length: 200 }, ask));
    expect(replies.filter((reply) => !reply.ok && reply.code === 'too-many-requests').length).toBeGreaterThan(
      100,
    );
    expect(await neighbour.ask('debate.enter', {})).toMatchObject({ ok: true });
  });

  it('unknown pages of the API and unknown ids are refused with a code', async () => {
    expect(await (await fetch(`${hub.url}/api/nothing`)).json()).toMatchObject({ code: 'unknown-request' });
    expect(await (await fetch(`${hub.url}/api/debates/${randomUUID()}`)).json()).toMatchObject({
      code: 'not-found',
    });
    expect(await (await fetch(`${hub.url}/api/debates/1`)).json()).toMatchObject({ code: 'bad-input' });
  });

  it('health tells the truth, and the API describes itself', async () => {
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${hub.url}/readyz`)).json()).toEqual({
      database: true,
      redis: true,
      media: true,
      debates: true,
    });
    const document = (await (await fetch(`${hub.url}/api/openapi.json`)).json()) as {
      paths: Record<string, unknown>;
      components: { securitySchemes: { session: { name: string } } };
    };
    expect(Object.keys(document.paths)).toContain('/api/debates/{debateId}/tickets');
    const cookies = await hub.signIn(hub.moderatorId);
    expect(cookies).toContain(`${document.components.securitySchemes.session.name}=`);
  });
});
