import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drillOf, expectNothingWrong, readiness } from './drill.ts';

const withinMs = 120_000;
/** Two query time-outs, and longer than a stall. */
const awayMs = 14_000;
const slowMs = 2_000;

describe('a database that is away, or whose disk is slow', () => {
  let opened: AsyncDisposableStack;
  beforeEach(() => {
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());

  it(
    'scenario 4: who acts is told that it is not recorded, who was there stays there, and the gap is ours',
    async () => {
      const drill = await drillOf(opened, 'database unreachable');
      const { doors, people } = drill.parts;
      doors.server.isCut = true;
      const acting = drill.course.step();
      await pause(awayMs);
      expect(await readiness(drill)).toMatchObject({ database: false, redis: true, media: true });
      expect(people.flatMap(({ troubles }) => troubles)).toContain('not-recorded');
      doors.server.release();
      await acting;

      await drill.course.step();
      await drill.course.end();
      await expectNothingWrong(drill);
      const entries = await drill.stores.evidence.read(drill.debateId);
      const gaps = entries.flatMap((entry) => (entry.kind === 'outage' ? [entry.payload] : []));
      const [gap] = gaps;
      expect(gaps).toMatchObject([{ slotId: null, cause: 'server-stalled' }]);
      expect((gap?.toMs ?? 0) - (gap?.fromMs ?? 0)).toBeGreaterThan(awayMs / 2);
      expect(new Set(entries.map(({ bootId }) => bootId)).size).toBe(1);
    },
    withinMs,
  );

  it(
    'scenario 17: a disk that takes two seconds to sync makes acts slow, and neither loses one nor holds up others',
    async () => {
      const drill = await drillOf(opened, 'slow disk');
      drill.parts.doors.server.slow = { statement: /insert into "evidence"/, byMs: slowMs };
      const askedAtMs = performance.now();
      const acting = drill.course.step();
      const answersMs: number[] = [];
      for (let beat = 0; beat < 10; beat += 1) {
        const beatAtMs = performance.now();
        expect((await fetch(`${drill.url}/healthz`)).ok).toBe(true);
        answersMs.push(performance.now() - beatAtMs);
        await pause(100);
      }
      await acting;
      expect(performance.now() - askedAtMs).toBeGreaterThanOrEqual(slowMs);
      expect(Math.max(...answersMs)).toBeLessThan(slowMs / 2);
      drill.parts.doors.server.slow = undefined;
      await drill.course.step();
      await drill.course.end();
      await expectNothingWrong(drill);
    },
    withinMs,
  );
});
