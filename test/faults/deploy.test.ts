import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drillOf, expectNothingWrong } from './drill.ts';

/** A supervisor waits longer than that before it takes a harder signal. */
const leavesWithinMs = 8_000;

describe('reliability scenario 18: SIGTERM under a debate, as a deployment sends it', () => {
  let opened: AsyncDisposableStack;
  beforeEach(() => {
    opened = new AsyncDisposableStack();
  });
  afterEach(() => opened.disposeAsync());

  it('everybody is told, the debate is taken up again, and no session, act or minute is lost', async () => {
    const drill = await drillOf(opened, 'deploy');
    const { server, people } = drill.parts;
    for (let deployment = 0; deployment < 3; deployment += 1) {
      const farewells = people.map(async (person) => (await person.line()).hear('farewell'));
      const acting = drill.course.step();
      const askedAtMs = performance.now();
      await server.kill('SIGTERM');
      expect(performance.now() - askedAtMs).toBeLessThan(leavesWithinMs);
      const told = await Promise.all(farewells);
      expect(told).toEqual(people.map(() => ({ reason: 'server-closing' })));
      await acting;
      await drill.areBack();
    }
    await drill.course.end();
    await expectNothingWrong(drill);
    const entries = await drill.stores.evidence.read(drill.debateId);
    const outages = entries.filter(({ kind, payload }) => kind === 'outage' && payload.slotId === null);
    expect(outages).toHaveLength(3);
  }, 120_000);
});
