import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOwnTurn } from '../../client/candidate/nextTurn.ts';
import { budgetLeftMs } from '../../client/candidate/ownBudget.ts';
import { standingOf } from '../../client/candidate/standing.ts';
import type { Format } from '../../server/protocol/campaign.ts';
import type { DebateView, LiveStage, Stage } from '../../server/protocol/stage.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';

const minute = 60_000;
const slots = [1, 2, 3].map((position) => ({
  id: `slot-${position}`,
  candidacyId: `candidacy-${position}`,
  position,
  name: `Speaker ${position}`,
}));
const [first, second, third] = ['slot-1', 'slot-2', 'slot-3'] as const;
const names = { kk: 'x', ru: 'x', en: 'x' };

describe('when a candidate’s next turn is', () => {
  const opening = planOf([{ kind: 'opening', turnMs: 2 * minute }]);

  it('after the turns of those before, each to its end', () => {
    const stage = stageAfter(opening, [{ kind: 'start' }]);
    expect(nextFor(opening, stage, third, 0)).toMatchObject({ kind: 'speech', inMs: 4 * minute });
  });

  it('FLOOR-8 later by what was taken for a point of order, and by the turn it gives back', () => {
    const give: StageCommand = { kind: 'give', slotId: first };
    const interrupt: StageCommand = { kind: 'interrupt', slotId: third, cause: 'point-of-order' };
    const stage = stageAfter(opening, [{ kind: 'start' }, give, interrupt]);
    const next = nextFor(opening, stage, second, 0);
    expect(next?.inMs).toBe(2 * minute + 30_000);
  });

  it('sooner when somebody before is not there: their turn waits', () => {
    const stage = stageAfter(opening, [{ kind: 'start' }]);
    expect(nextFor(opening, stage, third, 0, [second, third])?.inMs).toBe(2 * minute);
  });

  it('says whom one asks, and by whom one is asked', () => {
    const plan = planOf([
      { kind: 'each-asks-each', questionMs: minute, answerMs: minute, totalMs: 6 * minute },
    ]);
    const stage = stageAfter(plan, [{ kind: 'start' }]);
    expect(nextFor(plan, stage, first, 0)).toEqual({ kind: 'question', toSlotId: second, inMs: 0 });
    expect(nextFor(plan, stage, second, 0)).toEqual({ kind: 'answer', toSlotId: first, inMs: minute });
  });

  it('in a later part, after all of an open one', () => {
    const plan = planOf([
      { kind: 'open', turnMs: minute, totalMs: 10 * minute },
      { kind: 'closing', turnMs: minute },
    ]);
    const stage = stageAfter(plan, [{ kind: 'start' }]);
    expect(nextFor(plan, stage, first, 4 * minute)?.inMs).toBe(6 * minute);
  });

  it('never, once all planned turns were had', () => {
    const stage = stageAfter(opening, [{ kind: 'start' }, { kind: 'give', slotId: first }, { kind: 'take' }]);
    expect(nextFor(opening, stage, first, 0)).toBeNull();
  });

  it('never before anybody who comes earlier in the order', () => {
    const speaker = fc.constantFrom(0, 1, 2);
    fc.assert(
      fc.property(speaker, speaker, fc.nat(5 * minute), (a, b, nowMs) => {
        const stage = stageAfter(opening, [{ kind: 'start' }]);
        const inMs = (index: number) => nextFor(opening, stage, slots[index]?.id ?? '', nowMs)?.inMs ?? 0;
        expect(Math.sign(inMs(a) - inMs(b))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe('how a candidate stands', () => {
  const plan = planOf([{ kind: 'opening', turnMs: minute }]);
  const start: StageCommand = { kind: 'start' };
  const give: StageCommand = { kind: 'give', slotId: first };
  const mute: StageCommand = { kind: 'mute', slotId: first, reason: 'noise' };

  it.each([
    ['door', [start]],
    ['waiting', [{ kind: 'admit', slotId: first }, start]],
    ['floor', [start, give]],
    ['held', [start, give, { kind: 'interrupt', slotId: second, cause: 'interposed' }]],
    ['held', [start, give, { kind: 'lose', slotId: first, sinceMs: 0 }]],
    ['muted', [start, mute]],
    ['paused', [start, give, { kind: 'pause', reason: 'fire' }]],
    ['removed', [start, { kind: 'remove', slotId: first, reason: 'threats' }]],
    ['ended', [start, { kind: 'end', cause: 'moderator' }]],
  ] as [string, StageCommand[]][])('%s', (is, commands) => {
    const stage = stageAfter(plan, commands);
    expect(standingOf({ stage }, first, true).is).toBe(is);
  });

  it('with the floor but silenced', () => {
    const stage = stageAfter(plan, [start, give, mute]);
    expect(standingOf({ stage }, first, true)).toEqual({ is: 'floor', kind: 'speech', isMuted: true });
  });

  it('lost goes before all but the end', () => {
    const stage = stageAfter(plan, [start, give]);
    expect(standingOf({ stage }, first, false).is).toBe('lost');
  });
});

it('FLOOR-7 a budget is less by what was used of the part, the running turn included', () => {
  const plan = planOf([{ kind: 'rebuttal', turnMs: minute, budgetMs: 3 * minute }]);
  const stage = stageAfter(plan, [{ kind: 'start' }, { kind: 'give', slotId: first }]) as LiveStage;
  expect(budgetLeftMs(plan, stage, { slotId: first, nowMs: 20_000 })).toBe(3 * minute - 20_000);
  expect(budgetLeftMs(plan, stage, { slotId: second, nowMs: 20_000 })).toBe(3 * minute);
});

function planOf(phases: Format['phases']): Plan {
  return { format: { names, phases }, lineup: slots };
}

function stageAfter(plan: Plan, commands: readonly StageCommand[]): Stage {
  return commands.reduce<Stage>(
    (stage, command) =>
      decide(plan, stage, command, 0).reduce((so, fact) => evolve(plan, so, fact, 0), stage),
    emptyLobby,
  );
}

function nextFor(plan: Plan, stage: Stage, ...[slotId, nowMs, here]: [string, number, string[]?]) {
  const presence = (here ?? slots.map(({ id }) => id)).map((id) => ({ slotId: id, session: true }));
  const view = { ...plan, lineup: [...plan.lineup], presence } as unknown as DebateView;
  return nextOwnTurn({ view, stage: stage as LiveStage, slotId, nowMs });
}
