import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineMs, mayBeHeard, usedMs } from '../../server/rules/speaking.ts';
import { tenMs } from './debate-log.ts';
import { does, someStage, timesIn } from './random-stages.ts';
import {
  ana,
  ben,
  end,
  expire,
  give,
  goOn,
  interrupt,
  lose,
  nextPhase,
  pause,
  raise,
  refusalOf,
  remove,
  sceneOf,
  start,
  take,
  yields,
} from './scene.ts';

const scene = sceneOf();
const { stageAfter, facts, refusal } = scene;

/** Ana speaks from the first second on, for three minutes. */
const anaSpeaks = stageAfter([
  [start, 0],
  [give(ana), 1000],
]);
const anaIsInterrupted = stageAfter([[interrupt(ben), 11_000]], anaSpeaks);

describe('a pause', () => {
  const paused = stageAfter([[pause, 11_000]], anaSpeaks);

  it('FLOOR-10 nobody is heard, no clock runs, and afterwards everything is as it was', () => {
    expect(mayBeHeard(paused, ana, tenMs + 12_000)).toBe(false);
    expect(deadlineMs(paused)).toBeNull();
    expect(usedMs(paused, ana, tenMs + 500_000)).toBe(10_000);
    expect(facts(paused, expire, 500_000)).toEqual([]);
    const back = stageAfter([[goOn, 501_000]], paused);
    expect(deadlineMs(back)).toBe(tenMs + 671_000);
    expect(usedMs(back, ana, tenMs + 502_000)).toBe(11_000);
  });

  it('FLOOR-10 while it lasts the floor is neither given nor taken', () => {
    for (const command of [pause, take, give(ben), interrupt(ben), yields(ana), nextPhase])
      expect(refusal(paused, command, 12_000)).toBe('debate-paused');
    expect(facts(paused, lose(ana, 11_500), 12_000)).toEqual([]);
    expect(refusal(anaSpeaks, goOn, 12_000)).toBe('debate-not-paused');
    expect(facts(paused, raise(ben), 12_000)).toHaveLength(1);
  });

  it('FLOOR-10 the end ends the pause, with what the turn had used before it', () => {
    expect(facts(paused, end, 500_000)).toEqual([
      { kind: 'debate.continued', payload: { shiftMs: 489_000 } },
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'debate-over', usedMs: 10_000 } },
      { kind: 'debate.ended', payload: { cause: 'moderator' } },
    ]);
  });

  it('FLOOR-10 who is removed while it lasts gives back exactly what they had interrupted', () => {
    const still = stageAfter(
      [
        [pause, 21_000],
        [remove(ben), 50_000],
      ],
      anaIsInterrupted,
    );
    expect(still).toMatchObject({ turn: { startedAtMs: tenMs + 21_000, endsAtMs: tenMs + 191_000 } });
    const back = stageAfter([[goOn, 91_000]], still);
    expect(deadlineMs(back)).toBe(tenMs + 91_000 + 170_000);
    expect(usedMs(back, ben, tenMs + 91_000)).toBe(10_000);
  });

  it('FLOOR-10 costs nobody a millisecond, in any debate, and gives nobody one', () => {
    fc.assert(
      fc.property(someStage, fc.nat(90_000), fc.nat(90_000), (some, ms, laterMs) => {
        if (refusalOf(some.plan, some.stage, pause, some.nowMs) !== null) return;
        const back = does(does(some, pause), goOn, ms);
        expect(timesIn(back, laterMs)).toEqual(timesIn(some, laterMs));
      }),
      { numRuns: 400 },
    );
  });
});
