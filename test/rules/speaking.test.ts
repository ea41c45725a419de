import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  audienceOf,
  deadlineMs,
  leastHeardFirst,
  mayBeHeard,
  spreadOf,
  usedMs,
  warningMs,
} from '../../server/rules/speaking.ts';
import { decide, emptyLobby } from '../../server/rules/stage.ts';
import { format, tenMs } from './debate-log.ts';
import { debate } from './random-debates.ts';
import { settled } from './random-stages.ts';
import {
  ana,
  ben,
  dana,
  end,
  expire,
  factsAfter,
  give,
  interrupt,
  lose,
  nextPhase,
  pause,
  remove,
  sceneOf,
  start,
  take,
} from './scene.ts';

const { plan, stageAfter } = sceneOf();
const lobby = emptyLobby;
const started = stageAfter([[start, 0]]);
const anaSpeaks = stageAfter([[give(ana), 1000]], started);
const ended = stageAfter([[end, 5000]], started);
const nowMs = tenMs + 2000;

describe('who is heard and seen', () => {
  const audiences = (slotId: string | null) =>
    [lobby, started, anaSpeaks, ended].map((stage) =>
      (['microphone', 'camera'] as const).map((source) => audienceOf(stage, { slotId, source }, nowMs)),
    );

  it('FLOOR-1 a candidate: the crew before the start and until admitted, everybody with the floor, nobody after', () => {
    expect(audiences(ana)).toEqual([
      ['crew', 'crew'],
      ['nobody', 'crew'],
      ['everybody', 'everybody'],
      ['nobody', 'nobody'],
    ]);
    expect(audiences(ben)[2]).toEqual(['nobody', 'crew']);
  });

  it('FLOOR-1 the moderator: the crew before the start, everybody while it is live, nobody after', () => {
    expect(audiences(null).map(([microphone]) => microphone)).toEqual([
      'crew',
      'everybody',
      'everybody',
      'nobody',
    ]);
    expect(
      audienceOf(stageAfter([[pause, 3000]], anaSpeaks), { slotId: null, source: 'microphone' }, nowMs),
    ).toBe('everybody');
  });

  it('FLOOR-1 who was removed: nobody, before the start and after', () => {
    for (const stage of [lobby, anaSpeaks]) {
      const gone = stageAfter([[remove(ana), 1500]], stage);
      expect(audienceOf(gone, { slotId: ana, source: 'camera' }, nowMs)).toBe('nobody');
    }
  });

  it('FLOOR-1 never two, and nobody in a pause, muted, removed, waited for or at the turn’s end, in any debate', () => {
    fc.assert(
      fc.property(debate, fc.nat(90_000), ({ plan: { lineup }, moments }, laterMs) => {
        for (const { after, nowMs: thenMs } of moments) {
          const lookMs = thenMs + laterMs;
          const heard = lineup.filter(({ id }) => mayBeHeard(after, id, lookMs)).map(({ id }) => id);
          const turn = after.status === 'live' && !after.pause ? after.turn : null;
          const silenced = after.status === 'live' ? [...after.muted, ...after.removed] : [];
          const isOpen = turn && lookMs < turn.endsAtMs && !silenced.includes(turn.slotId);
          expect(heard).toEqual(isOpen ? [turn.slotId] : []);
          for (const { id: slotId } of after.status === 'lobby' ? [] : lineup)
            expect(audienceOf(after, { slotId, source: 'microphone' }, lookMs)).toBe(
              heard.includes(slotId) ? 'everybody' : 'nobody',
            );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the deadline', () => {
  it('FLOOR-2 of a running turn is its end, of a wait its end; a pause and an empty floor have none', () => {
    expect(deadlineMs(anaSpeaks)).toBe(tenMs + 181_000);
    expect(deadlineMs(stageAfter([[interrupt(ben), 2000]], anaSpeaks))).toBe(tenMs + 32_000);
    expect(deadlineMs(stageAfter([[lose(ana, 2000), 3000]], anaSpeaks))).toBe(tenMs + 62_000);
    for (const stage of [lobby, started, ended, stageAfter([[pause, 2000]], anaSpeaks)])
      expect(deadlineMs(stage)).toBeNull();
    expect(deadlineMs(stageAfter([[nextPhase, 2000]], started))).toBeNull();
  });

  it('FLOOR-2 it is the first instant at which the clock does something, and then it has passed', () => {
    fc.assert(
      fc.property(debate, ({ plan: of, moments }) => {
        for (const { after, nowMs: thenMs } of moments) {
          const deadline = deadlineMs(after);
          const look = (atMs: number) => decide(of, after, expire, atMs);
          if (deadline === null) {
            expect(look(Number.MAX_SAFE_INTEGER)).toEqual([]);
            continue;
          }
          expect(look(deadline - 1)).toEqual([]);
          const facts = look(deadline);
          expect(facts.length).toBeGreaterThan(0);
          const over = factsAfter(of, after, facts, deadline);
          const next = deadlineMs(
            settled({ plan: of, stage: over, nowMs: Math.max(deadline, thenMs) }).stage,
          );
          if (next !== null) expect(next).toBeGreaterThan(deadline);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what each has used', () => {
  it('is the turns that are over, the one that runs and the one that stands still', () => {
    const spoken = stageAfter(
      [
        [take, 11_000],
        [nextPhase, 12_000],
        [give(ana), 20_000],
        [interrupt(ben), 25_000],
      ],
      anaSpeaks,
    );
    expect(usedMs(spoken, ana, tenMs + 30_000)).toBe(15_000);
    expect(usedMs(spoken, ben, tenMs + 30_000)).toBe(5000);
    expect(usedMs(lobby, ana, tenMs)).toBe(0);
    const over = stageAfter([[end, 31_000]], spoken);
    expect([ana, ben, dana].map((slotId) => usedMs(over, slotId, tenMs + 90_000))).toEqual([15_000, 6000, 0]);
  });

  it('orders the slots from the least heard; those equal stay as in the lineup', () => {
    expect(leastHeardFirst(plan.lineup, anaSpeaks, tenMs + 2000)).toEqual([ben, dana, ana]);
    expect(leastHeardFirst(plan.lineup.toReversed(), anaSpeaks, tenMs + 2000)).toEqual([ben, dana, ana]);
    expect(leastHeardFirst(plan.lineup, lobby, tenMs)).toEqual([ana, ben, dana]);
  });

  it('is compared: the most against the least, and how unequal all of it is', () => {
    expect(spreadOf([])).toEqual({ spreadMs: 0, gini: 0 });
    expect(spreadOf([0, 0, 0])).toEqual({ spreadMs: 0, gini: 0 });
    expect(spreadOf([60, 60, 60])).toEqual({ spreadMs: 0, gini: 0 });
    expect(spreadOf([0, 0, 0, 120])).toEqual({ spreadMs: 120, gini: 0.75 });
    expect(spreadOf([10, 20, 30]).gini).toBeCloseTo(2 / 9, 12);
  });

  it('is as unequal in any order and any unit, between nothing and all', () => {
    const times = fc.array(fc.nat(7_200_000), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 50 }), (all, unit) => {
        const { gini, spreadMs } = spreadOf(all);
        const other = spreadOf(all.map((ms) => ms * unit).toReversed());
        expect(other.gini).toBeCloseTo(gini, 9);
        expect(other.spreadMs).toBe(spreadMs * unit);
        expect(gini).toBeGreaterThanOrEqual(0);
        expect(gini).toBeLessThan(1);
      }),
    );
  });
});

describe('warnings', () => {
  it('a turn is in the last warning whose time it has reached', () => {
    const at = (leftMs: number) => warningMs({ format }, leftMs);
    expect([31_000, 30_000, 10_001, 10_000, 0].map(at)).toEqual([null, 30_000, 30_000, 10_000, 10_000]);
    expect(warningMs({ format: { ...format, warningsMs: [60_000] } }, 45_000)).toBe(60_000);
    expect(warningMs({ format: { ...format, warningsMs: [] } }, 1)).toBeNull();
  });
});
