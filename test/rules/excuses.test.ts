import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excuseGrounds, notGrounds, usualTerms } from '../../server/protocol/duties.ts';
import {
  admitFiling,
  assertPossible,
  dueAct,
  type ExcuseAct,
  type ExcuseEvent,
  excuseStanding,
  type FiledExcuse,
  isGranted,
  maySit,
} from '../../server/rules/excuses.ts';
import { idOf } from './debate-log.ts';

const hourMs = 3_600_000;
const filedAtMs = 100 * hourMs;
const terms = { ...usualTerms, validFromMs: 0 };

function filed(events: ExcuseEvent[] = [], ground: FiledExcuse['ground'] = 'own-illness'): FiledExcuse {
  return { ground, filedAtMs, filedBy: 'candidate', terms, events };
}

const at = (afterMs: number, act: ExcuseAct, accountId: string | null = null): ExcuseEvent => ({
  ...{ atMs: filedAtMs + afterMs, accountId, act },
});
const document = (afterMs: number) => at(afterMs, { kind: 'documented', attachmentId: idOf(1) }, 'candidate');
const vote = (accountId: string, isGranted: boolean, afterMs = 2 * hourMs) =>
  at(afterMs, { kind: 'voted', isGranted, reason: 'as the paper says' }, accountId);

/** Adds events one after the other, each only if it is possible. */
function goesOn(excuse: FiledExcuse, ...events: ExcuseEvent[]): FiledExcuse {
  const made = [...excuse.events];
  for (const event of events) {
    assertPossible({ ...excuse, events: [...made] }, event);
    made.push(event);
  }
  return { ...excuse, events: made };
}

const refusal = (code: string) => expect.objectContaining({ code });
const endsAtMs = 200 * hourMs;
const filing = (changes: object = {}) => ({
  wanted: { debateId: idOf(1), ground: 'family' as const, words: 'because' },
  ...{ endsAtMs, earlier: [], terms, ...changes },
});

describe('7.3 filing', () => {
  it('is possible before the start and until 24 h after the planned end, not a moment later', () => {
    expect(admitFiling(filing(), 0)).toEqual({ ground: 'family', level: 'local' });
    expect(admitFiling(filing(), endsAtMs + 24 * hourMs)).toMatchObject({ level: 'local' });
    expect(() => admitFiling(filing(), endsAtMs + 24 * hourMs + 1)).toThrow(refusal('too-late'));
  });

  it('campaign events, work at short notice and lack of preparation are no grounds', () => {
    for (const ground of notGrounds) {
      const wanted = { debateId: idOf(1), ground, words: 'because' };
      expect(() => admitFiling(filing({ wanted }), 0)).toThrow(refusal('not-a-ground'));
    }
  });

  it('a second excuse for the same duty goes to the central committee; for the same debate there is one', () => {
    expect(admitFiling(filing({ earlier: [idOf(2)] }), 0)).toMatchObject({ level: 'central' });
    expect(() => admitFiling(filing({ earlier: [idOf(1)] }), 0)).toThrow(refusal('already-filed'));
  });
});

