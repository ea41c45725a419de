import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { debateStatuses, outcomes } from '../../server/protocol/campaign.ts';
import { excuseStatuses } from '../../server/protocol/duties.ts';
import { type DutyDebate, type Settlement, settleTogether } from '../../server/rules/settling.ts';
import { idOf } from './debate-log.ts';

const dueAtMs = 1_000_000;
const [before, due] = [dueAtMs - 1, dueAtMs];

/** The n-th debate offered. */
function debate(n: number, outcome: DutyDebate['outcome'], changes: Partial<DutyDebate> = {}): DutyDebate {
  return {
    ...{ debateId: idOf(n), slotId: idOf(100 + n), plannedStartMs: n * 1000 },
    ...{ status: 'final', outcome, excuse: null, ...changes },
  };
}

function stands(debates: readonly DutyDebate[], nowMs: number, isWaived = false): Settlement {
  const [settlement] = settleTogether({ duties: [{ dueAtMs, isWaived }], debates }, nowMs);
  return settlement ?? expect.fail();
}

const excused = (status: (typeof excuseStatuses)[number], isOurSide = false) => ({
  excuse: { status, isOurSide },
});

describe('how a duty stands', () => {
  it('7.2 attended and late fulfil it, by the debate that did', () => {
    for (const outcome of ['attended', 'late'] as const) {
      expect(stands([debate(5, 'absent'), debate(1, outcome)], due)).toEqual({
        status: 'fulfilled',
        reason: { code: 'fulfilled-by-debate', outcome, debateId: idOf(1) },
        fulfilledBySlot: idOf(101),
      });
    }
  });

  it('D-5 absent in the only debate is a breach once the date has passed, and not before', () => {
    const reason = { code: 'missed-debate', outcome: 'absent', debateId: idOf(1) };
    expect(stands([debate(1, 'absent')], before)).toEqual({ status: 'open', reason, fulfilledBySlot: null });
    expect(stands([debate(1, 'absent')], due)).toEqual({ status: 'breached', reason, fulfilledBySlot: null });
  });

  it('7.2 unknown, void, partial and excused reopen it, also after an absence', () => {
    for (const outcome of ['unknown', 'void', 'partial', 'excused'] as const) {
      for (const debates of [[debate(1, outcome)], [debate(1, 'absent'), debate(2, outcome)]]) {
        expect(stands(debates, due)).toMatchObject({ status: 'open', reason: { code: 'reopened', outcome } });
      }
    }
  });

  it('7.2 who misses the new slot after a void debate has missed the duty', () => {
    expect(stands([debate(1, 'void'), debate(2, 'absent')], due)).toMatchObject({ status: 'breached' });
  });

  it('O-1 where the hub never gave a slot the date passes without harm', () => {
    const nothingHeld = [
      [],
      [debate(1, null, { status: 'cancelled' })],
      [debate(1, null, { status: 'draft' })],
    ];
    for (const debates of nothingHeld) {
      expect(stands(debates, before)).toMatchObject({ status: 'open', reason: { code: 'waiting' } });
      const past = { status: 'open', reason: { code: 'no-debate-before-due' } };
      expect(stands(debates, due)).toMatchObject(past);
    }
  });

  it('7.1 a debate that may still be attended, or has no final verdict yet, is waited for', () => {
    for (const status of ['published', 'live', 'ended', 'postponed'] as const) {
      expect(stands([debate(1, null, { status })], due)).toMatchObject({ status: 'open' });
      for (const order of [1, 3]) {
        const pending = debate(order, null, { status });
        expect(stands([debate(2, 'absent'), pending], due)).toMatchObject({ status: 'open' });
      }
    }
  });

  it('7.3 while an excuse is pending nothing is breached; refused or lapsed, the absence counts', () => {
    for (const status of ['filed', 'documented'] as const) {
      expect(stands([debate(1, 'absent', excused(status))], due)).toMatchObject({
        status: 'open',
        reason: { code: 'excuse-pending' },
      });
    }
    for (const status of ['refused', 'lapsed'] as const) {
      expect(stands([debate(1, 'absent', excused(status))], due)).toMatchObject({ status: 'breached' });
    }
  });

  it('7.3 a granted excuse keeps the duty, to be made up: attending fulfils it, missing it again breaches it', () => {
    for (const status of ['granted', 'granted-provisionally'] as const) {
      const first = debate(1, 'absent', excused(status));
      const code = status === 'granted' ? 'excused' : 'excused-provisionally';
      expect(stands([first], due)).toMatchObject({ status: 'excused', reason: { code } });
      expect(stands([first, debate(2, 'late')], due)).toMatchObject({ status: 'fulfilled' });
      expect(stands([first, debate(2, 'absent')], due)).toMatchObject({ status: 'breached' });
      expect(stands([first, debate(2, 'unknown')], due)).toMatchObject({ status: 'open' });
      expect(stands([first, debate(2, null, { status: 'failed' })], due)).toMatchObject({
        status: 'excused',
      });
    }
  });

  it('7.3 an excuse does not undo having been there', () => {
    expect(stands([debate(1, 'attended', excused('granted'))], due)).toMatchObject({ status: 'fulfilled' });
  });

  it('7.3 our fault without another slot is waived by itself when the window closes, and not before', () => {
    const first = debate(1, null, { status: 'failed', ...excused('granted', true) });
    expect(stands([first], before)).toMatchObject({ status: 'excused' });
    expect(stands([first], due)).toMatchObject({ status: 'waived', reason: { code: 'waived-our-fault' } });
    const offered = debate(2, null, { status: 'published' });
    expect(stands([first, offered], due)).toMatchObject({ status: 'open', reason: { code: 'waiting' } });
  });

  it('7.3 what the central committee waived is owed no more, unless it is fulfilled after all', () => {
    const waived = { status: 'waived', reason: { code: 'waived-by-committee' } };
    expect(stands([debate(1, 'absent')], due, true)).toMatchObject(waived);
    expect(stands([debate(1, 'attended')], due, true)).toMatchObject({ status: 'fulfilled' });
  });
});

