import { describe, expect, it } from 'vitest';
import { deadlineMs } from '../../server/rules/speaking.ts';
import { minuteMs, tenMs } from './debate-log.ts';
import {
  adjust,
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
  type Step,
  sceneOf,
  start,
  stranger,
  take,
  yields,
} from './scene.ts';

const { stageAfter, facts, refusal } = sceneOf();
const anaSpeaks = stageAfter([
  [start, 0],
  [give(ana), 1000],
]);
const endsMs = 1000 + 3 * minuteMs;

describe('time that a moderator adds or takes', () => {
  it('FLOOR-7 changes the running turn, and the fact says what it is to each', () => {
    expect(facts(anaSpeaks, adjust(ana, 30_000), 2000)).toEqual([
      {
        kind: 'time.adjusted',
        payload: {
          slotId: ana,
          byMs: 30_000,
          reason: 'the clock stood still',
          effectMs: { [ana]: 30_000, [ben]: 0, [dana]: 0 },
        },
      },
    ]);
    for (const byMs of [30_000, -30_000]) {
      const adjusted = stageAfter([[adjust(ana, byMs), 2000]], anaSpeaks);
      expect(deadlineMs(adjusted)).toBe(tenMs + endsMs + byMs);
    }
  });

  it('FLOOR-7 never takes more than is left: the turn ends then and there', () => {
    const taken = stageAfter([[adjust(ana, -600_000), 11_000]], anaSpeaks);
    expect(deadlineMs(taken)).toBe(tenMs + 11_000);
    expect(facts(taken, expire, 11_000)).toMatchObject([{ payload: { cause: 'clock', usedMs: 10_000 } }]);
  });

  it('FLOOR-7 changes a turn that stands still, and it is given back so', () => {
    const longer: Step[] = [
      [interrupt(ben), 11_000],
      [adjust(ana, 20_000), 12_000],
      [take, 13_000],
    ];
    expect(deadlineMs(stageAfter(longer, anaSpeaks))).toBe(tenMs + 13_000 + 190_000);
    const none: Step[] = [
      [lose(ana, 11_000), 12_000],
      [adjust(ana, -200_000), 13_000],
      [regain(ana), 14_000],
    ];
    expect(deadlineMs(stageAfter(none, anaSpeaks))).toBe(tenMs + 14_000);
  });

  it('FLOOR-7 in a pause changes what will be left after it', () => {
    const steps: Step[] = [
      [pause, 11_000],
      [adjust(ana, -200_000), 50_000],
      [goOn, 61_000],
    ];
    expect(deadlineMs(stageAfter(steps, anaSpeaks))).toBe(tenMs + 61_000);
  });

  it('FLOOR-7 lengthens the next turn of whoever does not speak, and can be taken from it again', () => {
    const longer = stageAfter([[adjust(ben, 30_000), 2000]], anaSpeaks);
    expect(facts(longer, give(ben), 3000).at(-1)).toMatchObject({
      payload: { entitledMs: 210_000, creditMs: 30_000 },
    });
    const again = stageAfter([[adjust(ben, -40_000), 2500]], longer);
    expect(live(again).creditMs[ben]).toBe(0);
    expect(facts(anaSpeaks, adjust(ben, -40_000), 2500)).toEqual([]);
  });

  it('FLOOR-7 at most doubles a turn; what has no room there is kept for the one after', () => {
    const longer = stageAfter(
      [
        [adjust(ben, 250_000), 2000],
        [give(ben), 3000],
      ],
      anaSpeaks,
    );
    expect(longer).toMatchObject({ turn: { entitledMs: 360_000 }, creditMs: { [ben]: 70_000 } });
  });

  it('FLOOR-7 credit that finds no room in the part or the budget is not lost', () => {
    const rebuttal = sceneOf({ phases: [{ kind: 'rebuttal', turnMs: minuteMs, budgetMs: 70_000 }] });
    const given = rebuttal.stageAfter([
      [start, 0],
      [adjust(ana, 30_000), 0],
      [give(ana), 1000],
    ]);
    expect(given).toMatchObject({ turn: { entitledMs: 70_000 }, creditMs: { [ana]: 20_000 } });
    const late: Step[] = [
      [start, 0],
      [nextPhase, 0],
      [adjust(ana, 30_000), 0],
      [give(ana), 560_000],
    ];
    expect(stageAfter(late)).toMatchObject({ turn: { entitledMs: 40_000 }, creditMs: { [ana]: 30_000 } });
  });

  it('FLOOR-7 in an open part no turn grows beyond the part’s end', () => {
    const late = stageAfter([
      [start, 0],
      [nextPhase, 0],
      [give(ana), 535_000],
    ]);
    expect(facts(late, adjust(ana, 30_000), 540_000)).toMatchObject([{ payload: { byMs: 5000 } }]);
  });

  it('FLOOR-7 does not bring back a turn whose time is over: it is credit then, however late the clock is', () => {
    const over = stageAfter([[adjust(ana, 30_000), endsMs + 50]], anaSpeaks);
    expect(over).toMatchObject({ turn: null, usedMs: { [ana]: 3 * minuteMs }, creditMs: { [ana]: 30_000 } });
  });

  it('FLOOR-7 is for the lineup', () => {
    expect(refusal(anaSpeaks, adjust(stranger, 1000), 2000)).toBe('not-in-lineup');
  });
});