describe('7.3 the way of an excuse', () => {
  it('filed, documented, and granted or refused by two people who say the same', () => {
    const documented = goesOn(filed(), document(72 * hourMs));
    expect(excuseStanding(documented)).toMatchObject({
      status: 'documented',
      decideUntilMs: filedAtMs + 120 * hourMs,
    });
    const one = goesOn(documented, vote('a', true, 73 * hourMs));
    expect(excuseStanding(one).status).toBe('documented');
    expect(excuseStanding(goesOn(one, vote('b', true, 74 * hourMs)))).toMatchObject({
      status: 'granted',
      reason: 'as the paper says',
    });
    const split = goesOn(one, vote('b', false, 74 * hourMs));
    expect(excuseStanding(split).status).toBe('documented');
    expect(excuseStanding(goesOn(split, vote('c', false, 75 * hourMs))).status).toBe('refused');
  });

  it('nobody votes twice, nor in their own matter, nor before the document', () => {
    const documented = goesOn(filed(), document(hourMs));
    expect(() => goesOn(documented, vote('candidate', true))).toThrow(refusal('own-matter'));
    expect(() => goesOn(documented, vote('a', true), vote('a', true))).toThrow(refusal('already-voted'));
    expect(() => goesOn(filed(), vote('a', true))).toThrow(refusal('excuse-closed'));
  });

  it('the document comes within 72 h of the filing; without it the excuse lapses', () => {
    expect(() => goesOn(filed(), document(72 * hourMs + 1))).toThrow(refusal('too-late'));
    expect(dueAct(filed(), filedAtMs + 72 * hourMs)).toBeNull();
    expect(dueAct(filed(), filedAtMs + 72 * hourMs + 1)).toEqual({ kind: 'lapsed' });
  });

  it('papers are taken until it is decided, and five at most', () => {
    const papers = Array.from({ length: 5 }, (_, n) => document(n));
    expect(excuseStanding(goesOn(filed(), ...papers)).documents).toHaveLength(5);
    expect(() => goesOn(filed(), ...papers, document(9))).toThrow(refusal('limit-reached'));
    const granted = goesOn(filed(), document(hourMs), vote('a', true), vote('b', true));
    expect(() => goesOn(granted, document(3 * hourMs))).toThrow(refusal('excuse-closed'));
  });

  it('the calendar does nothing before its time, nor somebody in its name', () => {
    const documented = goesOn(filed(), document(hourMs));
    for (const kind of ['lapsed', 'granted-provisionally'] as const) {
      expect(() => goesOn(documented, at(2 * hourMs, { kind }))).toThrow(refusal('excuse-closed'));
      expect(() => goesOn(filed(), at(2 * hourMs, { kind }))).toThrow(refusal('excuse-closed'));
    }
    const nobody = at(2 * hourMs, { kind: 'voted', isGranted: true, reason: 'so' });
    expect(() => goesOn(documented, nobody)).toThrow(refusal('own-matter'));
  });

  it('a local matter is for whoever sits for the area and for the centre; a central one for the centre alone', () => {
    const areas = ['district', 'oblast'];
    expect(maySit(null, 'central', areas)).toBe(true);
    expect(maySit({ level: 'centre', areaId: null }, 'central', areas)).toBe(true);
    expect(maySit({ level: 'region', areaId: 'oblast' }, 'local', areas)).toBe(true);
    expect(maySit({ level: 'region', areaId: 'oblast' }, 'central', areas)).toBe(false);
    expect(maySit({ level: 'local', areaId: 'elsewhere' }, 'local', areas)).toBe(false);
  });

  it('no decision within 48 h of the document grants it provisionally; it can only be made final then', () => {
    const documented = goesOn(filed(), document(hourMs));
    const lateMs = 49 * hourMs + 1;
    expect(dueAct(documented, filedAtMs + lateMs - 1)).toBeNull();
    expect(dueAct(documented, filedAtMs + lateMs)).toEqual({ kind: 'granted-provisionally' });
    expect(() => goesOn(documented, vote('a', false, lateMs))).toThrow(refusal('too-late'));
    const silent = goesOn(documented, at(lateMs, { kind: 'granted-provisionally' }));
    expect(() => goesOn(silent, vote('a', false, lateMs))).toThrow(refusal('too-late'));
    const confirmed = goesOn(silent, vote('a', true, lateMs), vote('b', true, lateMs));
    expect(excuseStanding(confirmed).status).toBe('granted');
  });

  it('our own fault needs no paper of the candidate', () => {
    expect(excuseStanding(filed([], 'our-fault'))).toMatchObject({
      status: 'documented',
      decideUntilMs: filedAtMs + 48 * hourMs,
    });
  });

  it('a make-up is offered only for what was granted', () => {
    const offer = at(2 * hourMs, { kind: 'make-up-offered', debateId: idOf(9) });
    expect(() => goesOn(filed(), offer)).toThrow(refusal('excuse-closed'));
    const granted = goesOn(filed(), document(hourMs), vote('a', true), vote('b', true), offer);
    expect(excuseStanding(granted)).toMatchObject({ status: 'granted', makeUpDebateId: idOf(9) });
  });
});

describe('whatever is tried, in any order and at any instant', () => {
  const act = fc.oneof(
    fc.constant<ExcuseAct>({ kind: 'documented', attachmentId: idOf(1) }),
    fc.boolean().map((isGranted): ExcuseAct => ({ kind: 'voted', isGranted, reason: 'so' })),
    fc.constant<ExcuseAct>({ kind: 'granted-provisionally' }),
    fc.constant<ExcuseAct>({ kind: 'lapsed' }),
    fc.constant<ExcuseAct>({ kind: 'make-up-offered', debateId: idOf(9) }),
  );
  const attempt = fc.record({
    act,
    atMs: fc.integer({ min: filedAtMs, max: filedAtMs + 200 * hourMs }),
    accountId: fc.constantFrom('a', 'b', 'c', 'candidate', null),
  });
  const ground = fc.constantFrom(...excuseGrounds);

  it('a decision is never changed into its opposite, and needs two people or the calendar', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 20 }), ground, (attempts, why) => {
        let excuse = filed([], why);
        for (const event of attempts) {
          const before = excuseStanding(excuse).status;
          try {
            excuse = goesOn(excuse, event);
          } catch (error) {
            expect(error).toHaveProperty('code');
            continue;
          }
          const { status, votes } = excuseStanding(excuse);
          if (before === 'refused' || before === 'lapsed') expect(status).toBe(before);
          if (isGranted(before)) expect(isGranted(status)).toBe(true);
          if (status === 'granted') expect(votes.filter((each) => each.isGranted)).toHaveLength(2);
          if (status === 'refused') expect(votes.filter((each) => !each.isGranted)).toHaveLength(2);
          expect(votes.map((each) => each.accountId)).not.toContain('candidate');
        }
      }),
    );
  });
});
