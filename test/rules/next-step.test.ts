import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../server/protocol/stage.ts';
import { isFree, phaseAt } from '../../server/rules/formats.ts';
import { likelySpeakers, type NextStep, nextStep } from '../../server/rules/next-step.ts';
import { deadlineMs } from '../../server/rules/speaking.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { minuteMs, tenMs } from './debate-log.ts';
import { plan as anyPlan, commandOf, debate } from './random-debates.ts';
import {
  ana,
  ben,
  dana,
  expire,
  factsAfter,
  give,
  interrupt,
  lose,
  nextPhase,
  pause,
  raise,
  refusalOf,
  remove,
  type Step,
  sceneOf,
  start,
} from './scene.ts';

const { plan, stageAfter } = sceneOf();
const stepIn = (stage: Stage, atMs: number, isHere?: (slotId: string) => boolean) =>
  nextStep(plan, stage, { nowMs: tenMs + atMs, ...(isHere ? { isHere } : {}) });

const opening = stageAfter([[start, 0]]);
const openPart = stageAfter([[nextPhase, 0]], opening);
const lastPart = stageAfter([[nextPhase, 0]], openPart);

describe('whose picture may soon be looked at', () => {
  const likelyIn = (stage: Stage, atMs = 0) => likelySpeakers(plan, stage, { nowMs: tenMs + atMs });

  it('before the start the first of the format, then who speaks and who comes next', () => {
    expect(likelyIn(emptyLobby)).toEqual([ana]);
    expect(likelyIn(opening)).toEqual([ana]);
    expect(likelyIn(stageAfter([[give(ana), 0]], opening))).toEqual([ana, ben]);
  });

  it('where turns are asked for, two of those who ask, the least heard first', () => {
    const asked: Step[] = [dana, ben, ana].map((slotId) => [raise(slotId), 1000]);
    expect(likelyIn(openPart)).toEqual([]);
    expect(likelyIn(stageAfter(asked, openPart), 1000)).toEqual([ana, ben]);
  });

  it('nobody when it is over', () => {
    expect(likelyIn({ status: 'ended' } as Stage)).toEqual([]);
  });

  it('in every debate: the one with the floor and the next are among them, and never more than five', () => {
    fc.assert(
      fc.property(debate, ({ plan: of, moments }) => {
        for (const { after: stage, nowMs } of moments) {
          const likely = likelySpeakers(of, stage, { nowMs });
          const next = nextStep(of, stage, { nowMs });
          if (next?.kind === 'give') expect(likely).toContain(next.slotId);
          if (stage.status === 'live' && stage.turn) expect(likely).toContain(stage.turn.slotId);
          expect(likely.length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});

describe('the moderator’s one key', () => {
  it('walks through a whole debate, from the start to the end', () => {
    const taken: string[] = [];
    let stage: Stage = emptyLobby;
    for (let atMs = 0; taken.length < 50; atMs += 1000) {
      const step = stepIn(stage, atMs);
      if (!step) break;
      taken.push(step.kind);
      stage = stageAfter([[commandOf(step), atMs]], stage);
    }
    expect(taken.join(' ')).toBe('start give give give next-phase next-phase give give give end');
    expect(stage.status).toBe('ended');
  });

  it('gives planned turns in their order; those of who is not here wait until the others have had theirs', () => {
    expect(stepIn(opening, 0)).toEqual({ kind: 'give', slotId: ana, planned: 0 });
    const without = (slotId: string) => (id: string) => id !== slotId;
    expect(stepIn(opening, 0, without(ana))).toEqual({ kind: 'give', slotId: ben, planned: 1 });
    const others = stageAfter(
      [
        [give(ben), 0],
        [give(dana), 1000],
      ],
      opening,
    );
    expect(stepIn(others, 2000, without(ana))).toEqual({ kind: 'next-phase' });
    expect(stepIn(others, 2000)).toEqual({ kind: 'give', slotId: ana, planned: 0 });
  });

  it('passes over who was removed', () => {
    expect(stepIn(stageAfter([[remove(ana), 0]], opening), 0)).toMatchObject({ slotId: ben });
  });

  it('in an open part calls whoever of those that ask was heard least, and listens while somebody speaks', () => {
    const steps: Step[] = [
      [give(dana), 0],
      [expire, minuteMs],
      [raise(dana), 61_000],
      [raise(ben), 62_000],
    ];
    expect(stepIn(stageAfter(steps, openPart), 63_000)).toEqual({ kind: 'give', slotId: ben, planned: null });
    const speaks = stageAfter([[give(ana), 0]], openPart);
    expect(stepIn(speaks, 1000)).toBeNull();
    expect(stepIn(stageAfter([[raise(ana), 1000]], speaks), 2000)).toBeNull();
    const asked = stageAfter([[{ kind: 'raise', slotId: ben, hand: 'point-of-order' }, 1000]], speaks);
    expect(stepIn(asked, 2000)).toBeNull();
  });

  it('in an open part goes on when nobody asks, and when its time is up', () => {
    expect(stepIn(openPart, 1000)).toEqual({ kind: 'next-phase' });
    const asking = stageAfter([[raise(ana), 1000]], openPart);
    expect(stepIn(asking, 11 * minuteMs)).toEqual({ kind: 'next-phase' });
    const late = stageAfter([[give(ana), 9.5 * minuteMs]], openPart);
    expect(stepIn(late, 10 * minuteMs)).toEqual({ kind: 'next-phase' });
    expect(stepIn(lastPart, 0, () => false)).toEqual({ kind: 'end' });
  });

  it('passes over hands whose budget is used', () => {
    const rebuttal = sceneOf({ phases: [{ kind: 'rebuttal', turnMs: minuteMs, budgetMs: 60_500 }] });
    const steps: Step[] = [
      [start, 0],
      [give(ana), 0],
      [expire, minuteMs],
      [raise(ana), 61_000],
    ];
    const spent = rebuttal.stageAfter(steps);
    expect(nextStep(rebuttal.plan, spent, { nowMs: tenMs + 62_000 })).toEqual({ kind: 'end' });
  });

  it('FLOOR-8 never breaks into an interruption, nor past the turn that it will give back', () => {
    for (const part of [opening, openPart]) {
      const speaks = stageAfter(
        [
          [give(ana), 0],
          [raise(dana), 500],
        ],
        part,
      );
      expect(stepIn(stageAfter([[interrupt(ben), 1000]], speaks), 2000)).toBeNull();
    }
    const given = stageAfter(
      [
        [give(ana), 9.9 * minuteMs],
        [interrupt(ben), 9.95 * minuteMs],
      ],
      openPart,
    );
    expect(stepIn(given, 10.2 * minuteMs)).toBeNull();
    const back = stageAfter([[expire, 10.45 * minuteMs]], given);
    expect(stepIn(back, 10.46 * minuteMs)).toBeNull();
  });

  it('FLOOR-9 goes on to others while the floor waits for somebody, and past nobody’s last turn', () => {
    const waits = stageAfter(
      [
        [give(ana), 0],
        [lose(ana, 1000), 2000],
      ],
      opening,
    );
    expect(stepIn(waits, 3000)).toMatchObject({ kind: 'give', slotId: ben });
    const last = stageAfter(
      [
        [give(ben), 0],
        [give(dana), 10],
        [give(ana), 20],
        [lose(ana, 1000), 2000],
      ],
      opening,
    );
    expect(stepIn(last, 3000)).toBeNull();
    expect(stepIn(stageAfter([[expire, 61_000]], last), 62_000)).toMatchObject({ slotId: ana });
  });

  it('FLOOR-9 a failure of ours keeps nobody in a part of free turns: whoever else asks is next, or the next part', () => {
    const ours: StageCommand = { kind: 'lose', slotId: ana, sinceMs: tenMs + 1000, isOurs: true };
    const steps: Step[] = [
      [give(ana), 0],
      [raise(ana), 500],
      [ours, 2000],
    ];
    const waits = stageAfter(steps, openPart);
    expect(stepIn(waits, 3000)).toEqual({ kind: 'next-phase' });
    const asked = stageAfter([[raise(ben), 3000]], waits);
    expect(stepIn(asked, 4000)).toEqual({ kind: 'give', slotId: ben, planned: null });
    const given = stageAfter([[give(ben), 4000]], asked);
    expect(given).toMatchObject({ turn: { slotId: ben }, creditMs: { [ana]: 59_000 } });
    const theirs = stageAfter([...steps.slice(0, 2), [lose(ana, 1000), 2000]], openPart);
    expect(stepIn(theirs, 3000)).toBeNull();
  });

  it('FLOOR-10 ends a pause first', () => {
    expect(stepIn(stageAfter([[pause, 1000]], opening), 2000)).toEqual({ kind: 'continue' });
  });
});

/** One bit for each place of the lineup. */
const isAmong = (places: number) => (slotId: string) =>
  ((places >> (Number(slotId.slice(-2)) - 1)) & 1) === 1;

describe('in any debate', () => {
  it('its step is never refused at the instant for which it was asked', () => {
    fc.assert(
      fc.property(debate, fc.nat(90_000), fc.nat(4095), ({ plan: of, moments }, laterMs, here) => {
        const isHere = isAmong(here);
        for (const { after, nowMs } of moments) {
          const step = nextStep(of, after, { nowMs: nowMs + laterMs, isHere });
          if (step) expect(refusalOf(of, after, commandOf(step), nowMs + laterMs)).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('it leads any debate from where it stands to its end, with the clock and with whoever is here', () => {
    fc.assert(
      fc.property(debate, fc.nat(4095), fc.nat(20_000), ({ plan: of, moments }, here, patienceMs) => {
        const last = moments.at(-1);
        if (!last) return;
        const isHere = isAmong(here);
        const { after } = last;
        const waitsForUs = after.status === 'live' && !after.turn && after.held?.untilMs === null;
        const isFreePart = after.status === 'live' && isFree(phaseAt(of.format, after.phase));
        if (waitsForUs && !isFreePart) return;
        expect(led(of, { stage: last.after, nowMs: last.nowMs }, { isHere, patienceMs })).toBe('ended');
      }),
      { numRuns: 300 },
    );
  });

  it('with everybody here it gives every planned turn once, in order', () => {
    fc.assert(
      fc.property(anyPlan, (of) => {
        const steps: NextStep[] = [];
        led(of, { stage: emptyLobby, nowMs: tenMs }, { isHere: () => true, patienceMs: 0, steps });
        const given = steps.flatMap((step) =>
          step.kind === 'give' && step.planned !== null ? [step.planned] : [],
        );
        const planned = of.format.phases.flatMap((_, phase) => waitingIn(of, phase));
        expect(given).toEqual(planned);
      }),
      { numRuns: 100 },
    );
  });

  type Leading = { isHere: (slotId: string) => boolean; patienceMs: number; steps?: NextStep[] };

  /** Does the key's step after some patience each time, or else waits for the clock; says what came of it. */
  function led(of: Plan, from: { stage: Stage; nowMs: number }, { isHere, patienceMs, steps = [] }: Leading) {
    let { stage, nowMs } = from;
    for (let count = 0; count < 5000 && stage.status !== 'ended'; count++) {
      nowMs += patienceMs;
      const step = nextStep(of, stage, { nowMs, isHere });
      const deadline = deadlineMs(stage);
      if (!step && deadline === null) return 'stuck';
      if (step) steps.push(step);
      else nowMs = Math.max(nowMs, deadline ?? nowMs);
      const command = step ? commandOf(step) : expire;
      stage = factsAfter(of, stage, decide(of, stage, command, nowMs), nowMs);
    }
    return stage.status;
  }

  function waitingIn(of: Plan, phase: number): number[] {
    const begun = factsAfter(
      of,
      emptyLobby,
      [
        { kind: 'debate.started', payload: {} },
        { kind: 'phase.started', payload: { phase, endsAtMs: null } },
      ],
      tenMs,
    );
    return begun.status === 'live' ? begun.waiting : [];
  }
});
