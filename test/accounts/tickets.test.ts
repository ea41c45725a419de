import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Claims, openTickets, type Tickets } from '../../server/accounts/tickets.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import { openHandClock } from '../support/hand-clock.ts';
import { openRedisServer, type RedisServer } from '../support/redis.ts';

const nowMs = Date.UTC(2030, 0, 1);

describe('join tickets', () => {
  let server: RedisServer;
  let redis: Redis;
  let tickets: Tickets;
  beforeAll(async () => {
    server = await openRedisServer();
    redis = await openRedis(server.url, openLog('silent'));
    tickets = openTickets(redis, openHandClock(nowMs));
  });
  afterAll(async () => {
    redis?.destroy();
    await server?.close();
  });

  const claims: Claims = {
    debateId: randomUUID(),
    accountId: 'somebody',
    sessionId: 'here',
    role: 'candidate',
    slotId: randomUUID(),
    grants: ['watch', 'publish', 'take-turns'],
  };

  it('JOIN-2 a ticket gives back exactly what it was issued for', async () => {
    const { ticket } = await tickets.issue(claims);
    expect(await tickets.redeem(ticket)).toEqual(claims);
  });

  it('JOIN-1 a ticket works once, also when twenty redeem it at the same time', async () => {
    const { ticket } = await tickets.issue(claims);
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => tickets.redeem(ticket)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(tickets.redeem(ticket)).rejects.toMatchObject({ name: 'Refusal', code: 'ticket-invalid' });
  });

  it('JOIN-1 a ticket lives 60 s at most', async () => {
    const { ticket, expiresAtMs } = await tickets.issue(claims);
    expect(expiresAtMs).toBe(nowMs + 60_000);
    const [key] = await redis.keys('hub:ticket:*');
    const livesMs = await redis.pTTL(key as string);
    expect(livesMs).toBeGreaterThan(0);
    expect(livesMs).toBeLessThanOrEqual(60_000);
    await redis.pExpire(key as string, 0);
    await expect(tickets.redeem(ticket)).rejects.toMatchObject({ code: 'ticket-invalid' });
  });

  it('an unknown ticket is refused, and no issued one can be read from the store', async () => {
    await expect(tickets.redeem('no-such-ticket')).rejects.toMatchObject({ code: 'ticket-invalid' });
    const { ticket } = await tickets.issue(claims);
    const keys = await redis.keys('*');
    const values = await Promise.all(keys.map((key) => redis.get(key)));
    expect(JSON.stringify([keys, values])).not.toContain(ticket);
  });
});
