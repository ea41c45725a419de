import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveStage } from '../../server/protocol/stage.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { lengthMs, subtract } from '../../server/rules/intervals.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Network } from '../support/impairment.ts';
import type { Line } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate, turnMs } from './long-debate.ts';
import { rulingOn } from './ruling.ts';

/** In the 2020 format it is a minute; here it is as short as a busy machine allows. */
const lossWaitMs = 9_000;
const bridgeMs = 60_000;
/** A sample of presence, and what a busy machine may be late. */
const slackMs = 5_000;
const packetsBetweenSamples = 100;

describe('reliability scenario 26: one candidate is cut off from the hub, socket and media', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let listener: ListenerPage;
  let moderator: Line;
  let chance: () => number;
  const people: { page: CandidatePage; network: Network }[] = [];

  beforeAll(async () => {
    chance = chancesOf(drawSeed('partition'));
    hub = opened.use(await openTestHub(longDebate({ bridgeMs }, { lossWaitMs })));
    for (const place of [0, 1]) {
      const network = opened.use(new Network(chance));
      people.push({ network, page: opened.use(await CandidatePage.open(hub, place, network)) });
    }
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(
      await startDebate(
        hub,
        people.map(({ page }) => page),
      ),
    );
  });
  afterAll(() => opened.disposeAsync());

  const person = (place: number) => people[place] as (typeof people)[0];
  const staged = async (fits: (stage: LiveStage) => boolean): Promise<LiveStage> => {
    await moderator.until('stage', ({ stage }) => stage.status === 'live' && fits(stage));
    return moderator.newest('stage')?.stage as LiveStage;
  };
  const give = async (place: number) => {
    const { slotId } = person(place).page;
    expect(await moderator.ask('floor.give', { slotId })).toEqual({ ok: true, data: {} });
    await listener.hears(slotId, Math.ceil(chance() * packetsBetweenSamples));
  };

  it('FLOOR-9 back in time: the same session goes on, and the turn with all that was left of it', async () => {
    await give(1);
    const { page, network } = person(1);
    network.block();
    const { held } = await staged((stage) => stage.held !== null);
    network.mend();
    const { turn } = await staged((stage) => stage.turn !== null);
    await listener.hears(page.slotId);
    expect(held).toMatchObject({ cause: 'connection-lost', untilMs: (held?.heldAtMs ?? 0) + lossWaitMs });
    expect((turn?.endsAtMs ?? 0) - (turn?.startedAtMs ?? 0)).toBe(held?.leftMs);
    expect((await rulingOn(hub)).of('member.joined', page.slotId)).toHaveLength(1);
  });

  it('FLOOR-9 not back in time: the floor is free for others, and the rest of the turn is owed', async () => {
    await give(0);
    const { page, network } = person(0);
    network.block();
    const { owed, waitedMs, usedMs } = await staged((stage) => stage.owed.length > 0);
    expect(waitedMs[page.slotId]).toBe(lossWaitMs);
    expect(owed).toEqual([{ planned: 0, leftMs: turnMs - (usedMs[page.slotId] ?? 0) }]);
    await moderator.until('presence', ({ presence }) =>
      presence.some(({ slotId, session, transport }) => slotId === page.slotId && !session && !transport),
    );

    network.mend();
    await page.enter();
    await page.send();
    await give(0);
    const { turn } = await staged((stage) => stage.turn !== null);
    expect(turn).toMatchObject({ slotId: page.slotId, entitledMs: owed[0]?.leftMs });
  });

  it('the gap stands in the evidence with its cause, and within the rule’s grace it is no absence', async () => {
    await moderator.ask('debate.end', {});
    const { slotId } = person(0).page;
    const { entries, facts, verdicts, of } = await rulingOn(hub);
    expect(of('member.left', slotId)).toMatchObject([{ payload: { cause: 'connection-lost' } }]);
    const present = facts.slots[slotId]?.present ?? [];
    const whole = { fromMs: facts.startedAtMs ?? 0, toMs: facts.endedAtMs ?? 0 };
    const gapMs = lengthMs(subtract([whole], present));
    console.info('partition: a gap of', gapMs);
    const { outcome, presentMs, countableMs } = verdicts[slotId] ?? {};
    expect({ outcome, presentMs }).toEqual({ outcome: 'attended', presentMs: countableMs });
    const opening = entries.find((entry) => entry.kind === 'debate.opened');
    if (opening?.kind !== 'debate.opened') throw new Error('the debate was never opened');
    const strict = verdictsOf(facts, { ...opening.payload.ruleSet, bridgeMs: 0 });
    expect(strict[slotId]?.presentMs).toBe((countableMs ?? 0) - gapMs);
    expect(gapMs).toBeGreaterThan(lossWaitMs - slackMs);
  });
});
