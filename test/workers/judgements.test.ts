import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { windowMs } from '../../server/rules/judged.ts';
import { attendance } from '../../workers/attendance.ts';
import { judgements } from '../../workers/judgements.ts';
import { openHandClock } from '../support/hand-clock.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts } from './hub-parts.ts';

const { signal: never } = new AbortController();

describe('the job that lets the time pass for verdicts', () => {
  let hub: HubParts;

  beforeAll(async () => {
    hub = await openHubParts();
  });
  afterAll(() => hub.close());

  /** A debate that has just ended and been judged, at a clock of its own. */
  async function judged() {
    const clock = openHandClock(hub.clock.now());
    const held = await holdDebate(hub, {
      startedAtMs: clock.now() - heldMs,
      dueAtMs: clock.now() + 9 * windowMs,
    });
    await hub.stores.evidence.append(chainOf(held));
    const tools = { ...hub.tools, clock };
    await attendance(held, tools, never);
    return { held, clock, run: () => judgements({}, tools, never) };
  }

  const standing = async ({ debateId }: HeldDebate) =>
    (await hub.stores.verdicts.forDebate(debateId)).map(({ outcome, status }) => `${outcome} ${status}`);
  const rowsOf = ({ debateId }: HeldDebate) =>
    hub.database.selectFrom('verdict').selectAll().where('debateId', '=', debateId).orderBy('id').execute();

  it('D-4 JUDGE-5 a day after the end, and not before, what nobody confirmed is UNKNOWN and final', async () => {
    const { held, clock, run } = await judged();
    clock.forward(windowMs - 1);
    await run();
    expect(await standing(held)).toEqual([
      'attended proposed',
      'late proposed',
      'partial proposed',
      'absent proposed',
    ]);
    clock.forward(1);
    await run();
    expect(await standing(held)).toEqual(Array(4).fill('unknown final'));
    expect((await hub.stores.debates.card(held.debateId)).status).toBe('final');
  });

  it('JOB-1 run twice, at the same time, or after a stop of many days, it leaves what it leaves once', async () => {
    const { held, clock, run } = await judged();
    clock.forward(30 * windowMs);
    await Promise.all([run(), run(), run()]);
    const once = await rowsOf(held);
    expect(once).toHaveLength(8);
    clock.forward(30 * windowMs);
    await run();
    expect(await rowsOf(held)).toEqual(once);
  });

  it('JUDGE-4 a clock that jumps back makes nothing final, and takes back nothing that is', async () => {
    const { held, clock, run } = await judged();
    clock.forward(-windowMs);
    await run();
    expect(new Set((await standing(held)).map((each) => each.split(' ')[1]))).toEqual(new Set(['proposed']));
    clock.forward(2 * windowMs);
    await run();
    clock.forward(-2 * windowMs);
    await run();
    expect(await standing(held)).toEqual(Array(4).fill('unknown final'));
  });

  it('JUDGE-3 the attendance job that comes again later takes back nothing that is final', async () => {
    const { held, clock, run } = await judged();
    clock.forward(windowMs);
    await run();
    await attendance(held, { ...hub.tools, clock }, never);
    expect(await standing(held)).toEqual(Array(4).fill('unknown final'));
  });
});
