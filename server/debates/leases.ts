import type { Clock } from '../platform/clock.ts';
import { luaScript } from '../platform/lua.ts';
import type { Redis } from '../platform/redis.ts';
import type { DebateTools } from './tools.ts';

/** A home that has given no sign of life for this long is taken for dead. */
const leaseMs = 6_000;

// Taken when it is free or already ours; what another server holds stays as it is.
const take = luaScript(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

const giveBack = luaScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`);

export type LeaseTools = {
  redis: Redis;
  clock: Clock;
  heartbeats: DebateTools['heartbeats'];
  /** Names this server: the same name after a restart holds the same leases. */
  server: string;
};

/**
 * Which server a debate has its home on. A lease only keeps servers out of each other's way; what stops a stale home
 * is the evidence itself (EVID-2).
 */
export class Leases {
  readonly #tools: LeaseTools;

  constructor(tools: LeaseTools) {
    this.#tools = tools;
  }

  /** Takes the lease of a debate that has no home. False: another server carries it. */
  async claim(debateId: string): Promise<boolean> {
    const holder = await this.#tools.redis.get(keyOf(debateId));
    if (holder === null && (await this.#isCarriedElsewhere(debateId))) return false;
    return this.renew(debateId);
  }

  /** False: another server has it now. */
  async renew(debateId: string): Promise<boolean> {
    const { redis, server } = this.#tools;
    return (await take(redis, { keys: [keyOf(debateId)], arguments: [server, `${leaseMs}`] })) === 1;
  }

  async giveBack(debateId: string): Promise<void> {
    await giveBack(this.#tools.redis, { keys: [keyOf(debateId)], arguments: [this.#tools.server] });
  }

  // Leases are lost with Redis. A home whose sign of life still comes into the database is alive all the same.
  async #isCarriedElsewhere(debateId: string): Promise<boolean> {
    const last = await this.#tools.heartbeats.last(debateId);
    const { atMs, bootId } = this.#tools.clock.read();
    return last !== null && last.bootId !== bootId && Math.abs(atMs - last.atMs) < leaseMs;
  }
}

const keyOf = (debateId: string): string => `home:{${debateId}}`;
