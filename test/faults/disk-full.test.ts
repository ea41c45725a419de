import { afterEach, beforeEach, describe, it } from 'vitest';
import { Disk, whyNoDisk } from '../support/disk.ts';
import { until } from '../support/supervised.ts';
import { drillOf, expectNothingWrong } from './drill.ts';

const withinMs = 180_000;
const megabytes = 300;

const reason = await whyNoDisk();
if (reason !== null) console.info(`the full disk is left out: ${reason}`);

describe.skipIf(reason !== null)('a database whose disk is full', () => {
  let opened: AsyncDisposableStack;
  beforeEach(() => {
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());

  it(
    'scenario 16: nothing is acknowledged that is not written, whoever acts is told so, and it goes on with space',
    async () => {
      const disk = opened.use(await Disk.open(megabytes));
      const drill = await drillOf(opened, 'disk full', disk.path);
      const { people, database } = drill.parts;
      await disk.fill();
      const isTold = () => people.some(({ troubles }) => troubles.includes('not-recorded'));
      // At first there is room in what the database has set aside.
      const acting = (async () => {
        while (!isTold()) await drill.course.step();
      })();
      await until('somebody is told that it is not recorded', async () => isTold(), withinMs);
      await disk.free();
      await database.startIfDown();
      await acting;
      await drill.course.step();
      await drill.course.end();
      // It may be over before anybody has looked again, and then nothing is known of who never came.
      await expectNothingWrong(drill, ['absent', 'unknown']);
    },
    withinMs,
  );
});
