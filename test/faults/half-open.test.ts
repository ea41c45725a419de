import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Network, type Way } from '../support/impairment.ts';
import type { Line } from '../support/line.ts';
import { CandidatePage } from './candidate-page.ts';
import { longDebate, startDebate } from './long-debate.ts';
import { rulingOn } from './ruling.ts';

/** A ping every 4 s that must be answered within 6 s; presence is looked at every 2 s. */
const noticedWithinMs = 10_000 + 2_000;
/** What a busy machine may be late in all of this. */
const slackMs = 3_000;
/** Said before the cut, heard by the hub after it. */
const underwayMs = 1_000;

describe('reliability scenario 28: a TCP line of which one direction is dead', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let moderator: Line;
  const people: { way: Way; network: Network; page: CandidatePage }[] = [];

  beforeAll(async () => {
    // Where the line is all there is to see of somebody, nothing else may keep them present.
    hub = opened.use(await openTestHub(longDebate({ witnessesNeeded: 1, bridgeMs: 0 })));
    for (const [place, way] of (['to-hub', 'from-hub'] as const).entries()) {
      const network = opened.use(new Network(() => 0));
      const page = opened.use(await CandidatePage.load(hub, place, network));
      await page.enter();
      people.push({ way, network, page });
    }
  });
  afterAll(() => opened.disposeAsync());

  it('is noticed within the ping’s time, and nobody is present after the last proof of it', async () => {
    moderator = opened.use(await startDebate(hub, []));
    await Promise.all(people.map(({ page }) => page.line.ask('debate.enter', {})));
    const cutAtMs = Date.now();
    for (const { way, network } of people) network.block(['tcp'], [way]);
    const noticedMs = await Promise.all(people.map(({ page }) => lost(page.slotId, cutAtMs)));
    console.info('half-open: noticed after', noticedMs);
    await moderator.ask('debate.end', {});

    const { facts, of } = await rulingOn(hub);
    for (const [index, { page, way }] of people.entries()) {
      expect(noticedMs[index], way).toBeLessThan(noticedWithinMs + slackMs);
      expect(of('member.left', page.slotId)).toMatchObject([{ payload: { cause: 'connection-lost' } }]);
      const seenUntilMs = facts.slots[page.slotId]?.present.at(-1)?.toMs ?? 0;
      expect(seenUntilMs).toBeGreaterThan(facts.startedAtMs ?? 0);
      expect(seenUntilMs).toBeLessThan(cutAtMs + underwayMs);
    }
  });

  async function lost(slotId: string, cutAtMs: number): Promise<number> {
    await moderator.until('presence', ({ presence }) =>
      presence.some((seen) => seen.slotId === slotId && !seen.session),
    );
    return Date.now() - cutAtMs;
  }
});
