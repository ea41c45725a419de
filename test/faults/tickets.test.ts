import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRevocations } from '../../server/accounts/revocation.ts';
import { type Claims, openTickets, type Tickets } from '../../server/accounts/tickets.ts';
import { openClock } from '../../server/platform/clock.ts';
import { sha256 } from '../../server/platform/hash.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import { hubSecret, openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('reliability scenarios 31 and 32: tickets that must open nothing', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let redis: Redis;
  let tickets: Tickets;
  let victim: Claims;

  beforeAll(async () => {
    hub = opened.use(await openTestHub());
    redis = await openRedis(hub.ground.redisUrl, openLog('silent'));
    opened.defer(() => redis.destroy());
    tickets = openTickets(redis, openClock());
    const { accountId, slotId } = hub.candidates[0] as TestHub['candidates'][0];
    const cookie = await hub.signIn(accountId);
    const { sessionId = '' } = (await hub.authentication.sessionOf(new Headers({ cookie }))) ?? {};
    const place = { role: 'candidate', slotId, grants: ['watch', 'publish', 'take-turns'] } as const;
    victim = { debateId: hub.debateId, accountId, sessionId, ...place, grants: [...place.grants] };
  });
  afterAll(() => opened.disposeAsync());

  const signed = (head: object, body: object, key: string) => {
    const text = `${json(head)}.${json(body)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const soon = () => Math.floor(Date.now() / 1_000) + 60;
  const body = () => ({ ...victim, aud: hub.url, exp: soon() });

  const forged: [string, () => string | Promise<string>][] = [
    ['nothing at all', () => ''],
    ['one that was never given out', () => randomBytes(32).toString('base64url')],
    ['the key of one that is stored', async () => sha256((await tickets.issue(victim)).ticket)],
    ['the claims themselves', () => JSON.stringify(victim)],
    ['a token with algorithm none', () => `${json({ alg: 'none', typ: 'JWT' })}.${json(body())}.`],
    ['a token signed with an empty key', () => signed({ alg: 'HS256' }, body(), '')],
    ['a token signed with the hub’s own secret', () => signed({ alg: 'HS256' }, body(), hubSecret)],
    ['a token for another audience', () => signed({ alg: 'HS256' }, { ...body(), aud: 'other' }, hubSecret)],
    ['a token not valid yet', () => signed({ alg: 'HS256' }, { ...body(), nbf: soon() }, hubSecret)],
    ['a token of another type', () => signed({ alg: 'HS256', typ: 'at+jwt' }, body(), hubSecret)],
    ['a session’s cookie', async () => hub.signIn(victim.accountId as string)],
    ['an invitation', async () => (await hub.authentication.invite(victim.accountId as string)).token],
    [
      'a viewer’s pass',
      () => `1.${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`,
    ],
  ];

  it.each(forged)('JOIN-1 %s opens no socket', async (_, make) => {
    await expect(Line.open(hub.url, await make())).rejects.toThrow('ticket-invalid');
  });

  const claimed: [string, () => Partial<Claims>][] = [
    ['a session that does not exist', () => ({ sessionId: 'no-such-session' })],
    ['no session', () => ({ sessionId: null })],
    ['the session of somebody else', () => ({ accountId: hub.moderatorId })],
    ['the seat of a moderator without the role', () => ({ role: 'moderator', slotId: null })],
    ['the seat of an observer without the role', () => ({ role: 'observer', slotId: null })],
  ];

  it.each(claimed)('SIGN-5 a stored ticket with %s opens no socket', async (_, change) => {
    const { ticket } = await tickets.issue({ ...victim, ...change() });
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
  });

  it('JOIN-1 a ticket opens one socket, and none after its minute', async () => {
    const { ticket } = await tickets.issue(victim);
    opened.use(await Line.open(hub.url, ticket));
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    const { ticket: old } = await tickets.issue(victim);
    await redis.pExpire(`hub:ticket:${sha256(old)}`, 0);
    await expect(Line.open(hub.url, old)).rejects.toThrow('ticket-invalid');
  });

  it('JOIN-2 a ticket leads into the debate it names, whatever its bearer asks for', async () => {
    const elsewhere = { ...victim, debateId: '00000000-0000-4000-8000-000000000000' };
    const { ticket } = await tickets.issue(elsewhere);
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    const line = opened.use(await Line.open(hub.url, (await tickets.issue(victim)).ticket));
    const named = { id: '00000000-0000-4000-8000-000000000001', name: 'debate.enter' };
    const asked = await line.say({ ...named, input: { debateId: hub.debateId } });
    expect(asked).toMatchObject({ ok: false, code: 'bad-input' });
  });

  it('a ticket of whoever was sent out opens no way back, and none that they ask for later', async () => {
    const cookie = await hub.signIn(hub.candidates[1]?.accountId as string);
    const { slotId = '' } = hub.candidates[1] ?? {};
    const moderator = opened.use(await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId)));
    const before = await ticketFor(hub, 'candidate', cookie);
    const page = opened.use(await Line.join(hub, 'candidate', cookie));
    await moderator.ask('slot.remove', { slotId, reason: 'Shouted.' });
    expect(await page.hear('farewell')).toEqual({ reason: 'removed' });
    for (const ticket of [before, await ticketFor(hub, 'candidate', cookie)]) {
      const line = opened.use(await Line.open(hub.url, ticket));
      expect(await line.ask('debate.enter', {})).toMatchObject({ ok: false, code: 'removed-from-debate' });
    }
  });

  it('SIGN-5 a ticket dies with its session, with its account and with its role', async () => {
    const { stores } = hub;
    const log = openLog('silent');
    const revocations = openRevocations({ stores, redis, clock: openClock(), log });
    const accountId = hub.candidates[2]?.accountId as string;
    const taken = { by: null, reason: 'a test' } as const;
    const ticketOf = async () => ticketFor(hub, 'candidate', await hub.signIn(accountId));
    for (const what of ['sessions', 'passkeys', 'account'] as const) {
      const ticket = await ticketOf();
      await revocations.revoke({ accountId, what, ...taken });
      await expect(Line.open(hub.url, ticket), what).rejects.toThrow('ticket-invalid');
    }
    const observerId = await hub.accountOf('observer');
    const ticket = await ticketFor(hub, 'observer', await hub.signIn(observerId));
    await revocations.revoke({ accountId: observerId, what: 'role', role: 'observer', ...taken });
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
  });

  it('scenario 31: a bad ticket that names a victim closes the sender alone', async () => {
    const page = opened.use(await Line.join(hub, 'candidate', await hub.signIn(victim.accountId as string)));
    const named = signed({ alg: 'none' }, body(), '');
    await expect(Line.open(hub.url, named)).rejects.toThrow('ticket-invalid');
    const { ticket } = await tickets.issue({ ...victim, sessionId: 'no-such-session' });
    await expect(Line.open(hub.url, ticket)).rejects.toThrow('ticket-invalid');
    expect(await page.ask('debate.enter', {})).toMatchObject({ ok: true });
    expect(page.socket.connected).toBe(true);
  });
});
