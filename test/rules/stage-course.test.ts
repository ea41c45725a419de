import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { Stage } from '../../server/protocol/stage.ts';
import { usedMs } from '../../server/rules/speaking.ts';
import { decide, overdue, type Plan, replay } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';
import { debate, type Moment } from './random-debates.ts';
import { does, settled, timesIn } from './random-stages.ts';
import { factsAfter, live } from './scene.ts';

describe('under any sequence of commands at any instants', () => {
  const holds = (name: string, hold: (moment: Moment, played: { plan: Plan }) => void) =>
    it(name, () => {
      fc.assert(
        fc.property(debate, (played) => {
          for (const moment of played.moments) hold(moment, played);
        }),
        { numRuns: 300 },
      );
    });

  type Holding = { running: string | null; held: string | null };
  const holding = (stage: Stage): Holding => {
    const { turn, held } = stage.status === 'live' ? stage : { turn: null, held: null };
    return { running: turn?.slotId ?? null, held: held?.slotId ?? null };
  };

  /** Who runs and who stands still after a fact; a fact that fits neither is a broken pair. */
  function paired({ running, held }: Holding, { kind, payload }: EvidenceFact): Holding {
    const fits = (isTrue: boolean) => expect(isTrue, `${kind} of ${running} over ${held}`).toBe(true);
    switch (kind) {
      case 'turn.started':
        fits(running === null);
        return { running: payload.slotId, held };
      case 'turn.held':
        fits(running === payload.slotId && held === null);
        return { running: null, held: payload.slotId };
      case 'turn.continued':
        fits(running === null && held === payload.slotId);
        return { running: payload.slotId, held: null };
      case 'turn.postponed':
        fits(running === null && held === payload.slotId);
        return { running, held: null };
      case 'turn.ended':
        fits(running === payload.slotId || held === payload.slotId);
        return running === payload.slotId ? { running: null, held } : { running, held: null };
      case 'phase.started':
      case 'debate.ended':
        fits(running === null && held === null);
        return { running, held };
      default:
        return { running, held };
    }
  }

  holds(
    'at most one turn runs and one stands still; each begins and ends once',
    ({ before, facts: made, after, undone }) => {
      expect(made.reduce(paired, holding(undone?.before ?? before))).toEqual(holding(after));
      const { running, held } = holding(after);
      if (running !== null) expect(running).not.toBe(held);
    },
  );

  holds('FLOOR-2 no turn is used beyond its end, however late anybody looks', ({ after }) => {
    if (after.status !== 'live' || !after.turn || after.pause) return;
    const { slotId, spokenMs, startedAtMs, endsAtMs } = after.turn;
    const longBefore = usedMs(after, slotId, 0);
    expect(usedMs(after, slotId, Number.MAX_SAFE_INTEGER) - longBefore).toBe(endsAtMs - startedAtMs);
    expect(longBefore - spokenMs).toBe(after.usedMs[slotId] ?? 0);
  });

  holds(
    'FLOOR-4 no turn is given beyond what is left of its part and of the slot’s budget',
    ({ facts, before, after, nowMs }, { plan }) => {
      const begun = facts.find((fact) => fact.kind === 'turn.started');
      if (
        begun?.kind !== 'turn.started' ||
        begun.payload.kind === 'point-of-order' ||
        begun.payload.kind === 'interposed'
      )
        return;
      const { slotId, entitledMs, phase } = begun.payload;
      const part = plan.format.phases[phase];
      const { phaseEndsAtMs, phaseUsedMs } = live(after);
      expect(nowMs + (entitledMs ?? 0)).toBeLessThanOrEqual(phaseEndsAtMs ?? Number.POSITIVE_INFINITY);
      if (part && 'budgetMs' in part && part.budgetMs !== undefined)
        expect((phaseUsedMs[slotId] ?? 0) + (entitledMs ?? 0)).toBeLessThanOrEqual(part.budgetMs);
      expect(before.status).toBe('live');
    },
  );

  it('FLOOR-4 each planned turn is given once, and again only where it was postponed', () => {
    fc.assert(
      fc.property(debate, ({ moments }) => {
        for (const { before, facts } of moments) {
          const waiting = new Set(before.status === 'live' ? before.waiting : []);
          for (const { kind, payload } of facts) {
            if (kind === 'turn.postponed') waiting.add(live(before).held?.planned ?? -1);
            if (kind === 'turn.started' && payload.planned !== undefined)
              expect(waiting.delete(payload.planned)).toBe(true);
          }
        }
      }),
    );
  });

  holds(
    'a line or a timer that comes twice, or late, does nothing more',
    ({ after, command, nowMs }, { plan }) => {
      if (command === 'undo' || !['expire', 'lose', 'regain'].includes(command.kind)) return;
      const once = settled({ plan, stage: after, nowMs });
      const twice = does(once, command);
      expect(twice.stage).toBe(once.stage);
      expect(timesIn(twice, 0).used).toEqual(plan.lineup.map(({ id }) => usedMs(after, id, nowMs)));
    },
  );

  it('FLOOR-2 what is overdue is what any command finds done before it, and after it nothing is overdue', () => {
    fc.assert(
      fc.property(debate, ({ plan: of, moments }) => {
        for (const { before, command, facts, nowMs } of moments) {
          const over = overdue(of, before, nowMs);
          const settledStage = factsAfter(of, before, over, nowMs);
          expect(overdue(of, settledStage, nowMs)).toEqual([]);
          expect(settledStage).toEqual(settled({ plan: of, stage: before, nowMs }).stage);
          if (command === 'undo' || command.kind === 'expire' || command.kind === 'resume') continue;
          const isOver = ['take', 'yield'].includes(command.kind) && facts.length <= over.length;
          expect(facts.slice(0, over.length)).toEqual(isOver ? over.slice(0, facts.length) : over);
          if (!isOver) expect(facts.slice(over.length)).toEqual(decide(of, settledStage, command, nowMs));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a replay of the facts is the live stage, and it has the form the contract promises', () => {
    fc.assert(
      fc.property(debate, ({ plan: of, moments, log }) => {
        const stage = moments.at(-1)?.after;
        expect(replay(of, log)).toEqual(stage);
        expect(Stage.parse(stage)).toEqual(stage);
      }),
    );
  });

  it('deciding changes nothing that was handed in', () => {
    fc.assert(
      fc.property(debate, ({ plan: of, moments }) => {
        for (const { before, command, nowMs } of moments) {
          if (command === 'undo') continue;
          const copy = structuredClone(before);
          for (const fact of decide(of, before, command, nowMs)) evolve(of, before, fact, nowMs);
          expect(before).toEqual(copy);
        }
      }),
    );
  });
});
