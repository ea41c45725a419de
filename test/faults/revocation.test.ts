import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRevocations } from '../../server/accounts/revocation.ts';
import { openClock } from '../../server/platform/clock.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis } from '../../server/platform/redis.ts';
import type { NewRevocation } from '../../server/protocol/sign-in.ts';
import { openTestHub, signIn, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';
import { post } from '../support/passkey.ts';
import { openRedisServer } from '../support/redis.ts';
import { type SecondServer, startSecondServer } from '../support/second-server.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate } from './long-debate.ts';

const withinMs = 2_000;

describe('reliability scenario 36: access is taken away while the debate is live', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let second: SecondServer;
  let organiser: string;
  let moderator: Line;
  let listener: ListenerPage;

  beforeAll(async () => {
    hub = opened.use(await openTestHub(longDebate()));
    const first = opened.use(await CandidatePage.open(hub, 2));
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(await startDebate(hub, [first]));
    second = opened.use(await startSecondServer(hub));
    organiser = await hub.signInFresh(await hub.accountOf('organiser'));
  });
  afterAll(() => opened.disposeAsync());

  /** On the server that is not the debate's home. */
  const revoke = (taking: NewRevocation) =>
    post(second.url, '/api/organiser/revocations', { cookie: organiser, body: taking });

  const whoIs = async (url: string, cookie: string) =>
    ((await (await fetch(`${url}/api/me`, { headers: { cookie } })).json()) as { accountId: string | null })
      .accountId;

  const closed = (line: Line) =>
    new Promise<number>((resolve) => {
      if (!line.socket.connected) resolve(performance.now());
      line.socket.once('disconnect', () => resolve(performance.now()));
    });

  const leftCauses = async (slotId: string) =>
    (await hub.stores.evidence.read(hub.debateId)).flatMap((entry) =>
      entry.kind === 'member.left' && entry.payload.slotId === slotId ? [entry.payload.cause] : [],
    );

  it('SIGN-5 a speaker whose sessions are ended on another server is silent and gone within two seconds, everywhere', async () => {
    const { accountId, slotId } = hub.candidates[0] as TestHub['candidates'][0];
    const page = opened.use(await CandidatePage.open(hub, 0));
    const cookie = await hub.signIn(accountId);
    await moderator.ask('floor.give', { slotId });
    await listener.hears(slotId);
    const ticket = await ticketFor(hub, 'candidate', cookie);
    const elsewhere = await Line.open(
      second.url,
      await ticketFor({ ...hub, url: second.url }, 'candidate', cookie),
    );
    const lines = Promise.all([closed(page.line), closed(elsewhere)]);

    const askedAtMs = performance.now();
    await revoke({ accountId, what: 'sessions', reason: 'The device was stolen.' });
    const closedAtMs = Math.max(...(await lines));
    expect(closedAtMs - askedAtMs).toBeLessThan(withinMs);
    expect(await page.line.hear('farewell')).toEqual({ reason: 'signed-out' });
    await listener.line.until('producers', ({ producers }) =>
      producers.every((each) => each.slotId !== slotId),
    );
    expect((listener.heardAt(slotId).at(-1) ?? 0) - askedAtMs).toBeLessThan(withinMs);
    console.info('revoked: lines closed after', Math.round(closedAtMs - askedAtMs), 'ms');

    expect(await whoIs(hub.url, cookie)).toBeNull();
    expect(await whoIs(second.url, cookie)).toBeNull();
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    await expect(page.enter()).rejects.toThrow('not-allowed');
    await expect.poll(() => leftCauses(slotId)).toEqual(['signed-out']);
  });

  it('SIGN-5 a server that nobody told finds in the database what was taken away, within two seconds', async () => {
    const { accountId, slotId } = hub.candidates[1] as TestHub['candidates'][0];
    const page = opened.use(await CandidatePage.open(hub, 1));
    await using another = await openRedisServer();
    const log = openLog('silent');
    const deaf = await openRedis(another.url, log);
    const { stores } = hub;
    const revocations = openRevocations({ stores, redis: deaf, clock: openClock(), log });
    const line = closed(page.line);
    const askedAtMs = performance.now();
    await revocations.revoke({ accountId, what: 'sessions', reason: 'untold', by: null });
    expect((await line) - askedAtMs).toBeLessThan(withinMs);
    await expect.poll(() => leftCauses(slotId)).toEqual(['signed-out']);
    await deaf.close();
  });

  it('SIGN-5 one session ends and the person’s other ones go on', async () => {
    const { accountId } = hub.candidates[1] as TestHub['candidates'][0];
    const [here, there] = [await hub.signIn(accountId), await hub.signIn(accountId)];
    const watching = opened.use(await Line.join(hub, 'viewer', there));
    const line = opened.use(await Line.join(hub, 'candidate', here));
    const gone = closed(line);
    await fetch(`${second.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: here, origin: second.url },
    });
    await gone;
    expect(watching.socket.connected).toBe(true);
    expect(await whoIs(hub.url, there)).toBe(accountId);
  });

  it('SIGN-5 a role that is withdrawn takes its seat along, and nothing else', async () => {
    const cookie = await hub.signIn(hub.moderatorId);
    const watching = opened.use(await Line.join(hub, 'viewer', cookie));
    const ticket = await ticketFor(hub, 'moderator', cookie);
    const gone = closed(moderator);
    await revoke({ accountId: hub.moderatorId, what: 'role', role: 'moderator', reason: 'Stands down.' });
    await gone;
    expect(watching.socket.connected).toBe(true);
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    await expect(ticketFor(hub, 'moderator', cookie)).rejects.toThrow('not-allowed');
    expect(await whoIs(hub.url, cookie)).toBe(hub.moderatorId);
  });

  it('SIGN-5 whoever is barred comes in by no invitation until the bar is lifted', async () => {
    const { accountId } = hub.candidates[2] as TestHub['candidates'][0];
    const invitation = (await hub.authentication.invite(accountId)).token;
    await revoke({ accountId, what: 'account', reason: 'The invitation was published.' });
    await expect(signIn(hub.url, invitation)).rejects.toThrow('access-revoked');
    await post(hub.url, '/api/organiser/restorations', { cookie: organiser, body: { accountId } });
    expect(await whoIs(hub.url, await hub.signIn(accountId))).toBe(accountId);
  });

  it('an organiser takes nothing from those who watch over them, nor the committee from its own', async () => {
    const observer = await hub.accountOf('observer');
    const committee = await hub.accountOf('committee');
    const cookie = await hub.signInFresh(committee);
    const reason = 'A coup.';
    for (const accountId of [observer, committee])
      await expect(revoke({ accountId, what: 'account', reason })).rejects.toThrow('not-allowed');
    await expect(revoke({ accountId: randomUUID(), what: 'account', reason })).rejects.toThrow('not-found');
    const asCommittee = (accountId: string) =>
      post(hub.url, '/api/committee/revocations', { cookie, body: { accountId, what: 'account', reason } });
    for (const accountId of [observer, committee])
      await expect(asCommittee(accountId)).rejects.toThrow('not-allowed');
  });
});
