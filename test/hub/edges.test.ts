import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../server/protocol/refusals.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

describe('the edges of the hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it.each([
    ['/assets/nope.js', 404, 'Not Found'],
    ['/assets/..%2F..%2Fpackage.json', 403, 'Forbidden'],
    ['/%E0%A4%A', 400, 'Bad Request'],
  ])('EDGE-2 %s is answered in plain words, with nothing of our insides', async (path, status, words) => {
    const response = await fetch(hub.url + path);
    expect([response.status, await response.text()]).toEqual([status, words]);
  });

  it('EDGE-2 an address of the API that cannot be read is refused with a code', async () => {
    const response = await fetch(`${hub.url}/api/debates/%E0%A4%A`);
    expect([response.status, await response.json()]).toMatchObject([400, { ok: false, code: 'bad-input' }]);
  });

  it('FLOOR-6 an id that was refused for its rate is tried anew when it comes again', async () => {
    using line = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    const read = (id: string) => line.ask('acts.read', { afterSequence: 0 }, id);
    const ids = Array.from({ length: 80 }, () => randomUUID());
    const replies = await Promise.all(ids.map(read));
    const refused = ids[replies.findIndex((reply) => !reply.ok && reply.code === 'too-many-requests')];
    expect(refused).toBeDefined();
    await expect
      .poll(() => read(refused as string), { timeout: 10_000, interval: 200 })
      .toMatchObject({ ok: true });
  });

  it('EDGE-6 a connection that goes far over its rate is told farewell and closed', async () => {
    using neighbour = await Line.join(hub, 'viewer');
    using line = await Line.join(hub, 'viewer');
    const closed = new Promise((resolve) => line.socket.once('disconnect', resolve));
    const message = { id: randomUUID(), name: 'debate.enter', input: {} };
    for (let said = 0; said < 1_100; said += 1) line.socket.emit('request', message, () => {});
    expect(await line.hear('farewell')).toEqual({ reason: 'too-many-requests' });
    await closed;
    expect(await neighbour.ask('debate.enter', {})).toMatchObject({ ok: true });
  });

  describe('whom an organiser can let in', () => {
    async function invite(accountId: string): Promise<'link' | RefusalCode> {
      const cookie = await hub.signIn(await hub.accountOf('organiser'));
      const response = await fetch(`${hub.url}/api/organiser/invitations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: hub.url, cookie },
        body: JSON.stringify({ accountId }),
      });
      const answer = (await response.json()) as { link?: string; code: RefusalCode };
      return answer.link === undefined ? answer.code : 'link';
    }

    it('a candidate and a moderator of this campaign', async () => {
      expect(await invite(hub.candidates[0]?.accountId as string)).toBe('link');
      expect(await invite(hub.moderatorId)).toBe('link');
    });

    it.each(['committee', 'observer', 'organiser'] as const)('nobody of the %s', async (role) => {
      expect(await invite(await hub.accountOf(role))).toBe('not-allowed');
    });

    it('no moderator who is of the committee too, and nobody whom the campaign does not know', async () => {
      const { id } = await hub.stores.campaigns.currentCampaign();
      const person = { name: 'Somebody (fictional)', email: 'somebody@example.invalid' };
      const accountId = await hub.authentication.createAccount(person);
      expect(await invite(accountId)).toBe('not-allowed');
      await hub.stores.roles.grant(accountId, id, 'moderator');
      expect(await invite(accountId)).toBe('link');
      await hub.stores.roles.grant(accountId, id, 'committee');
      expect(await invite(accountId)).toBe('not-allowed');
    });
  });

  it('the list of debates comes while Redis does not answer, and nobody is counted', async () => {
    using _viewer = await Line.join(hub, 'viewer');
    process.kill(hub.redisPid, 'SIGSTOP');
    try {
      const response = await fetch(`${hub.url}/api/debates`, { signal: AbortSignal.timeout(3_000) });
      expect(await response.json()).toMatchObject({ debates: [{ status: 'lobby', viewersNow: 0 }] });
    } finally {
      process.kill(hub.redisPid, 'SIGCONT');
    }
  });
});