describe('unused time and overrun', () => {
  const kept = sceneOf({
    phases: [
      { kind: 'opening', turnMs: minuteMs, unused: 'kept' },
      { kind: 'closing', turnMs: minuteMs },
    ],
  });
  const speaks = kept.stageAfter([
    [start, 0],
    [give(ana), 0],
  ]);
  const endOf = (steps: readonly Step[], [command, atMs]: Step) =>
    kept.facts(kept.stageAfter(steps, speaks), command, atMs)[0]?.payload;

  it('FLOOR-12 what a speaker leaves of a turn lengthens their next one, where the part keeps it', () => {
    expect(endOf([], [yields(ana), 40_000])).toMatchObject({ usedMs: 40_000, keptMs: 20_000 });
    const steps: Step[] = [
      [yields(ana), 40_000],
      [nextPhase, 41_000],
      [give(ana), 42_000],
    ];
    const closing = kept.stageAfter(steps, speaks);
    expect(closing).toMatchObject({ turn: { entitledMs: 80_000 }, creditMs: { [ana]: 0 } });
    expect(kept.facts(closing, yields(ana), 43_000)[0]?.payload).not.toHaveProperty('keptMs');
  });

  it('FLOOR-12 time that the moderator took is not kept, nor what the moderator added', () => {
    const shorter: Step[] = [[adjust(ana, -30_000), 0]];
    expect(endOf(shorter, [expire, 30_000])).not.toHaveProperty('keptMs');
    expect(endOf(shorter, [yields(ana), 20_000])).toMatchObject({ keptMs: 10_000 });
    const longer: Step[] = [[adjust(ana, 30_000), 0]];
    expect(endOf(longer, [yields(ana), 50_000])).toMatchObject({ keptMs: 10_000 });
    expect(endOf(longer, [yields(ana), 70_000])).not.toHaveProperty('keptMs');
  });

  it('FLOOR-12 a turn that stood still when it ended keeps what was left too', () => {
    expect(endOf([[lose(ana, 40_000), 41_000]], [take, 50_000])).toMatchObject({
      usedMs: 40_000,
      keptMs: 20_000,
    });
  });

  it('FLOOR-12 what a turn had too much is given to each of the others, where the format repays it', () => {
    const steps: Step[] = [
      [start, 0],
      [give(ana), 0],
      [adjust(ana, 30_000), 0],
      [yields(ana), 200_000],
    ];
    const creditIn = (scene: typeof kept) => live(scene.stageAfter(steps)).creditMs;
    expect(creditIn(sceneOf({ isOverrunRepaid: true }))).toEqual({ [ana]: 0, [ben]: 20_000, [dana]: 20_000 });
    expect(creditIn(sceneOf())).toEqual({ [ana]: 0, [ben]: 0, [dana]: 0 });
  });

  it('FLOOR-12 it is repaid also when the turn is postponed', () => {
    const postponed = sceneOf({ isOverrunRepaid: true }).stageAfter([
      [start, 0],
      [give(ana), 0],
      [adjust(ana, 30_000), 0],
      [lose(ana, 200_000), 201_000],
      [expire, 260_000],
    ]);
    expect(postponed).toMatchObject({
      creditMs: { [ana]: 0, [ben]: 20_000, [dana]: 20_000 },
      owed: [{ planned: 0, leftMs: 10_000 }],
    });
  });
});
