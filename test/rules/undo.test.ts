import { describe, expect, it } from 'vitest';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { Stage } from '../../server/protocol/stage.ts';
import { audienceOf, deadlineMs, usedMs } from '../../server/rules/speaking.ts';
import type { StageCommand } from '../../server/rules/stage.ts';
import { isUndoable, type LastAct, undo } from '../../server/rules/undo.ts';
import { idOf, tenMs } from './debate-log.ts';
import {
  adjust,
  ana,
  ben,
  dana,
  expire,
  factsAfter,
  give,
  goOn,
  interrupt,
  live,
  nextPhase,
  pause,
  raise,
  remove,
  sceneOf,
  start,
  take,
} from './scene.ts';

const scene = sceneOf();
const { stageAfter } = scene;
const anaSpeaks = live(
  stageAfter([
    [start, 0],
    [give(ana), 1000],
  ]),
);

/** The last act, done at that millisecond after ten. */
const actOn = (before: Stage, atMs: number): LastAct => ({
  sequence: 7,
  atMs: tenMs + atMs,
  before: live(before),
});

function undone(last: LastAct | null, stage: Stage, nowMs: number): Stage {
  return factsAfter(scene.plan, stage, undo(last, stage, nowMs), nowMs);
}

function refusalOfUndo(last: LastAct | null, stage: Stage, atMs: number): string | null {
  try {
    undo(last, stage, tenMs + atMs);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('taking back a slip', () => {
  it('FLOOR-11 who lost the floor by a slip has it again, with all that was left', () => {
    const slip = stageAfter([[give(ben), 11_000]], anaSpeaks);
    const back = undone(actOn(anaSpeaks, 11_000), slip, tenMs + 14_000);
    expect(back).toMatchObject({ turn: { slotId: ana }, waiting: [1, 2], admitted: [ana] });
    expect(deadlineMs(back)).toBe((deadlineMs(anaSpeaks) ?? 0) + 3000);
    expect(usedMs(back, ana, tenMs + 14_000)).toBe(10_000);
    expect(usedMs(back, ben, tenMs + 14_000)).toBe(0);
  });

  it('FLOOR-11 for five seconds, and only while the debate is live', () => {
    const last = actOn(anaSpeaks, 11_000);
    const slip = stageAfter([[give(ben), 11_000]], anaSpeaks);
    expect(refusalOfUndo(last, slip, 16_000)).toBeNull();
    expect(refusalOfUndo(last, slip, 16_001)).toBe('nothing-to-undo');
    expect(refusalOfUndo(null, slip, 12_000)).toBe('nothing-to-undo');
    const ended = stageAfter([[{ kind: 'end', cause: 'moderator' }, 12_000]], slip);
    expect(refusalOfUndo(last, ended, 13_000)).toBe('nothing-to-undo');
  });

  it('FLOOR-11 hands and a question that came meanwhile stay; a hand that the slip lowered is up again', () => {
    const asking = live(stageAfter([[raise(ben), 2000]], anaSpeaks));
    const ask: StageCommand = { kind: 'ask', questionId: idOf(500), text: 'What about the buses?' };
    const slip = stageAfter(
      [
        [give(ben), 11_000],
        [raise(dana), 12_000],
        [ask, 12_500],
      ],
      asking,
    );
    const back = live(undone(actOn(asking, 11_000), slip, tenMs + 13_000));
    expect(back.hands.map(({ slotId }) => slotId)).toEqual([ben, dana]);
    expect(back.question).toMatchObject({ questionId: idOf(500) });
  });

  it('FLOOR-11 a removal taken back gives back the floor, the hand and the place on stage', () => {
    const asking = live(stageAfter([[raise(ana), 2000]], anaSpeaks));
    const slip = stageAfter([[remove(ana), 11_000]], asking);
    const back = undone(actOn(asking, 11_000), slip, tenMs + 15_000);
    expect(back).toMatchObject({ removed: [], admitted: [ana], hands: [{ slotId: ana }] });
    expect(audienceOf(back, { slotId: ana, source: 'microphone' }, tenMs + 15_000)).toBe('everybody');
    expect(usedMs(back, ana, tenMs + 16_000)).toBe(11_000);
  });

  it('FLOOR-11 a readmission taken back takes back the hand that was raised after it', () => {
    const gone = live(stageAfter([[remove(ben), 2000]], anaSpeaks));
    const slip = stageAfter(
      [
        [{ kind: 'readmit', slotId: ben, reason: 'a slip' }, 3000],
        [raise(ben), 4000],
      ],
      gone,
    );
    expect(undone(actOn(gone, 3000), slip, tenMs + 5000)).toMatchObject({ removed: [ben], hands: [] });
  });

  it('FLOOR-11 a hand that its candidate lowered or changed meanwhile stays as it is now', () => {
    const point: StageCommand = { kind: 'raise', slotId: ben, hand: 'point-of-order' };
    const asking = live(
      stageAfter(
        [
          [raise(ben), 2000],
          [raise(dana), 2500],
        ],
        anaSpeaks,
      ),
    );
    const slip = stageAfter(
      [
        [take, 11_000],
        [{ kind: 'lower', slotId: dana }, 12_000],
        [point, 12_500],
      ],
      asking,
    );
    const back = live(undone(actOn(asking, 11_000), slip, tenMs + 13_000));
    expect(back.hands).toEqual([{ slotId: ben, kind: 'point-of-order' }]);
    const interrupted = stageAfter(
      [
        [interrupt(ben), 11_000],
        [{ kind: 'lower', slotId: ben }, 12_000],
      ],
      asking,
    );
    const went = live(undone(actOn(asking, 11_000), interrupted, tenMs + 13_000));
    expect(went.hands).toEqual([{ slotId: dana, kind: 'turn' }]);
  });

  it('FLOOR-11 an act that did not touch the floor gives no clock back: the speaker was heard all along', () => {
    const mute: StageCommand = { kind: 'mute', slotId: ben, reason: 'shouts' };
    const open = live(stageAfter([[nextPhase, 11_000]], anaSpeaks));
    for (const act of [mute, remove(ben), { kind: 'admit', slotId: ben }, adjust(ben, 5000)] as const)
      for (const before of [anaSpeaks, open, live(stageAfter([[give(ana), 12_000]], open))]) {
        const slip = stageAfter([[act, 20_000]], before);
        const facts = undo(actOn(before, 20_000), slip, tenMs + 25_000);
        expect(factsAfter(scene.plan, slip, facts, tenMs + 25_000)).toEqual(before);
      }
  });

  it('FLOOR-11 a mute of the speaker taken back gives back what went unheard, and says how much', () => {
    const slip = stageAfter([[{ kind: 'mute', slotId: ana, reason: 'shouts' }, 11_000]], anaSpeaks);
    const facts = undo(actOn(anaSpeaks, 11_000), slip, tenMs + 15_000);
    expect(facts).toMatchObject([{ payload: { effectMs: { [ana]: 4000, [ben]: 0, [dana]: 0 } } }]);
    const back = factsAfter(scene.plan, slip, facts, tenMs + 15_000);
    expect(deadlineMs(back)).toBe((deadlineMs(anaSpeaks) ?? 0) + 4000);
    expect(usedMs(back, ana, tenMs + 15_000)).toBe(10_000);
  });

  it('FLOOR-7 FLOOR-11 added time taken back moves the end to where it was, but for what was spoken of it', () => {
    const slip = stageAfter([[adjust(ana, 30_000), 180_000]], anaSpeaks);
    const inTime = undo(actOn(anaSpeaks, 180_000), slip, tenMs + 180_500);
    expect(inTime).toMatchObject([{ payload: { effectMs: { [ana]: -30_000, [ben]: 0, [dana]: 0 } } }]);
    expect(deadlineMs(factsAfter(scene.plan, slip, inTime, tenMs + 180_500))).toBe(deadlineMs(anaSpeaks));
    const late = undo(actOn(anaSpeaks, 180_000), slip, tenMs + 184_000);
    expect(late).toMatchObject([{ payload: { effectMs: { [ana]: -27_000 } } }]);
    const back = factsAfter(scene.plan, slip, late, tenMs + 184_000);
    expect(deadlineMs(back)).toBe(tenMs + 184_000);
    expect(usedMs(back, ana, tenMs + 184_000)).toBe(183_000);
  });

  it('FLOOR-7 FLOOR-11 taken time that is given back is all there, also where the end had silenced the speaker', () => {
    const slip = stageAfter([[adjust(ana, -169_000), 11_000]], anaSpeaks);
    const back = undone(actOn(anaSpeaks, 11_000), slip, tenMs + 15_000);
    expect(usedMs(back, ana, tenMs + 15_000)).toBe(11_000);
    expect(deadlineMs(back)).toBe((deadlineMs(anaSpeaks) ?? 0) + 3000);
  });

  it('FLOOR-11 a pause and its end can be taken back, and cost nobody anything either way', () => {
    const paused = live(stageAfter([[pause, 11_000]], anaSpeaks));
    const on = undone(actOn(anaSpeaks, 11_000), paused, tenMs + 13_000);
    expect(deadlineMs(on)).toBe((deadlineMs(anaSpeaks) ?? 0) + 2000);
    const slip = stageAfter([[goOn, 21_000]], paused);
    const still = undone(actOn(paused, 21_000), slip, tenMs + 24_000);
    expect(deadlineMs(stageAfter([[goOn, 31_000]], still))).toBe((deadlineMs(anaSpeaks) ?? 0) + 20_000);
  });

  it('FLOOR-11 the next part taken back is the part of before, with its turns and its end', () => {
    const open = live(
      stageAfter(
        [
          [nextPhase, 11_000],
          [give(ana), 12_000],
        ],
        anaSpeaks,
      ),
    );
    const slip = stageAfter([[nextPhase, 20_000]], open);
    const back = live(undone(actOn(open, 20_000), slip, tenMs + 24_000));
    expect(back).toMatchObject({ phase: 1, turn: { slotId: ana } });
    expect(back.phaseEndsAtMs).toBe((open.phaseEndsAtMs ?? 0) + 4000);
  });

  it('FLOOR-11 only a moderator’s acts on a live stage can be taken back', () => {
    const taken = [give(ana), take, nextPhase, pause, goOn, adjust(ana, 1000), remove(ana), interrupt(ana)];
    expect(taken.map(isUndoable)).not.toContain(false);
    const ends: StageCommand = { kind: 'end', cause: 'moderator' };
    for (const command of [start, ends, expire, raise(ana)]) expect(isUndoable(command)).toBe(false);
  });
});
