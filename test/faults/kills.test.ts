import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Drill, type Hit } from '../support/drill/drill.ts';
import { findingsOf, nothingWrong } from '../support/drill/findings.ts';
import { drawSeed } from '../support/seed.ts';

/** Each process at each of its points once, and at any time; many more of them in `npm run bench -- evidence kills`. */
const hits: Hit[] = [
  { victim: 'server', at: 'before-write' },
  { victim: 'server', at: 'unanswered' },
  { victim: 'server', at: 'answered' },
  { victim: 'server', at: 'acknowledged' },
  { victim: 'database', at: 'before-write' },
  { victim: 'database', at: 'unanswered' },
  { victim: 'backend', at: 'unanswered' },
  { victim: 'backend', at: 'at-random' },
  { victim: 'redis', at: 'unanswered' },
  { victim: 'redis', at: 'at-random' },
  { victim: 'workers', at: 'at-random' },
];

describe('reliability scenarios 1, 2, 3 and 5: SIGKILL of every process under a live debate', () => {
  let opened: AsyncDisposableStack;
  beforeEach(() => {
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());

  it('nothing acknowledged is lost or doubled, and nobody is blamed for it', async () => {
    const drill = await Drill.open(opened, drawSeed('kills'));
    await drill.course.begin();
    for (const hit of hits) await drill.hit(hit);
    await drill.course.end();
    await drill.hitWorkers({ moment: 'unanswered', statement: /insert into "verdict"/ }, async () => false);
    const { acknowledged, entries, absentee, ...wrongs } = await findingsOf(drill);
    console.info({ acknowledged, entries, absentee });
    expect(wrongs).toEqual(nothingWrong);
    expect(acknowledged).toBeGreaterThan(hits.length);
    expect(absentee).toBe('absent');
  }, 120_000);
});
