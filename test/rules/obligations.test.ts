import { describe, expect, it } from 'vitest';
import { debatesOwed, obligationRows, regionKind, rowsInForce } from '../../server/rules/obligations.ts';

const allStages = ['unit-debate', 'local-conference', 'regional-conference'];

function rulesOf(offices: string[], areaKind: string, entered = allStages): string[] {
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

  it('O-5 the switch makes the local maslikhat owe one at the local conference, and nothing else changes', () => {
    const totalWith = (isOn: boolean, offices: string[]) =>
      debatesOwed(
        { offices, areaKind: 'oblast', entered: allStages },
        rowsInForce(obligationRows, { localMaslikhatConferenceDebate: isOn }),
      ).map(({ rule }) => rule);
    expect(totalWith(true, ['local-maslikhat'])).toEqual(['O-1', 'O-5']);
    expect(totalWith(false, ['local-maslikhat'])).toEqual(['O-1']);
    expect(totalWith(true, ['majilis', 'local-maslikhat'])).toEqual(totalWith(false, ['majilis']));
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
    const route = { offices: ['local-maslikhat'], areaKind: 'oblast', entered: allStages };
    expect(debatesOwed(route, rows)).toEqual([{ rule: 'O-1', stageKind: 'unit-debate', debates: 2 }]);
  });

  it('O-3, O-4 a district has the kind of the region it lies in', () => {
    expect(regionKind(['district', 'oblast', 'country'])).toBe('oblast');
    expect(regionKind(['district', 'national-city'])).toBe('national-city');
    expect(regionKind(['oblast'])).toBe('oblast');
    expect(regionKind(['unit'])).toBe('unit');
  });
});
