import { createHmac } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Redis } from '../platform/redis.ts';
import { audienceDebatesKey, audienceKeptMs, audienceKeys, minuteOf } from '../protocol/audience-keys.ts';
import { Refusal } from '../protocol/refusals.ts';
import { count, goneAfterHeartbeats } from './count.ts';

type Viewing = { passId: string; debateId: string };
type Heartbeat = Viewing & { isPlaying: boolean };

export type Audience = {
  heartbeatMs: number;
  /** Counts one heartbeat. Refuses a viewer who begins where nothing is open, or in too many debates (AUD-6). */
  beat(heartbeat: Heartbeat): Promise<{ viewersNow: number }>;
  viewersNow(debateId: string): Promise<number>;
};

type Options = {
  redis: Redis;
  secret: string;
  clock: Clock;
  heartbeatMs?: number;
  /** Asked once when a viewer begins, not with every heartbeat: is this a debate one can watch now? */
  isOpen?(debateId: string): Promise<boolean>;
};

// A person who looks into a new debate every three minutes stays below it; a pass made to inflate figures does not.
const debatesPerPassAndHour = 20;

/** Counts who watches, for how long and how many at once, without keeping who they are. */
export function openAudience(options: Options): Audience {
  const { redis, secret, clock, heartbeatMs = 15_000 } = options;

  async function beat({ passId, debateId, isPlaying }: Heartbeat): Promise<{ viewersNow: number }> {
    const viewer = keyedHash(secret, `viewer\n${debateId}\n${passId}`);
    const once = { debateId, viewer, isPlaying, heartbeatMs, nowMs: clock.now() };
    let counted = await count(redis, { ...once, isLetIn: false });
    if (counted.state === 'stranger') {
      await letIn({ passId, debateId }, options);
      counted = await count(redis, { ...once, isLetIn: true });
    }
    if (counted.isNewMinute) await announce(redis, debateId, once.nowMs);
    return { viewersNow: counted.viewersNow };
  }

  return {
    heartbeatMs,
    beat,
    viewersNow: (debateId) => {
      const goneBeforeMs = clock.now() - goneAfterHeartbeats * heartbeatMs;
      return redis.zCount(audienceKeys(debateId).live, goneBeforeMs, '+inf');
    },
  };
}

// Outsiders who know a pass cannot find it in a sketch, and one pass in two debates is two unrelated marks.
function keyedHash(secret: string, text: string): string {
  return createHmac('sha256', secret).update(`debate-hub/audience/1\n${text}`).digest('base64url');
}

async function letIn({ passId, debateId }: Viewing, { redis, secret, isOpen }: Options): Promise<void> {
  if (isOpen && !(await isOpen(debateId))) throw new Refusal('debate-not-open', debateId);
  const visited = `audience:pass:${keyedHash(secret, `pass\n${passId}`)}`;
  const transaction = redis.multi().sAdd(visited, debateId).expire(visited, 3600, 'NX').sCard(visited);
  const visits = (await transaction.exec())[2] as unknown as number;
  if (visits <= debatesPerPassAndHour) return;
  await redis.sRem(visited, debateId);
  throw new Refusal('limit-reached', 'too many debates for one pass');
}

// A debate is another slot than the list of debates: told once per minute, not with every heartbeat.
async function announce(redis: Redis, debateId: string, nowMs: number): Promise<void> {
  await redis
    .multi()
    .zAdd(audienceDebatesKey, { score: minuteOf(nowMs), value: debateId }, { comparison: 'GT' })
    .pExpire(audienceDebatesKey, audienceKeptMs)
    .exec();
}
