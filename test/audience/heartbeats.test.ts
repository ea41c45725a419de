import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Audience, openAudience } from '../../server/audience/heartbeats.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import { mergeSketches, readSketch } from '../../server/platform/sketches.ts';
import { audienceDebatesKey, audienceKeys, minuteMs } from '../../server/protocol/audience-keys.ts';
import { type HandClock, openHandClock } from '../support/hand-clock.ts';
import { openRedisServer, type RedisServer } from '../support/redis.ts';

const noon = Date.UTC(2030, 8, 14, 12);
const heartbeatMs = 15_000;

let server: RedisServer;
let redis: Redis;
let clock: HandClock;
let audience: Audience;
let debateId: string;

beforeAll(async () => {
  server = await openRedisServer();
  redis = await openRedis(server.url, openLog('warn'));
});

afterAll(async () => {
  await redis.close();
  await server.close();
});

beforeEach(() => {
  clock = openHandClock(noon);
  audience = openAudience({ redis, secret: 'a secret of the hub, long enough', clock, heartbeatMs });
  debateId = randomUUID();
});

const play = (passId: string) => audience.beat({ passId, debateId, isPlaying: true });
const stop = (passId: string) => audience.beat({ passId, debateId, isPlaying: false });

async function countsOf(startMs: number): Promise<{ watchMs: number; peak: number }> {
  const counts = await redis.hGetAll(audienceKeys(debateId).counts(startMs));
  return { watchMs: Number(counts.watchMs ?? 0), peak: Number(counts.peak ?? 0) };
}

describe('watch time', () => {
  it('AUD-2 counts the time between two heartbeats and nothing for the first', async () => {
    await play('ana');
    expect(await countsOf(noon)).toEqual({ watchMs: 0, peak: 1 });
    clock.forward(14_000);
    await play('ana');
    expect(await countsOf(noon)).toEqual({ watchMs: 14_000, peak: 1 });
  });

  it('AUD-2 counts at most one and a half heartbeats at once', async () => {
    await play('ana');
    clock.forward(29_000);
    await play('ana');
    expect((await countsOf(noon)).watchMs).toBe(22_500);
  });

  it('AUD-2 who is silent for more than two heartbeats begins anew', async () => {
    await play('ana');
    clock.forward(30_001);
    expect(await audience.viewersNow(debateId)).toBe(0);
    await play('ana');
    expect((await countsOf(noon)).watchMs).toBe(0);
  });

  it('AUD-2 a stopped player closes its interval, and the pause is not counted', async () => {
    await play('ana');
    clock.forward(6_000);
    expect(await stop('ana')).toEqual({ viewersNow: 0 });
    clock.forward(5_000);
    await stop('ana');
    await play('ana');
    clock.forward(10_000);
    await play('ana');
    expect((await countsOf(noon)).watchMs).toBe(16_000);
  });

  it('AUD-2 a player that never played counts as nobody', async () => {
    expect(await stop('ana')).toEqual({ viewersNow: 0 });
    expect(await redis.keys(`*${debateId}*`)).toEqual([]);
  });

  it('AUD-3 a pass replayed a hundred times is one viewer with the time of one', async () => {
    await play('ana');
    for (let step = 0; step < 20; step += 1) {
      clock.forward(1_000);
      await Promise.all(Array.from({ length: 5 }, () => play('ana')));
    }
    expect(await countsOf(noon)).toEqual({ watchMs: 20_000, peak: 1 });
    expect(await redis.pfCount(audienceKeys(debateId).sketch(noon))).toBe(1);
  });

  it('AUD-2 a clock of another server that is behind takes nothing away', async () => {
    await play('ana');
    const behind = openAudience({
      redis,
      secret: 'a secret of the hub, long enough',
      clock: openHandClock(noon - 900),
    });
    await behind.beat({ passId: 'ana', debateId, isPlaying: true });
    clock.forward(1_000);
    await play('ana');
    expect((await countsOf(noon)).watchMs).toBe(1_000);
  });
});

