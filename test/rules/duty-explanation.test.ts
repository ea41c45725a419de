import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '../../client/words/en.json' with { type: 'json' };
import kk from '../../client/words/kk.json' with { type: 'json' };
import ru from '../../client/words/ru.json' with { type: 'json' };
import { obligationReasons } from '../../server/protocol/campaign.ts';
import type { Duty } from '../../server/protocol/http.ts';
import { explain, explainedRules } from '../../server/rules/duty-explanation.ts';
import { obligationRows } from '../../server/rules/obligations.ts';
import { idOf } from './debate-log.ts';

const names = (en: string) => ({ kk: en, ru: en, en });
const dueAtMs = 1_000_000;

const duty = (changes: Partial<Duty> = {}): Duty => ({
  ...{ id: idOf(1), rule: 'O-1', ordinal: 1, stage: names('Debates'), listedAtMs: 5, dueAtMs },
  area: { id: idOf(2), names: names('Town'), zone: 'Asia/Almaty' },
  ...{ status: 'open', settledAtMs: null, waiverReason: null, excuses: [] },
  reason: { code: 'waiting', outcome: null, debateId: null },
  debates: [debate(3, 'published')],
  ...changes,
});

const debate = (n: number, status: Duty['debates'][number]['status']): Duty['debates'][number] => ({
  ...{ id: idOf(n), title: names(`Debate ${n}`), status, plannedStartMs: n, plannedMs: 1 },
  ...{ outcome: null, isFinal: false, excuseUntilMs: 100 },
});

const textOf = (words: object, key: string): unknown =>
  key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], words);
const placesOf = (text: string) => [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name as string);

describe('a duty explains itself', () => {
  it('says what is owed, since when, by when, what would fulfil it, and how it stands', () => {
    expect(explain(duty(), 0).map(({ key }) => key)).toEqual([
      'owed.O-1',
      'since.list',
      'due.coming',
      'would.debate',
      'stands.waiting',
    ]);
  });

  it('says what did fulfil it, and no more what would', () => {
    const reason = { code: 'fulfilled-by-debate' as const, outcome: 'late' as const, debateId: idOf(3) };
    const said = explain(duty({ status: 'fulfilled', reason, listedAtMs: null }), dueAtMs);
    expect(said.map(({ key }) => key)).toEqual([
      'owed.O-1',
      'since.registration',
      'due.passed',
      'stands.fulfilled-by-debate',
    ]);
    expect(said.at(-1)?.figures).toEqual({ outcome: 'late', title: names('Debate 3') });
  });

  it('says when no debate was given, and the soonest first of those that were', () => {
    const none = explain(duty({ debates: [debate(3, 'cancelled')] }), 0);
    expect(none.map(({ key }) => key)).toContain('would.nothing-offered');
    const two = explain(duty({ debates: [debate(5, 'published'), debate(4, 'lobby')] }), 0);
    const titles = two.flatMap(({ key, figures }) => (key === 'would.debate' ? [figures] : []));
    expect(titles).toEqual([4, 5].map((n) => ({ title: names(`Debate ${n}`), startsAtMs: n })));
  });

  it('every rule that a campaign has from the start has its own sentence; a new row has the general one', () => {
    expect(explainedRules).toEqual(expect.arrayContaining(obligationRows.map(({ rule }) => rule)));
    const [first] = explain(duty({ rule: 'O-77-local' }), 0);
    expect(first).toMatchObject({ key: 'owed.other', figures: { rule: 'O-77' } });
  });

  it('every sentence is there in three languages, and no place in it stays empty', () => {
    const statuses = fc.constantFrom('open', 'fulfilled', 'excused', 'waived', 'breached' as const);
    const anyDuty = fc
      .record({
        rule: fc.constantFrom(...explainedRules, 'X-1'),
        status: statuses as fc.Arbitrary<Duty['status']>,
        code: fc.constantFrom(...obligationReasons),
        listedAtMs: fc.constantFrom(null, 5),
        debateStatus: fc.constantFrom('published' as const, 'final' as const),
      })
      .map(({ code, debateStatus, ...rest }) => {
        const reason = { code, outcome: 'unknown' as const, debateId: idOf(3) };
        return duty({ ...rest, reason, debates: [debate(3, debateStatus)] });
      });
    fc.assert(
      fc.property(anyDuty, fc.constantFrom(0, dueAtMs), (one, nowMs) => {
        for (const { key, figures } of explain(one, nowMs)) {
          for (const words of [en, ru, kk]) {
            const text = textOf(words.dutySays, key);
            expect(text, key).toBeTypeOf('string');
            expect(Object.keys(figures)).toEqual(expect.arrayContaining(placesOf(text as string)));
          }
        }
      }),
    );
  });
});
