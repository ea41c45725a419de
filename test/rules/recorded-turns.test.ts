import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { type Interval, intersect, lengthMs, union } from '../../server/rules/intervals.ts';
import { recordedTurns } from '../../server/rules/recorded-turns.ts';
import { usedMs } from '../../server/rules/speaking.ts';
import { decide, emptyLobby, type StageCommand } from '../../server/rules/stage.ts';
import { undo } from '../../server/rules/undo.ts';
import { logOf, tenMs } from './debate-log.ts';
import { debate, type Played } from './random-debates.ts';
import {
  ana,
  ben,
  expire,
  factsAfter,
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
  take,
} from './scene.ts';
import { faultless, reasonOf, verdictOf } from './verdict-cases.ts';

const { plan } = sceneOf();

/** The log of these steps; instants are milliseconds after ten o'clock. */
function logAfter(steps: readonly Step[]) {
  const facts: [number, EvidenceFact][] = [];
  let stage = emptyLobby;
  for (const [command, atMs] of steps) {
    const made = decide(plan, stage, command, tenMs + atMs);
    stage = factsAfter(plan, stage, made, tenMs + atMs);
    facts.push(...made.map((fact): [number, EvidenceFact] => [tenMs + atMs, fact]));
  }
  return { facts, stage };
}

/** Intervals as seconds after ten. */
const secondsOf = (list: readonly Interval[]) =>
  list.map(({ fromMs, toMs }) => [(fromMs - tenMs) / 1000, (toMs - tenMs) / 1000]);

const recordedAfter = (steps: readonly Step[], untilMs = 600_000) =>
  recordedTurns(logOf(logAfter(steps).facts), plan, tenMs + untilMs);

const speaks: Step[] = [
  [start, 0],
  [give(ana), 1000],
];

describe('recorded turns', () => {
  it('a turn is recorded in the stretches in which it was spoken, under one number', () => {
    const turns = recordedAfter([
      ...speaks,
      [interrupt(ben), 11_000],
      [take, 21_000],
      [take, 31_000],
    ]).turnsOf(ana);
    expect(secondsOf(turns)).toEqual([
      [1, 11],
      [21, 31],
    ]);
    expect(new Set(turns.map(({ turn }) => turn)).size).toBe(1);
    expect(turns[0]?.phaseKind).toBe('opening');
  });

  it('a lost line ends a stretch at the last proof, a pause at its beginning', () => {
    const lost: Step[] = [...speaks, [lose(ana, 11_000), 14_000], [regain(ana), 21_000], [take, 31_000]];
    expect(secondsOf(recordedAfter(lost).turnsOf(ana))).toEqual([
      [1, 11],
      [21, 31],
    ]);
    const paused = recordedAfter([...speaks, [pause, 11_000], [goOn, 21_000], [take, 31_000]]);
    expect(secondsOf(paused.turnsOf(ana))).toEqual([
      [1, 11],
      [21, 31],
    ]);
    expect(secondsOf(paused.pauses)).toEqual([[11, 21]]);
  });

  const again: Step[] = [
    [lose(ana, 11_000), 14_000],
    [expire, 71_000],
    [give(ana), 80_000],
    [take, 90_000],
  ];

  it('a planned turn that comes again after it was postponed has the number it had', () => {
    const turns = recordedAfter([...speaks, ...again]).turnsOf(ana);
    expect(secondsOf(turns)).toEqual([
      [1, 11],
      [80, 90],
    ]);
    expect(new Set(turns.map(({ turn }) => turn)).size).toBe(1);
  });

  it('a turn as asked that comes after one that was postponed has a number of its own', () => {
    const inOpenPart: Step[] = [[start, 0], [nextPhase, 500], [give(ana), 1000], ...again];
    const turns = recordedAfter(inOpenPart).turnsOf(ana);
    expect(secondsOf(turns)).toEqual([
      [1, 11],
      [80, 90],
    ]);
    expect(new Set(turns.map(({ turn }) => turn)).size).toBe(2);
  });

  it('an opening turn in two halves around a lost line is as long as both together for its verdict', () => {
    const halves: Step[] = [
      ...speaks,
      [lose(ana, 26_000), 28_000],
      [expire, 90_000],
      [give(ana), 100_000],
      [take, 125_000],
    ];
    const verdict = verdictOf(faultless({ turns: recordedAfter(halves).turnsOf(ana) }));
    expect(reasonOf(verdict, 'opening-turn-met')).toMatchObject({ measured: 50_000, needed: 30_000 });
  });

  it('a log that breaks off has the turn that ran until then, and the pause', () => {
    expect(secondsOf(recordedAfter(speaks, 21_000).turnsOf(ana))).toEqual([[1, 21]]);
    const paused = recordedAfter([...speaks, [pause, 11_000]], 21_000);
    expect(secondsOf(paused.turnsOf(ana))).toEqual([[1, 11]]);
    expect(secondsOf(paused.pauses)).toEqual([[11, 21]]);
  });

  /** A slip at eleven seconds that is taken back at fourteen. */
  function recordedWithSlip(steps: readonly Step[], slip: StageCommand) {
    const { facts, stage } = logAfter(steps);
    const before = live(stage);
    const made = decide(plan, before, slip, tenMs + 11_000);
    const last = { sequence: facts.length + 1, atMs: tenMs + 11_000, before };
    const undone = undo(last, factsAfter(plan, before, made, tenMs + 11_000), tenMs + 14_000);
    const timed = [
      ...made.map((fact) => [11_000, fact] as const),
      ...undone.map((fact) => [14_000, fact] as const),
    ];
    const log = logOf([...facts, ...timed.map(([atMs, fact]) => [tenMs + atMs, fact] as const)]);
    return recordedTurns(log, plan, tenMs + 24_000);
  }

  it('FLOOR-11 an act that was taken back never was: the turn that it broke off goes on under its number', () => {
    const { turnsOf } = recordedWithSlip(speaks, give(ben));
    expect(secondsOf(turnsOf(ana))).toEqual([
      [1, 11],
      [14, 24],
    ]);
    expect(turnsOf(ben)).toEqual([]);
    expect(new Set(turnsOf(ana).map(({ turn }) => turn)).size).toBe(1);
  });

  it('FLOOR-11 also where the slip gave the floor to the same slot anew', () => {
    const interrupted: Step[] = [
      [interrupt(ben), 5000],
      [take, 6000],
    ];
    const inOpenPart: Step[] = [[start, 0], [nextPhase, 500], [give(ana), 1000], ...interrupted];
    const turns = recordedWithSlip(inOpenPart, give(ana)).turnsOf(ana);
    expect(secondsOf(turns)).toEqual([
      [1, 5],
      [6, 11],
      [14, 24],
    ]);
    expect(new Set(turns.map(({ turn }) => turn)).size).toBe(1);
  });

  it('FLOOR-10 FLOOR-11 a pause that was ended by a slip goes on, and one that was a slip was one all the same', () => {
    expect(secondsOf(recordedWithSlip([...speaks, [pause, 6000]], goOn).pauses)).toEqual([[6, 24]]);
    expect(secondsOf(recordedWithSlip(speaks, pause).pauses)).toEqual([[11, 14]]);
  });
});

