import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceOf, mayBeHeard, usedMs } from '../../server/rules/speaking.ts';
import { emptyLobby, type StageCommand } from '../../server/rules/stage.ts';
import { tenMs } from './debate-log.ts';
import { debate } from './random-debates.ts';
import {
  ana,
  ben,
  expire,
  give,
  interrupt,
  lose,
  pause,
  raise,
  remove,
  sceneOf,
  start,
  stranger,
} from './scene.ts';

const { stageAfter, facts, refusal } = sceneOf();
const lobby = emptyLobby;
const started = stageAfter([[start, 0]]);
const anaSpeaks = stageAfter([[give(ana), 1000]], started);
const admit = (slotId: string): StageCommand => ({ kind: 'admit', slotId });
const mute = (slotId: string): StageCommand => ({ kind: 'mute', slotId, reason: 'shouts' });
const unmute = (slotId: string): StageCommand => ({ kind: 'unmute', slotId });
const readmit = (slotId: string): StageCommand => ({ kind: 'readmit', slotId, reason: 'has apologised' });

describe('admission', () => {
  it('STAGE-1 somebody is let onto the stage once, before the start as while the debate is live', () => {
    for (const stage of [lobby, started]) {
      const admitted = stageAfter([[admit(ben), 500]], stage);
      expect(admitted).toMatchObject({ admitted: [ben] });
      expect(facts(admitted, admit(ben), 600)).toEqual([]);
    }
  });

  it('STAGE-1 whoever is admitted in the lobby is on stage from the start', () => {
    const begun = stageAfter([
      [admit(ben), -500],
      [start, 0],
    ]);
    expect(audienceOf(begun, { slotId: ben, source: 'camera' }, tenMs)).toBe('everybody');
    expect(audienceOf(begun, { slotId: ana, source: 'camera' }, tenMs)).toBe('crew');
  });

  it('STAGE-1 giving the floor admits, also for an interruption', () => {
    expect(anaSpeaks).toMatchObject({ admitted: [ana] });
    expect(stageAfter([[interrupt(ben), 2000]], anaSpeaks)).toMatchObject({ admitted: [ana, ben] });
  });

  it('STAGE-1 nobody is admitted, silenced or sent out who is not in the lineup', () => {
    for (const command of [admit, mute, unmute, remove, readmit])
      expect(refusal(anaSpeaks, command(stranger), 2000)).toBe('not-in-lineup');
  });
});

describe('silence', () => {
  const muted = stageAfter([[mute(ana), 2000]], anaSpeaks);

  it('STAGE-2 who is muted keeps the floor and its clock, and nobody hears it', () => {
    expect(muted).toMatchObject({ muted: [ana], turn: { slotId: ana } });
    expect(mayBeHeard(muted, ana, tenMs + 3000)).toBe(false);
    expect(usedMs(muted, ana, tenMs + 3000)).toBe(2000);
    expect(mayBeHeard(stageAfter([[unmute(ana), 4000]], muted), ana, tenMs + 5000)).toBe(true);
  });

  it('STAGE-2 it lasts until it is taken back, turn after turn; what is so already is not done again', () => {
    const later = stageAfter(
      [
        [mute(ben), 2000],
        [give(ben), 3000],
      ],
      anaSpeaks,
    );
    expect(mayBeHeard(later, ben, tenMs + 4000)).toBe(false);
    expect(facts(muted, mute(ana), 3000)).toEqual([]);
    expect(facts(anaSpeaks, unmute(ana), 3000)).toEqual([]);
    expect(refusal(lobby, mute(ana), 0)).toBe('debate-not-live');
  });
});

describe('removal', () => {
  it('STAGE-3 ends the turn with what it had used, lowers the hand, and says why', () => {
    const raised = stageAfter([[raise(ana), 1500]], anaSpeaks);
    expect(facts(raised, remove(ana), 3000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'removed', usedMs: 2000 } },
      { kind: 'slot.removed', payload: { slotId: ana, reason: 'insults' } },
    ]);
    const gone = stageAfter([[remove(ana), 3000]], raised);
    expect(gone).toMatchObject({ hands: [], admitted: [], removed: [ana], turn: null });
  });

  it('STAGE-3 of whoever was interrupted leaves the interruption its time, and then nobody has the floor', () => {
    const gone = stageAfter(
      [
        [interrupt(ben), 3000],
        [remove(ana), 5000],
      ],
      anaSpeaks,
    );
    expect(gone).toMatchObject({ held: null, turn: { slotId: ben, endsAtMs: tenMs + 33_000 } });
    const over = stageAfter([[expire, 33_000]], gone);
    expect(over).toMatchObject({ turn: null, held: null, usedMs: { [ana]: 2000, [ben]: 30_000 } });
  });

  it('STAGE-3 of whoever the floor waits for ends the waiting', () => {
    const waits = stageAfter([[lose(ana, 3000), 5000]], anaSpeaks);
    expect(facts(waits, remove(ana), 6000)[0]).toMatchObject({
      kind: 'turn.ended',
      payload: { slotId: ana, cause: 'removed', usedMs: 2000 },
    });
  });

  it('STAGE-3 in a pause ends the turn with what it had used before the pause', () => {
    const paused = stageAfter([[pause, 3000]], anaSpeaks);
    expect(facts(paused, remove(ana), 90_000)[0]).toMatchObject({ payload: { usedMs: 2000 } });
  });

  it('STAGE-4 who was removed is admitted, heard and given the floor only when readmitted', () => {
    const gone = stageAfter([[remove(ben), 2000]], anaSpeaks);
    for (const command of [admit(ben), give(ben), interrupt(ben), raise(ben)])
      expect(refusal(gone, command, 3000)).toBe('removed-from-debate');
    expect(facts(gone, remove(ben), 3000)).toEqual([]);
    expect(refusal(anaSpeaks, readmit(ben), 3000)).toBe('not-removed');
    const back = stageAfter([[readmit(ben), 4000]], gone);
    expect(back).toMatchObject({ removed: [], admitted: [ana, ben] });
    expect(refusal(back, give(ben), 5000)).toBeNull();
  });

  it('STAGE-4 a removal in the lobby holds when the debate begins', () => {
    const gone = stageAfter([
      [remove(ben), -500],
      [start, 0],
    ]);
    expect(refusal(gone, give(ben), 1000)).toBe('removed-from-debate');
  });

  it('STAGE-3 nobody who is removed has a turn, a hand or a place on stage, in any debate', () => {
    fc.assert(
      fc.property(debate, ({ moments }) => {
        for (const { after, nowMs } of moments) {
          if (after.status !== 'live') continue;
          for (const slotId of after.removed) {
            expect([after.turn?.slotId, after.held?.slotId, ...after.admitted]).not.toContain(slotId);
            expect(after.hands.some((hand) => hand.slotId === slotId)).toBe(false);
            for (const source of ['camera', 'microphone'] as const)
              expect(audienceOf(after, { slotId, source }, nowMs)).toBe('nobody');
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
