import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { deadlineMs, mayBeHeard, usedMs } from '../../server/rules/speaking.ts';
import { decide, emptyLobby } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';
import { minuteMs, tenMs } from './debate-log.ts';
import {
  ana,
  ben,
  dana,
  end,
  expire,
  give,
  goOn,
  interrupt,
  live,
  lose,
  nextPhase,
  raise,
  regain,
  sceneOf,
  start,
  stranger,
  take,
  yields,
} from './scene.ts';

const { plan, act, stageAfter, facts, refusal } = sceneOf();
const lobby = emptyLobby;
const started = stageAfter([[start, 0]]);
const anaSpeaks = stageAfter([[give(ana), 1000]], started);
const openPart = stageAfter([[nextPhase, 1000]], started);
const ended = stageAfter([[end, 5000]], started);

describe('the start and the end', () => {
  it('the start opens the first phase, and all its turns wait in the order of the lineup', () => {
    expect(facts(lobby, start, 0)).toEqual([
      { kind: 'debate.started', payload: {} },
      { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } },
    ]);
    expect(started).toMatchObject({ status: 'live', phase: 0, waiting: [0, 1, 2], turn: null });
  });

  it('before the start and after the end every command is refused with its own code', () => {
    expect(refusal(lobby, give(ana), 0)).toBe('debate-not-live');
    expect(refusal(lobby, end, 0)).toBe('debate-not-live');
    expect(refusal(started, start, 0)).toBe('debate-already-live');
    expect(refusal(ended, start, 0)).toBe('debate-over');
    expect(refusal(ended, raise(ana), 0)).toBe('debate-over');
    expect(refusal(ended, { kind: 'admit', slotId: ana }, 0)).toBe('debate-over');
  });

  it('a timer or a line that is too early or too late changes nothing', () => {
    for (const stage of [lobby, started, anaSpeaks, ended])
      for (const command of [expire, lose(ben, 500), regain(ana)])
        expect(facts(stage, command, 2000)).toEqual([]);
  });

  it('a debate can fail in the lobby, and then was never held', () => {
    expect(stageAfter([[{ kind: 'end', cause: 'failed' }, 0]])).toMatchObject({
      status: 'ended',
      startedAtMs: null,
    });
  });

  it('the end ends the turn that runs, and the one it had interrupted', () => {
    const interrupted = stageAfter([[interrupt(ben), 3000]], anaSpeaks);
    expect(facts(interrupted, end, 5000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ben, phase: 0, cause: 'debate-over', usedMs: 2000 } },
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'debate-over', usedMs: 2000 } },
      { kind: 'debate.ended', payload: { cause: 'moderator' } },
    ]);
  });
});

describe('the floor', () => {
  it('FLOOR-2 at the turn’s end the microphone is off, and a late timer adds nothing to what was used', () => {
    const endsAtMs = tenMs + 1000 + 3 * minuteMs;
    expect(deadlineMs(anaSpeaks)).toBe(endsAtMs);
    expect(mayBeHeard(anaSpeaks, ana, endsAtMs - 1)).toBe(true);
    expect(mayBeHeard(anaSpeaks, ana, endsAtMs)).toBe(false);
    expect(decide(plan, anaSpeaks, expire, endsAtMs + 5000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'clock', usedMs: 3 * minuteMs } },
    ]);
    expect(usedMs(anaSpeaks, ana, endsAtMs + 5000)).toBe(3 * minuteMs);
  });

  it('FLOOR-2 what had run out is over before any command, however late the clock is', () => {
    const atMs = 1000 + 3 * minuteMs + 40;
    const over = { kind: 'turn.ended', payload: { slotId: ana, cause: 'clock' } };
    for (const command of [take, yields(ana)]) expect(facts(anaSpeaks, command, atMs)).toMatchObject([over]);
    expect(facts(anaSpeaks, give(ben), atMs)[0]).toMatchObject(over);
    expect(refusal(anaSpeaks, yields(ben), atMs)).toBe('no-floor');
  });

  it('FLOOR-3 giving the floor ends the turn of whoever holds it', () => {
    const given = act(anaSpeaks, give(ben), 11_000);
    expect(given.facts.map((fact) => fact.kind)).toEqual(['turn.ended', 'slot.admitted', 'turn.started']);
    expect(given.facts[0]?.payload).toMatchObject({ slotId: ana, cause: 'moderator', usedMs: 10_000 });
    expect(given.stage).toMatchObject({ turn: { slotId: ben }, waiting: [2] });
  });

  it('FLOOR-3 giving the floor lowers the hand of who gets it, before the turn', () => {
    const given = act(stageAfter([[raise(ben), 0]], started), give(ben), 1000);
    expect(given.facts.map((fact) => fact.kind)).toEqual(['slot.admitted', 'hand.lowered', 'turn.started']);
    expect(given.stage).toMatchObject({ hands: [] });
  });

  it('FLOOR-4 an opening part gives each slot one turn', () => {
    const taken = stageAfter([[take, 2000]], anaSpeaks);
    expect(refusal(taken, give(ana), 3000)).toBe('turn-already-taken');
    expect(refusal(taken, give(stranger), 3000)).toBe('not-in-lineup');
    expect(refusal(taken, { kind: 'give', slotId: ben, planned: 2 }, 3000)).toBe('turn-already-taken');
  });

  it('FLOOR-4 in an open part a turn ends with the part at the latest, and then none begins', () => {
    const partEndsMs = 1000 + 10 * minuteMs;
    const late = stageAfter([[give(ana), partEndsMs - 5000]], openPart);
    expect(deadlineMs(late)).toBe(tenMs + partEndsMs);
    expect(facts(late, expire, partEndsMs)).toMatchObject([
      { kind: 'turn.ended', payload: { cause: 'phase-over', usedMs: 5000 } },
    ]);
    expect(refusal(openPart, give(ana), partEndsMs)).toBe('phase-over');
  });

  it('FLOOR-4 a budget is the most a slot is given of a part, the turn it is in taken off', () => {
    const {
      stageAfter: to,
      facts: made,
      refusal: no,
    } = sceneOf({
      phases: [{ kind: 'rebuttal', turnMs: minuteMs, budgetMs: 90_000 }],
    });
    const speaks = to([
      [start, 0],
      [give(ana), 0],
    ]);
    expect(made(speaks, give(ana), 50_000).at(-1)).toMatchObject({ payload: { entitledMs: 40_000 } });
    const once = to([[expire, 60_000]], speaks);
    expect(made(once, give(ana), 61_000).at(-1)).toMatchObject({ payload: { entitledMs: 30_000 } });
    const spent = to(
      [
        [give(ana), 61_000],
        [expire, 91_000],
      ],
      once,
    );
    expect(no(spent, give(ana), 92_000)).toBe('budget-used');
  });

  it('FLOOR-5 a candidate may yield only their own floor', () => {
    expect(refusal(anaSpeaks, yields(ben), 2000)).toBe('not-your-floor');
    expect(refusal(started, yields(ana), 2000)).toBe('no-floor');
    expect(facts(anaSpeaks, yields(ana), 2000)).toMatchObject([
      { payload: { cause: 'yielded', usedMs: 1000 } },
    ]);
  });

  it('nobody’s floor cannot be taken', () => {
    expect(refusal(started, take, 2000)).toBe('no-floor');
  });
});

