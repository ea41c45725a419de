import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseCard } from '../../server/protocol/cases.ts';
import type { Review } from '../../server/protocol/http.ts';
import { attendanceCsv, casesCsv } from '../../server/rules/exports.ts';

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '|calc',
  '\t=1',
  ' =1',
  '"=1',
  "'=1",
  '＝1',
  '=HYPERLINK("x")',
];
const names = { kk: '=kk', ru: '=ru', en: '=cmd|x' };
const area = { id: randomUUID(), names, zone: 'Asia/Almaty' };
const text = fc.oneof(fc.constantFrom(...formulas), fc.string({ minLength: 1, maxLength: 40 }));

function reviewOf(name: string): Review {
  const debate = { id: randomUUID(), area, title: names };
  const slot = { id: randomUUID(), candidacyId: randomUUID(), position: 1, name };
  return { debate, slots: [{ slot, verdict: null }] } as unknown as Review;
}

function cardOf(name: string): CaseCard {
  return {
    ...{
      id: randomUUID(),
      number: 1,
      kind: 'breach',
      ground: 'G1',
      status: 'received',
      level: 'centre',
      area,
    },
    respondent: { candidacyId: randomUUID(), name, status: 'registered' },
    ...{ openedAtMs: 0, deadline: null, answerUntilAtMs: null },
  };
}

describe('T10 a table that is taken away', () => {
  it('EXPORT-1 runs nothing in a table program, and still says what was written', () => {
    fc.assert(
      fc.property(text, (name) => {
        for (const [csv, column] of [
          [attendanceCsv(reviewOf(name)), 'name'],
          [casesCsv([cardOf(name)]), 'name'],
        ] as const) {
          const [head = [], row = []] = cellsOf(csv);
          expect(row).toHaveLength(head.length);
          for (const cell of row) expect(cell).not.toMatch(/^[\s"]*[=+\-@|%＝＋－＠]/u);
          expect([name, `'${name}`]).toContain(row[head.indexOf(column)]);
        }
      }),
    );
  });

  it('has one line for each place and for each case, and a head when there is none', () => {
    expect(cellsOf(casesCsv([]))).toHaveLength(1);
    expect(cellsOf(casesCsv([cardOf('a'), cardOf('b')]))).toHaveLength(3);
  });
});

/** RFC 4180, by hand: the test must not ask the code it tests. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let found = cells.exec(csv); found && found[0] !== ''; found = cells.exec(csv)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
