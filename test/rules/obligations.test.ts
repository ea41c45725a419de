import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { debateStatuses, outcomes } from '../../server/protocol/campaign.ts';
import {
  type AreaKind,
  type DutyDebate,
  debatesOwed,
  type Office,
  obligationRows,
  type Settlement,
  type StageKind,
  settle,
} from '../../server/rules/obligations.ts';
import { idOf } from './debate-log.ts';

const allStages: StageKind[] = ['unit-debate', 'local-conference', 'regional-conference'];

function rulesOf(offices: Office[], areaKind: AreaKind, entered: StageKind[] = allStages): string[] {
  return debatesOwed({ offices, areaKind, entered }).map((owed) => owed.rule);
}

function totalOf(...route: Parameters<typeof rulesOf>): number {
  const [offices, areaKind, entered = allStages] = route;
  return debatesOwed({ offices, areaKind, entered }).reduce((sum, owed) => sum + owed.debates, 0);
}

describe('who owes which debates (domain spec 7.1)', () => {
  it('totals per route: local maslikhat 1, regional 2, Majilis from an oblast 3, from a national city 2', () => {
    expect(totalOf(['local-maslikhat'], 'oblast')).toBe(1);
    expect(totalOf(['regional-maslikhat'], 'oblast')).toBe(2);
    expect(totalOf(['majilis'], 'oblast')).toBe(3);
    expect(totalOf(['majilis'], 'national-city')).toBe(2);
  });

  it('O-1 every registered candidacy owes the debate of its unit, and nothing else yet', () => {
    for (const office of ['majilis', 'regional-maslikhat', 'local-maslikhat'] as const) {
      expect(rulesOf([office], 'oblast', ['unit-debate'])).toEqual(['O-1']);
    }
  });

  it('O-2, O-4 a conference asks one debate of those who enter it', () => {
    expect(rulesOf(['regional-maslikhat'], 'oblast', ['local-conference'])).toEqual(['O-2']);
    expect(rulesOf(['majilis'], 'national-city', ['local-conference'])).toEqual(['O-4']);
  });

  it('O-5 who seeks a local maslikhat only owes none at a conference', () => {
    expect(rulesOf(['local-maslikhat'], 'oblast', ['local-conference', 'regional-conference'])).toEqual([]);
  });

  it('O-6 the regional half comes into being only with the regional list', () => {
    expect(rulesOf(['majilis'], 'oblast', ['unit-debate', 'local-conference'])).toEqual([
      'O-1',
      'O-3-district',
    ]);
    expect(rulesOf(['majilis'], 'oblast', ['regional-conference'])).toEqual(['O-3-region']);
  });

  it('O-7 one conference debate serves both offices', () => {
    expect(totalOf(['regional-maslikhat', 'majilis'], 'oblast')).toBe(3);
    expect(rulesOf(['regional-maslikhat', 'majilis'], 'national-city', ['local-conference'])).toEqual([
      'O-4',
    ]);
  });

  it('O-9 nothing is owed before a list is published', () => {
    expect(rulesOf(['majilis'], 'oblast', [])).toEqual([]);
  });

  it('O-1n the number is a row’s, so another campaign’s rows give another total', () => {
    const rows = obligationRows.map((row) => (row.rule === 'O-1' ? { ...row, debates: 2 } : row));
    const route = { offices: ['local-maslikhat' as const], areaKind: 'oblast' as const, entered: allStages };
    expect(debatesOwed(route, rows)).toEqual([{ rule: 'O-1', stageKind: 'unit-debate', debates: 2 }]);
  });
});

const dueAtMs = 1_000_000;
const [before, due] = [dueAtMs - 1, dueAtMs];

function debate(outcome: DutyDebate['outcome'], changes: Partial<DutyDebate> = {}): DutyDebate {
  return { debateId: idOf(1), slotId: idOf(2), status: 'final', outcome, ...changes };
}

const stands = (debates: DutyDebate[], nowMs: number): Settlement => settle({ dueAtMs, debates }, nowMs);

describe('how a duty stands', () => {
  it('attended and late fulfil it, by the debate that did', () => {
    for (const outcome of ['attended', 'late'] as const) {
      expect(stands([debate('absent', { debateId: idOf(5) }), debate(outcome)], due)).toEqual({
        status: 'fulfilled',
        reason: { code: 'fulfilled-by-debate', outcome, debateId: idOf(1) },
        fulfilledBySlot: idOf(2),
      });
    }
  });

  it('absent in the only debate is a breach once the date has passed, and not before', () => {
    const reason = { code: 'missed-debate', outcome: 'absent', debateId: idOf(1) };
    expect(stands([debate('absent')], before)).toEqual({ status: 'open', reason, fulfilledBySlot: null });
    expect(stands([debate('absent')], due)).toEqual({ status: 'breached', reason, fulfilledBySlot: null });
  });

  it('unknown, void, partial and excused reopen it and are never a breach, even beside an absence', () => {
    for (const outcome of ['unknown', 'void', 'partial', 'excused'] as const) {
      for (const debates of [[debate(outcome)], [debate('absent'), debate(outcome)]]) {
        expect(stands(debates, due)).toMatchObject({ status: 'open', reason: { code: 'reopened', outcome } });
      }
    }
  });

  it('where the hub never gave a slot the date passes without harm', () => {
    const nothingHeld = [[], [debate(null, { status: 'cancelled' })], [debate(null, { status: 'draft' })]];
    for (const debates of nothingHeld) {
      expect(stands(debates, before)).toMatchObject({ status: 'open', reason: { code: 'waiting' } });
      expect(stands(debates, due)).toMatchObject({
        status: 'open',
        reason: { code: 'no-debate-before-due' },
      });
    }
  });

  it('a debate that may still be attended, or has no verdict yet, is waited for', () => {
    for (const status of ['published', 'live', 'ended', 'postponed'] as const) {
      expect(stands([debate(null, { status })], due)).toMatchObject({
        status: 'open',
        reason: { code: 'waiting' },
      });
      const missed = stands([debate('absent'), debate(null, { status })], due);
      expect(missed).toMatchObject({ status: 'open', reason: { code: 'missed-debate' } });
    }
  });

  const anyDebate = fc.record({
    debateId: fc.uuid(),
    slotId: fc.uuid(),
    status: fc.constantFrom(...debateStatuses),
    outcome: fc.option(fc.constantFrom(...outcomes)),
  });
  const debates = fc.array(anyDebate, { maxLength: 5 });
  const instant = fc.constantFrom(before, due, due + 1);

  it('is the same in any order of its debates', () => {
    const shuffled = debates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, instant, ([list, again], nowMs) => {
        const [one, other] = [stands(list, nowMs), stands(again, nowMs)];
        expect(other.status).toBe(one.status);
        expect(other.reason.code).toBe(one.reason.code);
      }),
    );
  });

  it('is breached only by absence alone, after the date, and fulfilled exactly by having been there', () => {
    fc.assert(
      fc.property(debates, instant, (list, nowMs) => {
        const { status, fulfilledBySlot } = stands(list, nowMs);
        const wasThere = list.some(({ outcome }) => outcome === 'attended' || outcome === 'late');
        expect(status === 'fulfilled').toBe(wasThere);
        expect(fulfilledBySlot !== null).toBe(wasThere);
        if (status !== 'breached') return;
        expect(nowMs).toBeGreaterThanOrEqual(dueAtMs);
        expect(new Set(list.flatMap(({ outcome }) => outcome ?? []))).toEqual(new Set(['absent']));
      }),
    );
  });
});
