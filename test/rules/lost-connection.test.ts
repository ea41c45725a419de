import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep } from '../../server/rules/next-step.ts';
import { deadlineMs, mayBeHeard } from '../../server/rules/speaking.ts';
import { minuteMs, tenMs } from './debate-log.ts';
import { does, someStage } from './random-stages.ts';
import {
  ana,
  ben,
  dana,
  expire,
  give,
  goOn,
  interrupt,
  live,
  lose,
  nextPhase,
  pause,
  regain,
  remove,
  sceneOf,
  start,
  take,
} from './scene.ts';

const scene = sceneOf();
const { stageAfter, facts } = scene;

/** Ana speaks from the first second on, for three minutes. */
const anaSpeaks = stageAfter([
  [start, 0],
  [give(ana), 1000],
]);
const anaIsInterrupted = stageAfter([[interrupt(ben), 11_000]], anaSpeaks);

/** The open part of ten minutes, from the second second on. */
const openPart = stageAfter([
  [start, 0],
  [nextPhase, 2000],
]);

describe('a lost connection', () => {
  const waits = stageAfter([[lose(ana, 11_000), 15_000]], anaSpeaks);

  it('FLOOR-9 the floor waits, counted from the last proof, and nobody is heard', () => {
    expect(waits).toMatchObject({
      turn: null,
      held: { slotId: ana, spokenMs: 10_000, leftMs: 170_000, untilMs: tenMs + 71_000 },
    });
    expect(mayBeHeard(waits, ana, tenMs + 16_000)).toBe(false);
    expect(deadlineMs(waits)).toBe(tenMs + 71_000);
  });

  it('FLOOR-9 back in time: the turn goes on with all that was left at the last proof', () => {
    expect(facts(waits, regain(ana), 31_000)).toEqual([
      {
        kind: 'turn.continued',
        payload: { slotId: ana, phase: 0, endsAtMs: tenMs + 201_000, waitedMs: 20_000 },
      },
    ]);
  });

  it('FLOOR-9 not back in time: a planned turn comes again at the end of its part, as long as what was left', () => {
    const postponed = stageAfter([[expire, 71_000]], waits);
    expect(postponed).toMatchObject({ held: null, turn: null, owed: [{ planned: 0, leftMs: 170_000 }] });
    expect(postponed).toMatchObject({ usedMs: { [ana]: 10_000 }, waitedMs: { [ana]: minuteMs } });
    const others = stageAfter(
      [
        [give(ben), 80_000],
        [give(dana), 81_000],
      ],
      postponed,
    );
    expect(nextStep(scene.plan, others, { nowMs: tenMs + 82_000 })).toEqual({
      kind: 'give',
      slotId: ana,
      planned: 0,
    });
    const again = live(stageAfter([[give(ana), 90_000]], others));
    expect(again).toMatchObject({ owed: [], waiting: [], turn: { entitledMs: 170_000 } });
  });

  it('FLOOR-9 in a part of free turns what was left lengthens the next turn', () => {
    const spoken = stageAfter(
      [
        [give(ana), 3000],
        [lose(ana, 23_000), 25_000],
        [expire, 83_000],
      ],
      openPart,
    );
    expect(spoken).toMatchObject({ creditMs: { [ana]: 40_000 } });
    expect(facts(spoken, give(ana), 90_000)).toMatchObject([
      { payload: { entitledMs: 100_000, creditMs: 40_000 } },
    ]);
  });

  it('FLOOR-9 it waits for each so long in all: a second loss finds what the first has left, a third nothing', () => {
    const once = stageAfter([[regain(ana), 51_000]], waits);
    const twice = stageAfter([[lose(ana, 60_000), 62_000]], once);
    expect(deadlineMs(twice)).toBe(tenMs + 80_000);
    const spent = stageAfter(
      [
        [expire, 80_000],
        [give(ben), 81_000],
        [give(ana), 82_000],
      ],
      twice,
    );
    expect(facts(spent, lose(ana, 90_000), 92_000)).toEqual([]);
  });

  it('FLOOR-9 it has waited also when the wait ended with the turn', () => {
    const taken = stageAfter([[take, 31_000]], waits);
    expect(live(taken).waitedMs[ana]).toBe(20_000);
    const paused = stageAfter(
      [
        [pause, 21_000],
        [remove(ana), 99_000],
      ],
      waits,
    );
    expect(live(paused).waitedMs[ana]).toBe(10_000);
  });

  it('FLOOR-9 with a clock that is late nobody comes back after the wait, and a turn given on then is owed', () => {
    expect(facts(waits, regain(ana), 71_000)).toMatchObject([{ kind: 'turn.postponed' }]);
    expect(facts(waits, give(ben), 75_000)[0]).toMatchObject({
      kind: 'turn.postponed',
      payload: { slotId: ana, leftMs: 170_000, waitedMs: minuteMs },
    });
    expect(facts(waits, take, 75_000)).toMatchObject([{ kind: 'turn.postponed' }]);
  });

  it('FLOOR-9 who is waited for keeps the rest of the turn when the floor is given on meanwhile', () => {
    const given = stageAfter([[give(ben), 31_000]], waits);
    expect(given).toMatchObject({
      turn: { slotId: ben },
      waiting: [2, 0],
      owed: [{ planned: 0, leftMs: 170_000 }],
      waitedMs: { [ana]: 20_000 },
    });
  });

  it('FLOOR-9 a failure of ours is waited out, and counts as no waiting', () => {
    const ours = stageAfter(
      [[{ kind: 'lose', slotId: ana, sinceMs: tenMs + 11_000, isOurs: true }, 15_000]],
      anaSpeaks,
    );
    expect(deadlineMs(ours)).toBeNull();
    expect(facts(ours, regain(ana), 500_000)).toMatchObject([
      { payload: { endsAtMs: tenMs + 670_000, waitedMs: 0 } },
    ]);
  });

  it('FLOOR-9 the line of somebody who does not have the floor, and a loss from before it, stop nothing', () => {
    expect(facts(anaSpeaks, lose(ben, 11_000), 15_000)).toEqual([]);
    expect(facts(anaIsInterrupted, lose(ana, 11_000), 15_000)).toEqual([]);
    expect(facts(anaSpeaks, lose(ana, 0), 15_000)).toMatchObject([
      { payload: { spokenMs: 0, leftMs: 180_000 } },
    ]);
    expect(facts(anaSpeaks, regain(ana), 15_000)).toEqual([]);
    expect(sceneOf({ lossWaitMs: 0 }).facts(anaSpeaks, lose(ana, 11_000), 15_000)).toEqual([]);
  });

  it('FLOOR-9 a loss from before a pause is waited for from the end of the pause', () => {
    const back = stageAfter(
      [
        [pause, 21_000],
        [goOn, 61_000],
      ],
      anaSpeaks,
    );
    expect(facts(back, lose(ana, 20_000), 63_000)).toMatchObject([
      { payload: { sinceMs: tenMs + 61_000, spokenMs: 20_000, leftMs: 160_000 } },
    ]);
  });

  it('FLOOR-9 never leaves its speaker less of the turn than if the line had held, in any debate', () => {
    fc.assert(
      fc.property(someStage, fc.nat(20_000), fc.nat(90_000), (some, agoMs, ms) => {
        const { stage, nowMs } = some;
        const turn = stage.status === 'live' ? stage.turn : null;
        if (!turn) return;
        const waits = does(some, { kind: 'lose', slotId: turn.slotId, sinceMs: nowMs - agoMs });
        if (live(waits.stage).held === live(stage).held) return;
        const { turn: again, owed, creditMs } = live(does(waits, regain(turn.slotId), ms).stage);
        const planned = owed.find((one) => one.planned === turn.planned)?.leftMs;
        const owedMs = planned ?? (creditMs[turn.slotId] ?? 0) - (live(stage).creditMs[turn.slotId] ?? 0);
        const leftMs = again ? again.endsAtMs - nowMs - ms : owedMs;
        expect(leftMs).toBeGreaterThanOrEqual(turn.endsAtMs - nowMs);
      }),
      { numRuns: 400 },
    );
  });
});
