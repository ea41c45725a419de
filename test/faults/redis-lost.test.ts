import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../server/platform/log.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import type { Drill } from '../support/drill/drill.ts';
import { Line } from '../support/line.ts';
import { until } from '../support/supervised.ts';
import { drillOf, expectNothingWrong, readiness } from './drill.ts';

const withinMs = 150_000;

describe('a Redis that forgets everything, or takes nothing more', () => {
  let opened: AsyncDisposableStack;
  beforeEach(() => {
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());

  async function redisOf({ parts }: Drill): Promise<Redis> {
    const redis = await openRedis(parts.redis.url, openLog('silent'));
    opened.defer(() => redis.close());
    return redis;
  }

  it(
    'scenario 5: SIGKILL under a debate, and it goes on within five seconds with everybody in it',
    async () => {
      const drill = await drillOf(opened, 'Redis killed');
      const lines = await Promise.all(drill.parts.people.map((person) => person.line()));
      const killedAtMs = performance.now();
      await drill.kill('redis');
      await drill.course.step();
      await until('Redis is used again', async () => (await readiness(drill)).redis);
      expect(performance.now() - killedAtMs).toBeLessThan(5_000);
      expect(lines.every(({ socket }) => socket.connected)).toBe(true);
      await drill.course.step();
      await drill.course.end();
      await expectNothingWrong(drill);
    },
    withinMs,
  );

  it(
    'scenario 6: emptied under a debate and again when it has ended, the queues are filled from the database',
    async () => {
      const drill = await drillOf(opened, 'Redis emptied');
      const redis = await redisOf(drill);
      await redis.flushAll();
      await drill.course.step();
      // The workers get no further than their first query: what follows the end is in the queue, or in their hands.
      drill.parts.doors.workers.isCut = true;
      await drill.course.end();
      await redis.flushAll();
      drill.parts.doors.workers.release();
      await expectNothingWrong(drill);
    },
    withinMs,
  );

  it(
    'scenario 7: full, what needs it is refused and readiness says so, and the evidence goes on',
    async () => {
      const drill = await drillOf(opened, 'Redis full');
      const redis = await redisOf(drill);
      await redis.configSet('maxmemory', '1');
      expect((await readiness(drill)).redis).toBe(false);
      await expect(Line.join(drill, 'viewer')).rejects.toThrow('internal');
      const told = drill.witness.read().length;
      await drill.course.step();
      expect(drill.witness.read().length).toBeGreaterThan(told);
      await redis.configSet('maxmemory', '0');
      expect((await readiness(drill)).redis).toBe(true);
      await drill.course.step();
      await drill.course.end();
      await expectNothingWrong(drill);
    },
    withinMs,
  );
});
