import { luaScript } from '../platform/lua.ts';
import type { Redis } from '../platform/redis.ts';

/** A home that has not renewed for this long is taken for dead. */
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

/**
 * Which server a debate has its home on. A lease only keeps servers out of each other's way; what stops a stale home
 * is the evidence itself (EVID-2). `server` names this one: the same name after a restart holds the same leases.
 */
export class Leases {
  readonly #redis: Redis;
  readonly #server: string;

  constructor(redis: Redis, server: string) {
    this.#redis = redis;
    this.#server = server;
  }

  /** Takes or renews. False: another server has it. */
  async take(debateId: string): Promise<boolean> {
    const given = { keys: [keyOf(debateId)], arguments: [this.#server, `${leaseMs}`] };
    return (await take(this.#redis, given)) === 1;
  }

  async giveBack(debateId: string): Promise<void> {
    await giveBack(this.#redis, { keys: [keyOf(debateId)], arguments: [this.#server] });
  }
}

const keyOf = (debateId: string): string => `home:{${debateId}}`;