describe('of any debate', () => {
  const holds = (name: string, hold: (played: Played, recorded: ReturnType<typeof recordedTurns>) => void) =>
    it(name, () => {
      fc.assert(
        fc.property(debate, (played) => hold(played, recordedTurns(played.log, played.plan, played.untilMs))),
        { numRuns: 400 },
      );
    });

  holds('the stretches of each slot come to what it has used, to the millisecond', (played, { turnsOf }) => {
    const stage = played.moments.at(-1)?.after ?? emptyLobby;
    for (const { id } of played.plan.lineup) {
      const stretches = turnsOf(id);
      const spokenMs = stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
      expect(spokenMs).toBe(usedMs(stage, id, played.untilMs));
      expect(lengthMs(stretches)).toBe(spokenMs);
    }
  });

  holds(
    'no stretch overlaps another one’s, or a pause, or lies outside the debate',
    (played, { turnsOf, pauses }) => {
      const all = played.plan.lineup.flatMap(({ id }) => turnsOf(id));
      expect(lengthMs(all)).toBe(all.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0));
      expect(intersect(all, pauses)).toEqual([]);
      for (const { fromMs, toMs } of all) {
        expect(fromMs).toBeGreaterThanOrEqual(tenMs);
        expect(toMs).toBeLessThanOrEqual(played.untilMs);
      }
    },
  );

  holds(
    'FLOOR-10 the pauses are when the stage said that the debate stood still',
    ({ moments, untilMs }, { pauses }) => {
      const still = moments.flatMap(({ after }, index) => {
        const toMs = moments[index + 1]?.nowMs ?? untilMs;
        return after.status === 'live' && after.pause ? [{ fromMs: after.pause.atMs, toMs }] : [];
      });
      expect(pauses).toEqual(union(still));
    },
  );
});
