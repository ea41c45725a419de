import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '../../server/protocol/campaign.ts';
import { grounds } from '../../server/protocol/cases.ts';
import { rulingOf } from '../../server/rules/case-standing.ts';
import { csvOf } from '../../server/rules/csv.ts';
import { type RegisteredCase, registerCsv, registerTotals } from '../../server/rules/register.ts';
import { play, tries, voting } from './random-case.ts';

const candidacies = fc
  .array(fc.constantFrom(...candidacyStatuses), { maxLength: 12 })
  .map((statuses) => statuses.map((status, index) => ({ id: `c${index}`, status })));

/** A case that went through a random course, about one of the candidacies. */
const someCase = fc
  .tuple(
    fc.constantFrom('breach' as const, 'complaint' as const),
    tries,
    fc.nat(11),
    fc.constantFrom(...grounds),
  )
  .map(([kind, all, index, ground]): RegisteredCase => {
    const { state, nowMs } = play(kind, all);
    return {
      candidacyId: `c${index}`,
      ground,
      isPending: state.status !== 'closed' && state.status !== 'inadmissible',
      decidedAtMs: state.decisions[0]?.decidedAtMs ?? null,
      ruling: rulingOf(state, voting, nowMs),
    };
  });

describe('CASE-6 the public register', () => {
  it('adds up after any course: registered = on ballot + withdrawn + rejected + removed, by ground', () => {
    fc.assert(
      fc.property(candidacies, fc.array(someCase, { maxLength: 8 }), (people, cases) => {
        const totals = registerTotals(people, cases);
        const { registered, onBallot, withdrawn, rejected, removed, removedBy } = totals;
        expect(registered).toBe(people.filter(({ status }) => status !== 'applied').length);
        expect(onBallot + withdrawn + rejected + removed).toBe(registered);
        const byGround = Object.values(removedBy).reduce((sum, count) => sum + count, 0);
        expect(byGround + totals.removedWithoutDecision).toBe(removed);
      }),
      { numRuns: 300 },
    );
  });

  it('2020: of 10,990 registered 784 left, and only 34 of them by a decision', () => {
    const people = Array.from({ length: 10_990 }, (_, index) => ({
      id: `c${index}`,
      status: index < 750 ? ('withdrawn' as const) : ('registered' as const),
    }));
    const removal = (index: number): RegisteredCase => ({
      ...{ candidacyId: `c${750 + index}`, ground: index < 28 ? 'G1' : 'G4', isPending: false },
      ...{ decidedAtMs: index, ruling: { effect: 'removed', formerStatus: 'registered' } },
    });
    const totals = registerTotals(
      people,
      Array.from({ length: 34 }, (_, index) => removal(index)),
    );
    expect(totals).toMatchObject({ registered: 10_990, onBallot: 10_206, withdrawn: 750, removed: 34 });
    expect(totals.removedBy).toMatchObject({ G1: 28, G4: 6, G2: 0 });
  });

  it('says so when a candidacy was removed past the committee', () => {
    const totals = registerTotals([{ id: 'c0', status: 'removed' }], []);
    expect(totals).toMatchObject({ removed: 1, removedWithoutDecision: 1 });
  });

  it('counts who was removed for two things once, and keeps them removed while one of them stands', () => {
    const one = (ground: 'G1' | 'G7', effect: 'removed' | 'overturned', at: number): RegisteredCase => ({
      ...{ candidacyId: 'c0', ground, isPending: false, decidedAtMs: at },
      ruling: { effect, formerStatus: 'registered' },
    });
    const both = registerTotals(
      [{ id: 'c0', status: 'removed' }],
      [one('G7', 'removed', 2), one('G1', 'removed', 1)],
    );
    expect(both).toMatchObject({ removed: 1, removedBy: { G1: 1, G7: 0 } });
    const left = registerTotals(
      [{ id: 'c0', status: 'removed' }],
      [one('G7', 'removed', 2), one('G1', 'overturned', 1)],
    );
    expect(left).toMatchObject({ removed: 1, removedBy: { G1: 0, G7: 1 } });
    const none = registerTotals([{ id: 'c0', status: 'removed' }], [one('G1', 'overturned', 1)]);
    expect(none).toMatchObject({ removed: 0, onBallot: 1, reinstated: 1 });
  });

  it('is a table that no table program takes for formulas', () => {
    const names = { kk: 'Алматы', ru: 'Алматы', en: 'Almaty, "city"' };
    const entry = {
      ...({
        number: 1,
        decidedAtMs: 0,
        name: '=HYPERLINK("http://x")',
        ground: 'G1',
        choice: 'remove',
      } as const),
      ...{
        area: { id: 'a', names, zone: 'Asia/Almaty' },
        instance: 1,
        supersedes: null,
        isSuperseded: false,
      },
      words: 'two\nlines',
    };
    const [, row] = registerCsv({ entries: [entry] }).split('\r\n');
    expect(row).toBe(
      `1,1970-01-01T00:00:00.000Z,"'=HYPERLINK(""http://x"")",Алматы,Алматы,"Almaty, ""city""",G1,remove,1,,no,"two\nlines"`,
    );
  });

  it('a cell of any text begins with nothing that makes a formula, and quotes balance', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = csvOf([[text]]).slice(0, -2);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect([text, `'${text}`]).toContain(read);
        expect(read).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
