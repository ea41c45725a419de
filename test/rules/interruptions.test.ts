import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineMs, usedMs } from '../../server/rules/speaking.ts';
import { minuteMs, tenMs } from './debate-log.ts';
import { does, someStage } from './random-stages.ts';
import {
  adjust,
  ana,
  ben,
  dana,
  expire,
  give,
  interrupt,
  live,
  nextPhase,
  refusalOf,
  remove,
  sceneOf,
  start,
  stranger,
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

/** The open part of ten minutes, from the second second on. */
const openPart = stageAfter([
  [start, 0],
  [nextPhase, 2000],
]);
const partEndsMs = 2000 + 10 * minuteMs;

describe('points of order and interposed questions', () => {
  it('FLOOR-8 the running turn stands still, and what was left of it is given back to the millisecond', () => {
    expect(anaIsInterrupted).toMatchObject({
      turn: { slotId: ben, kind: 'point-of-order', endsAtMs: tenMs + 41_000 },
      held: { slotId: ana, spokenMs: 10_000, leftMs: 170_000 },
    });
    expect(facts(anaIsInterrupted, expire, 41_000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ben, phase: 0, cause: 'clock', usedMs: 30_000 } },
      {
        kind: 'turn.continued',
        payload: { slotId: ana, phase: 0, endsAtMs: tenMs + 211_000, waitedMs: 0 },
      },
    ]);
  });

  it('FLOOR-8 whoever ends it, and however late, the interrupted turn goes on from then', () => {
    const ways = [
      [take, 20_000],
      [yields(ben), 20_000],
      [expire, 77_777],
      [remove(ben), 20_000],
    ] as const;
    for (const [way, atMs] of ways)
      expect(stageAfter([[way, atMs]], anaIsInterrupted)).toMatchObject({
        held: null,
        turn: { slotId: ana, startedAtMs: tenMs + atMs, endsAtMs: tenMs + atMs + 170_000 },
      });
  });

  it('FLOOR-8 there is one interruption at a time, of a turn that runs, by somebody else who may be here', () => {
    expect(refusal(anaIsInterrupted, interrupt(dana), 12_000)).toBe('already-interrupted');
    expect(refusal(anaSpeaks, interrupt(ana), 12_000)).toBe('turn-already-taken');
    expect(refusal(anaSpeaks, interrupt(stranger), 12_000)).toBe('not-in-lineup');
    expect(refusal(stageAfter([[start, 0]]), interrupt(ben), 12_000)).toBe('no-floor');
    const gone = stageAfter([[remove(ben), 2000]], anaSpeaks);
    expect(refusal(gone, interrupt(ben), 12_000)).toBe('removed-from-debate');
  });

  it('FLOOR-8 a turn whose time is over cannot be interrupted, however late its clock is', () => {
    expect(refusal(anaSpeaks, interrupt(ben), 181_000)).toBe('no-floor');
  });

  it('FLOOR-8 granting it lowers the hand that asked for it, and leaves one that asks for a turn', () => {
    const asking = (hand: 'turn' | 'point-of-order') =>
      stageAfter(
        [
          [{ kind: 'raise', slotId: ben, hand }, 2000],
          [interrupt(ben), 3000],
        ],
        anaSpeaks,
      );
    expect(asking('point-of-order')).toMatchObject({ hands: [] });
    expect(asking('turn')).toMatchObject({ hands: [{ slotId: ben, kind: 'turn' }] });
  });

  it('FLOOR-8 near the end of an open part the interrupted turn is given back beyond it; nothing else is', () => {
    const spoken = stageAfter(
      [
        [give(ana), partEndsMs - 60_000],
        [interrupt(ben), partEndsMs - 10_000],
      ],
      openPart,
    );
    const back = stageAfter([[expire, partEndsMs + 20_000]], spoken);
    expect(deadlineMs(back)).toBe(tenMs + partEndsMs + 30_000);
    expect(refusal(back, give(dana), partEndsMs + 21_000)).toBe('phase-over');
    expect(facts(back, adjust(ana, 60_000), partEndsMs + 21_000)).toEqual([]);
    expect(facts(back, expire, partEndsMs + 30_000)).toMatchObject([
      { kind: 'turn.ended', payload: { slotId: ana, cause: 'clock', usedMs: 60_000 } },
    ]);
  });

  it('FLOOR-3 giving the floor on ends the interruption and the turn it interrupted', () => {
    expect(facts(anaIsInterrupted, give(dana), 21_000)).toMatchObject([
      { kind: 'turn.ended', payload: { slotId: ben, usedMs: 10_000 } },
      { kind: 'turn.ended', payload: { slotId: ana, usedMs: 10_000 } },
      { kind: 'slot.admitted' },
      { kind: 'turn.started', payload: { slotId: dana } },
    ]);
  });

  it('FLOOR-8 costs the interrupted speaker no millisecond, in any debate, and the interrupter their own', () => {
    fc.assert(
      fc.property(someStage, fc.integer({ min: 1, max: 90_000 }), (some, ms) => {
        const { plan, stage, nowMs } = some;
        const turn = stage.status === 'live' ? stage.turn : null;
        const other = plan.lineup.find(({ id }) => refusalOf(plan, stage, interrupt(id), nowMs) === null);
        if (!turn || !other) return;
        const back = does(does(some, interrupt(other.id)), ms % 2 ? take : expire, ms);
        const { held, turn: again } = live(back.stage);
        if (held) return;
        expect(again?.endsAtMs).toBe(turn.endsAtMs + ms);
        expect(usedMs(back.stage, turn.slotId, back.nowMs)).toBe(usedMs(stage, turn.slotId, nowMs));
        const spokenMs = usedMs(back.stage, other.id, back.nowMs) - usedMs(stage, other.id, nowMs);
        expect(spokenMs).toBe(Math.min(ms, plan.format.interjectionMs ?? 30_000));
      }),
      { numRuns: 400 },
    );
  });
});