describe('phases, hands and questions', () => {
  it('the next phase ends the running turn; after the last there is none', () => {
    expect(facts(anaSpeaks, nextPhase, 2000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'phase-over', usedMs: 1000 } },
      { kind: 'phase.started', payload: { phase: 1, endsAtMs: tenMs + 2000 + 10 * minuteMs } },
    ]);
    const closing = stageAfter([[nextPhase, 2000]], openPart);
    expect(closing).toMatchObject({ phase: 2, waiting: [0, 1, 2], owed: [], question: null });
    expect(refusal(closing, nextPhase, 3000)).toBe('no-next-phase');
  });

  it('a hand is raised once, asks for something else when told so, and is lowered once', () => {
    const raised = stageAfter([[raise(ben), 2000]], openPart);
    expect(facts(raised, raise(ben), 3000)).toEqual([]);
    const other = stageAfter([[{ kind: 'raise', slotId: ben, hand: 'point-of-order' }, 3000]], raised);
    expect(other).toMatchObject({ hands: [{ slotId: ben, kind: 'point-of-order' }] });
    expect(stageAfter([[{ kind: 'lower', slotId: ben }, 3000]], raised)).toMatchObject({ hands: [] });
    expect(refusal(openPart, { kind: 'lower', slotId: ben }, 2000)).toBe('hand-not-raised');
    expect(refusal(openPart, raise(stranger), 2000)).toBe('not-in-lineup');
  });

  it('the public’s question stands until the next one, or the next part', () => {
    const ask = { kind: 'ask', questionId: dana, text: 'What about the buses?' } as const;
    const asked = stageAfter([[ask, 2000]], anaSpeaks);
    expect(asked).toMatchObject({ question: { questionId: dana, text: 'What about the buses?' } });
    expect(stageAfter([[nextPhase, 3000]], asked)).toMatchObject({ question: null });
  });

  it('an outage of ours costs a speaker nothing: what was left of the turn and of the part is left afterwards', () => {
    const speaking = live(stageAfter([[give(ana), 2000]], openPart));
    const resumed = live(stageAfter([[{ kind: 'resume', shiftMs: 20_000 }, 32_000]], speaking));
    expect(deadlineMs(resumed)).toBe((deadlineMs(speaking) ?? 0) + 20_000);
    expect(resumed.phaseEndsAtMs).toBe((speaking.phaseEndsAtMs ?? 0) + 20_000);
    expect(usedMs(resumed, ana, tenMs + 32_000)).toBe(10_000);
  });

  it('an outage of ours is taken out before the clock is looked at, and not twice in a pause', () => {
    const speaking = stageAfter([[give(ana), 2000]], openPart);
    const resumed = stageAfter([[{ kind: 'resume', shiftMs: 500_000 }, 530_000]], speaking);
    expect(deadlineMs(resumed)).toBe(tenMs + 562_000);
    const paused = stageAfter([[{ kind: 'pause', reason: 'smoke' }, 12_000]], speaking);
    const back = [
      [{ kind: 'resume', shiftMs: 20_000 }, 40_000],
      [goOn, 52_000],
    ] as const;
    expect(deadlineMs(stageAfter(back, paused))).toBe(tenMs + 102_000);
  });

  it('facts that are not of the stage leave it as it is', () => {
    const outage: EvidenceFact = {
      kind: 'outage',
      payload: { slotId: null, fromMs: 0, toMs: 1, cause: 'server-down' },
    };
    for (const stage of [lobby, started, anaSpeaks, ended])
      expect(evolve(plan, stage, outage, tenMs)).toBe(stage);
  });
});