describe('O-1n several debates owed at one stage', () => {
  const settle = (debates: DutyDebate[], nowMs: number) =>
    settleTogether({ duties: [1, 2].map(() => ({ dueAtMs, isWaived: false })), debates }, nowMs).map(
      ({ status, reason }) => [status, reason.code],
    );

  it('one attended debate fulfils one of them', () => {
    expect(settle([debate(1, 'attended')], due)).toEqual([
      ['fulfilled', 'fulfilled-by-debate'],
      ['open', 'no-debate-before-due'],
    ]);
    expect(settle([debate(1, 'attended'), debate(2, 'late')], due).map(([status]) => status)).toEqual([
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('each absence counts once', () => {
    const [attended, absent] = [debate(1, 'attended'), debate(2, 'absent')];
    expect(settle([absent, attended], due).map(([status]) => status)).toEqual(['fulfilled', 'breached']);
    expect(settle([debate(1, 'absent'), absent], due).map(([status]) => status)).toEqual([
      'breached',
      'breached',
    ]);
    expect(settle([absent], due)).toEqual([
      ['breached', 'missed-debate'],
      ['open', 'no-debate-before-due'],
    ]);
  });
});

describe('any debates, excuses and instants', () => {
  const anyDebate = fc.record({
    debateId: fc.uuid(),
    slotId: fc.uuid(),
    plannedStartMs: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom(...debateStatuses),
    outcome: fc.option(fc.constantFrom(...outcomes)),
    excuse: fc.option(fc.record({ status: fc.constantFrom(...excuseStatuses), isOurSide: fc.boolean() })),
  });
  const debates = fc.uniqueArray(anyDebate, { maxLength: 5, selector: ({ slotId }) => slotId });
  const duties = fc.array(fc.record({ dueAtMs: fc.constantFrom(due, due + 1), isWaived: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  });
  const instant = fc.constantFrom(before, due, due + 1);

  it('any permutation of the debates settles the same', () => {
    const shuffled = debates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, duties, instant, ([list, again], owed, nowMs) => {
        expect(settleTogether({ duties: owed, debates: again }, nowMs)).toEqual(
          settleTogether({ duties: owed, debates: list }, nowMs),
        );
      }),
    );
  });

  it('7.2, 7.3 breached only by a final absence, after the date, with nothing pending and no excuse that holds', () => {
    fc.assert(
      fc.property(debates, duties, instant, (list, owed, nowMs) => {
        for (const [index, { status, reason }] of settleTogether(
          { duties: owed, debates: list },
          nowMs,
        ).entries()) {
          if (status !== 'breached') continue;
          expect(nowMs).toBeGreaterThanOrEqual(owed[index]?.dueAtMs as number);
          const missed = list.find(({ debateId }) => debateId === reason.debateId);
          expect(missed?.outcome).toBe('absent');
          expect(['refused', 'lapsed', undefined]).toContain(missed?.excuse?.status);
          const undecided = list.filter(({ outcome }) => outcome !== 'attended' && outcome !== 'late');
          expect(undecided.map(({ excuse }) => excuse?.status)).not.toContain('filed');
          expect(undecided.map(({ excuse }) => excuse?.status)).not.toContain('documented');
        }
      }),
    );
  });

  it('7.2 without a single absence nothing is breached, whatever else happened', () => {
    const harmless = fc.uniqueArray(
      anyDebate.filter(({ outcome }) => outcome !== 'absent'),
      { maxLength: 5, selector: ({ slotId }) => slotId },
    );
    fc.assert(
      fc.property(harmless, duties, instant, (list, owed, nowMs) => {
        const statuses = settleTogether({ duties: owed, debates: list }, nowMs).map(({ status }) => status);
        expect(statuses).not.toContain('breached');
      }),
    );
  });

  it('as many duties are fulfilled as debates were attended, each by another one', () => {
    fc.assert(
      fc.property(debates, duties, instant, (list, owed, nowMs) => {
        const attended = list.filter(({ outcome }) => outcome === 'attended' || outcome === 'late').length;
        const by = settleTogether({ duties: owed, debates: list }, nowMs).flatMap(
          ({ fulfilledBySlot }) => fulfilledBySlot ?? [],
        );
        expect(by).toHaveLength(Math.min(attended, owed.length));
        expect(new Set(by).size).toBe(by.length);
      }),
    );
  });
});