describe('how many', () => {
  it('AUD-4 unique within the error, watch time and peak exact, over 3,000 viewers and three minutes', async () => {
    const viewers = Array.from({ length: 3_000 }, (_, index) => `viewer ${index}`);
    const beats = 12;
    for (let beat = 0; beat < beats; beat += 1) {
      await Promise.all(viewers.map(play));
      clock.forward(heartbeatMs);
    }
    const minutes = [0, 1, 2].map((index) => noon + index * minuteMs);
    const counts = await Promise.all(minutes.map(countsOf));
    expect(counts.reduce((sum, { watchMs }) => sum + watchMs, 0)).toBe((beats - 1) * heartbeatMs * 3_000);
    expect(counts.map(({ peak }) => peak)).toEqual([3_000, 3_000, 3_000]);
    const sketches = await Promise.all(
      minutes.map((start) => readSketch(redis, audienceKeys(debateId).sketch(start))),
    );
    const { unique } = await mergeSketches(redis, sketches as Buffer[]);
    expect(Math.abs(unique - 3_000) / 3_000).toBeLessThan(0.03);
  });

  it('AUD-4 the peak is of those who were there at once, not of all who came', async () => {
    await play('ana');
    await play('bek');
    await stop('ana');
    await play('dana');
    await stop('bek');
    expect(await countsOf(noon)).toEqual({ watchMs: 0, peak: 2 });
    expect(await audience.viewersNow(debateId)).toBe(1);
  });

  it('AUD-4 what a new minute finds is in its peak, even if the first it hears is a farewell', async () => {
    await play('ana');
    await play('bek');
    clock.forward(minuteMs - 20_000);
    await play('ana');
    await play('bek');
    clock.forward(20_000);
    await stop('bek');
    expect((await countsOf(noon + minuteMs)).peak).toBe(2);
  });

  it('AUD-5 the same pass in two debates leaves two unrelated marks, and none is the pass', async () => {
    await play('ana');
    const other = randomUUID();
    await audience.beat({ passId: 'ana', debateId: other, isPlaying: true });
    const [here] = await redis.zRange(audienceKeys(debateId).live, 0, -1);
    const [there] = await redis.zRange(audienceKeys(other).live, 0, -1);
    expect(here).not.toBe(there);
    expect((await redis.keys('*')).filter((key) => key.includes('ana'))).toEqual([]);
  });

  it('AUD-6 a pass counts in twenty debates an hour, and goes on in those it is in', async () => {
    const debates = Array.from({ length: 20 }, () => randomUUID());
    for (const each of debates) await audience.beat({ passId: 'zap', debateId: each, isPlaying: true });
    const oneMore = randomUUID();
    const refused = audience.beat({ passId: 'zap', debateId: oneMore, isPlaying: true });
    await expect(refused).rejects.toMatchObject({ code: 'limit-reached' });
    expect(await redis.keys(`*${oneMore}*`)).toEqual([]);
    const first = { passId: 'zap', debateId: debates[0] as string, isPlaying: true };
    expect(await audience.beat(first)).toEqual({ viewersNow: 1 });
  });

  it('AUD-6 nobody begins to watch where nothing is open', async () => {
    const isOpen = async (id: string) => id !== debateId;
    const strict = openAudience({ redis, secret: 'a secret of the hub, long enough', clock, isOpen });
    const refused = strict.beat({ passId: 'ana', debateId, isPlaying: true });
    await expect(refused).rejects.toMatchObject({ code: 'debate-not-open' });
    expect(await redis.keys(`*${debateId}*`)).toEqual([]);
  });

  it('AUD-7 every key expires, and each open minute is listed', async () => {
    await play('ana');
    const keys = await redis.keys('*');
    const lifetimes = await Promise.all(keys.map((key) => redis.pTTL(key)));
    expect(keys.filter((_, index) => (lifetimes[index] as number) <= 0)).toEqual([]);
    expect(await redis.zScore(audienceDebatesKey, debateId)).toBe(noon);
    expect(await redis.zRange(audienceKeys(debateId).minutes, 0, -1)).toEqual([`${noon}`]);
  });
});
