import { luaScript, type ScriptArguments } from '../platform/lua.ts';
import type { Redis } from '../platform/redis.ts';
import { audienceKeptMs, audienceKeys, minuteOf } from '../protocol/audience-keys.ts';

/** The longest silence that is still watching: one heartbeat may be lost, two are a viewer who went away. */
export const goneAfterHeartbeats = 2;

// What one heartbeat changes, at once or not at all. A viewer who is not in the live set begins: nothing is watched
// yet, and the caller must have let them in. The peak is taken before a stopped player leaves the live set.
const script = luaScript(`
local live, minutes, sketch, counts = unpack(KEYS)
local viewer, nowMs, startMs = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local isPlaying, isLetIn = ARGV[4] == '1', ARGV[5] == '1'
local goneAfterMs, longestMs, keptMs = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]

redis.call('ZREMRANGEBYSCORE', live, '-inf', string.format('(%d', nowMs - goneAfterMs))
local score = redis.call('ZSCORE', live, viewer)
local lastMs = score and tonumber(score)
if not lastMs and not isPlaying then return {'idle', redis.call('ZCARD', live), 0} end
if not lastMs and not isLetIn then return {'stranger', 0, 0} end

redis.call('ZADD', live, 'GT', nowMs, viewer)
local concurrent = redis.call('ZCARD', live)
local watchedMs = lastMs and math.max(0, math.min(nowMs - lastMs, longestMs)) or 0
redis.call('PFADD', sketch, viewer)
redis.call('HINCRBY', counts, 'watchMs', watchedMs)
if concurrent > tonumber(redis.call('HGET', counts, 'peak') or 0) then
  redis.call('HSET', counts, 'peak', concurrent)
end
local isNewMinute = redis.call('ZADD', minutes, startMs, startMs)
if not isPlaying then
  redis.call('ZREM', live, viewer)
  concurrent = concurrent - 1
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, keptMs) end
return {'counted', concurrent, isNewMinute}
`);

export type Counted = { state: 'counted' | 'idle' | 'stranger'; viewersNow: number; isNewMinute: boolean };

export type Beat = {
  debateId: string;
  viewer: string;
  nowMs: number;
  isPlaying: boolean;
  isLetIn: boolean;
  heartbeatMs: number;
};

export async function count(redis: Redis, beat: Beat): Promise<Counted> {
  const [state, viewersNow, isNewMinute] = (await script(redis, argumentsOf(beat))) as [
    Counted['state'],
    number,
    number,
  ];
  return { state, viewersNow, isNewMinute: isNewMinute === 1 };
}

function argumentsOf(beat: Beat): ScriptArguments {
  const keys = audienceKeys(beat.debateId);
  const startMs = minuteOf(beat.nowMs);
  return {
    keys: [keys.live, keys.minutes, keys.sketch(startMs), keys.counts(startMs)],
    arguments: [
      beat.viewer,
      `${beat.nowMs}`,
      `${startMs}`,
      beat.isPlaying ? '1' : '0',
      beat.isLetIn ? '1' : '0',
      `${goneAfterHeartbeats * beat.heartbeatMs}`,
      `${1.5 * beat.heartbeatMs}`,
      `${audienceKeptMs}`,
    ],
  };
}
