import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { urgencyOf, worklist } from '../../client/committee/worklist/worklist.ts';
import { caseStatuses, committeeActs, type ListedCase } from '../../server/protocol/cases.ts';
import { type ExcuseFile, excuseStatuses } from '../../server/protocol/duties.ts';
import type { JudgementAct, VerdictFile } from '../../server/protocol/judgements.ts';

const names = { kk: 'Қала', ru: 'Город', en: 'City' };
const hourMs = 3_600_000;

function file(may: JudgementAct[], finalFromMs: number, debateId = randomUUID()): VerdictFile {
  const verdict = { id: randomUUID(), slotId: randomUUID(), name: 'Somebody' };
  const debate = { id: debateId, title: names, zone: 'Asia/Almaty', endedAtMs: 0 };
  return { verdict, debate, may, finalFromMs, objection: null } as unknown as VerdictFile;
}

function card(
  status: ListedCase['status'],
  dueAtMs: number | null,
  acts: ListedCase['acts'] = [],
): ListedCase {
  const deadline = { what: 'decision' as const, dueAtMs, leftMs: 1, isStopped: dueAtMs === null };
  return {
    ...{ id: randomUUID(), number: 1, kind: 'breach', ground: 'G1', status, level: 'centre' },
    area: { id: randomUUID(), names, zone: 'Asia/Almaty' },
    ...{ respondent: null, openedAtMs: 0, answerUntilAtMs: null, deadline, acts },
  };
}

function excuse(status: ExcuseFile['excuse']['status'], mayVote: boolean): ExcuseFile {
  const own = { id: randomUUID(), status, documentUntilMs: 5, decideUntilMs: 7 };
  return { excuse: own, name: 'Somebody', zone: 'Asia/Almaty', mayVote } as unknown as ExcuseFile;
}

describe('what the committee has to do', () => {
  it('what waits for the reader stands before what waits for a party, each by its clock', () => {
    const anyCard = fc
      .tuple(fc.constantFrom(...caseStatuses), fc.option(fc.nat(1000)), fc.subarray([...committeeActs]))
      .map(([status, dueAtMs, acts]) => card(status, dueAtMs, acts));
    const anyFile = fc.nat(1000).map((finalFromMs) => file(['rule-partial'], finalFromMs));
    fc.assert(
      fc.property(fc.array(anyCard), fc.array(anyFile), (cases, files) => {
        const work = worklist({ cases, files, excuses: [] });
        const order = work.map(({ waitsFor, dueAtMs }) => [waitsFor === 'me' ? 0 : 1, dueAtMs ?? Infinity]);
        const sorted = order.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || (b === d ? 0 : b - d));
        expect(order).toEqual(sorted);
        const open = cases.filter(({ status }) => status !== 'closed' && status !== 'inadmissible');
        expect(work.length).toBeGreaterThanOrEqual(open.length + files.length);
      }),
    );
  });

  it('CASE-1 a case waits for the reader only where they can bring it on, and says how', () => {
    const of = (status: ListedCase['status'], acts: ListedCase['acts']) =>
      worklist({ files: [], excuses: [], cases: [card(status, 1, acts)] }).map(({ waitsFor, why }) => [
        waitsFor,
        why,
      ]);
    expect(of('in-hearing', ['vote', 'ask'])).toEqual([['me', 'case-vote']]);
    expect(of('in-hearing', ['decide'])).toEqual([['me', 'case-decide']]);
    expect(of('in-hearing', ['declare-conflict', 'ask'])).toEqual([['others', 'case-others']]);
    expect(of('waiting-for-party', ['assign', 'declare-conflict'])).toEqual([
      ['others', 'case-waiting-for-party'],
    ]);
    expect(of('decided', ['publish'])).toEqual([['me', 'case-publish']]);
    expect(of('decided', [])).toEqual([['others', 'case-decided']]);
    expect(of('closed', ['publish'])).toEqual([['me', 'case-publish']]);
    expect(of('closed', ['reopen'])).toEqual([]);
  });

  it('verdicts of one debate are confirmed in one go, by the earliest of their clocks', () => {
    const debateId = randomUUID();
    const files = [file(['confirm'], 9, debateId), file(['confirm'], 4, debateId), file([], 1, debateId)];
    const work = worklist({ files, cases: [], excuses: [] });
    expect(work).toMatchObject([{ kind: 'confirm', dueAtMs: 4, names: ['Somebody', 'Somebody'] }]);
  });

  it('7.3 an excuse waits for its document, then for whoever may vote on it, and for nobody else', () => {
    const excuses = excuseStatuses.flatMap((status) => [excuse(status, false), excuse(status, true)]);
    const work = worklist({ files: [], cases: [], excuses });
    expect(work.filter(({ why }) => why === 'excuse-filed').map(({ waitsFor }) => waitsFor)).toEqual([
      'others',
      'others',
    ]);
    const voting = excuses.filter((each) => each.mayVote && each.excuse.status !== 'filed');
    expect(work.filter(({ why }) => why === 'excuse')).toHaveLength(voting.length);
  });

  it('a clock is over at its instant, near in its last six hours, and says so when it stands still', () => {
    expect(urgencyOf({ dueAtMs: 10 }, 10)).toBe('overdue');
    expect(urgencyOf({ dueAtMs: 11 }, 10)).toBe('soon');
    expect(urgencyOf({ dueAtMs: 10 + 6 * hourMs }, 10)).toBe('later');
    expect(urgencyOf({ dueAtMs: 9 + 6 * hourMs }, 10)).toBe('soon');
    expect(urgencyOf({ dueAtMs: null }, 10)).toBe('stopped');
  });
});
