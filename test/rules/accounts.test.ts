import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../server/protocol/stage.ts';
import { formatRules } from '../../server/rules/formats.ts';
import { usedMs } from '../../server/rules/speaking.ts';
import { account, movedFloor } from './ledger.ts';
import { debate, type Moment, type Played } from './random-debates.ts';
import { live } from './scene.ts';

const numRuns = 400;
const holds = (name: string, hold: (played: Played) => void) =>
  it(name, () => {
    fc.assert(fc.property(debate, hold), { numRuns });
  });

/** How long each turn on the stage is in all: what it has used, and what is left of it. */
function lengths(stage: Stage): Map<string, number> {
  if (stage.status !== 'live') return new Map();
  const { turn, held } = stage;
  return new Map([
    ...(held ? [[held.slotId, held.spokenMs + held.leftMs] as const] : []),
    ...(turn ? [[turn.slotId, turn.spokenMs + turn.endsAtMs - turn.startedAtMs] as const] : []),
  ]);
}

/** What a turn came to before this moment, with what the moment's facts promise or change of it. */
function promisedMs({ before, facts, undone }: Moment, slotId: string): number | undefined {
  return facts.reduce<number | undefined>(
    (ms, { kind, payload }) => {
      if (kind === 'turn.started' && payload.slotId === slotId) return payload.entitledMs;
      if (kind === 'time.adjusted' && payload.slotId === slotId) return (ms ?? 0) + payload.byMs;
      return ms;
    },
    lengths(undone?.before ?? before).get(slotId),
  );
}

/** What had been used of a turn that goes on, also of time that is taken back. */
function usedNowMs({ undone, before, after, nowMs }: Moment, slotId: string): number {
  const { turn } = live(after);
  if (turn?.slotId !== slotId || movedFloor(live(undone?.before ?? before), live(before))) return 0;
  return usedMs(before, slotId, nowMs) - (live(before).usedMs[slotId] ?? 0);
}

/** What the format had given the turn which a moment ended. */
function entitledMs({ before }: Moment, slotId: string): number {
  const { turn, held } = live(before);
  return [turn, held].find((one) => one?.slotId === slotId)?.entitledMs ?? Number.NaN;
}

describe('the time accounts, under any sequence of commands at any instants', () => {
  holds(
    'what each has used and the time that was nobody’s are the whole debate, to the millisecond',
    (played) => {
      account(played, ({ after, nowMs }, ledger) => {
        if (after.status === 'lobby') return;
        expect(ledger.totalMs).toBe(nowMs - (after.startedAtMs ?? nowMs));
        for (const { id } of played.plan.lineup)
          expect(usedMs(after, id, nowMs)).toBe(ledger.used.get(id) ?? 0);
      });
    },
  );

  holds(
    'FLOOR-8 FLOOR-9 FLOOR-10 no stop makes a turn shorter or longer: only the moderator does',
    ({ moments }) => {
      for (const moment of moments)
        for (const [slotId, ms] of lengths(moment.after)) {
          const spokenMs = moment.undone ? usedNowMs(moment, slotId) : 0;
          expect(ms).toBe(Math.max(promisedMs(moment, slotId) ?? Number.NaN, spokenMs));
        }
    },
  );

  holds(
    'FLOOR-12 what was kept, repaid, added or owed is given once and never vanishes',
    ({ plan, moments }) => {
      for (const moment of moments) {
        const { before, after, undone } = moment;
        if (before.status !== 'live' || after.status !== 'live') continue;
        const credit = { ...(undone?.before ?? before).creditMs };
        for (const { id } of plan.lineup) credit[id] = (credit[id] ?? 0) + creditedMs(moment, id);
        expect(after.creditMs).toEqual(credit);
        expect(Math.min(...Object.values(credit))).toBeGreaterThanOrEqual(0);
      }
    },
  );

  holds(
    'FLOOR-12 what is repaid to each of the others is what the turn had too much',
    ({ plan, moments }) => {
      for (const moment of moments)
        for (const { kind, payload } of moment.facts) {
          if (kind !== 'turn.ended' && kind !== 'turn.postponed') continue;
          const overMs = Math.max(0, payload.usedMs - entitledMs(moment, payload.slotId));
          expect(payload.repaidMs ?? 0).toBe(plan.format.isOverrunRepaid ? overMs : 0);
        }
    },
  );

  holds(
    'FLOOR-12 unused time is kept of planned turns only, and where the part says so',
    ({ plan, moments }) => {
      for (const moment of moments)
        for (const { kind, payload } of moment.facts) {
          if (kind !== 'turn.ended' || payload.keptMs === undefined) continue;
          expect(plan.format.phases[payload.phase]).toMatchObject({ unused: 'kept' });
          expect(payload.keptMs).toBeLessThanOrEqual(entitledMs(moment, payload.slotId) - payload.usedMs);
          expect(payload.repaidMs).toBeUndefined();
        }
    },
  );

  holds('FLOOR-9 the floor waits for nobody longer in all than the format says', ({ plan, moments }) => {
    const longestMs = plan.format.lossWaitMs ?? formatRules.lossWaitMs;
    for (const { after } of moments) {
      if (after.status !== 'live') continue;
      expect(Math.max(...Object.values(after.waitedMs))).toBeLessThanOrEqual(longestMs);
      const { held } = after;
      if (held?.untilMs === undefined || held.untilMs === null) continue;
      const waitedMs = (after.waitedMs[held.slotId] ?? 0) + held.untilMs - held.heldAtMs;
      expect(waitedMs).toBe(longestMs);
    }
  });
});

/** What a moment's facts add to a slot's credit, or take from it. */
function creditedMs({ before, facts, after }: Moment, slotId: string): number {
  const isOnStage = lengths(after).has(slotId);
  const isPlanned = before.status === 'live' && before.held !== null && before.held.planned !== null;
  return facts.reduce((ms, { kind, payload }) => {
    switch (kind) {
      case 'turn.started':
        return payload.slotId === slotId ? ms - (payload.creditMs ?? 0) : ms;
      case 'turn.ended':
        return ms + ((payload.slotId === slotId ? payload.keptMs : payload.repaidMs) ?? 0);
      case 'turn.postponed':
        return ms + ((payload.slotId !== slotId ? payload.repaidMs : isPlanned ? 0 : payload.leftMs) ?? 0);
      case 'time.adjusted':
        return payload.slotId === slotId && !isOnStage ? ms + payload.byMs : ms;
      default:
        return ms;
    }
  }, 0);
}
