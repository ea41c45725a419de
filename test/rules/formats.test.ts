import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Format, type Phase } from '../../server/protocol/campaign.ts';
import { faultsOf } from '../../server/rules/format-faults.ts';
import { formatLengthMs, isFree, phaseAt, phaseLengthMs, plannedTurns } from '../../server/rules/formats.ts';
import { format, minuteMs } from './debate-log.ts';
import { phase, plan } from './random-debates.ts';

const speakers = fc.integer({ min: 2, max: 12 });
const eachAsksEach: fc.Arbitrary<Extract<Phase, { kind: 'each-asks-each' }>> = fc.record({
  kind: fc.constant('each-asks-each'),
  questionMs: fc.integer({ min: 1000, max: 60_000 }),
  answerMs: fc.integer({ min: 1000, max: 120_000 }),
  totalMs: fc.integer({ min: 1000, max: 14_400_000 }),
});

/** How often each of so many speakers is counted. */
function counts(places: readonly (number | null)[], of: number): number[] {
  return Array.from({ length: of }, (_, speaker) => places.filter((place) => place === speaker).length);
}

describe('a format', () => {
  it('is as long as every turn of every speaker and the whole open part', () => {
    expect(formatLengthMs(format, 4)).toBe((4 * 3 + 10 + 4 * 1) * minuteMs);
    expect(formatLengthMs(format, 0)).toBe(10 * minuteMs);
  });

  it('with budgets in its open part is no longer than all of them together', () => {
    const open: Phase = { kind: 'open', turnMs: minuteMs, totalMs: 10 * minuteMs, budgetMs: 2 * minuteMs };
    expect([4, 5, 6].map((count) => phaseLengthMs(open, count) / minuteMs)).toEqual([8, 10, 10]);
    const rebuttal: Phase = { kind: 'rebuttal', turnMs: minuteMs, budgetMs: 2 * minuteMs };
    expect(phaseLengthMs(rebuttal, 4)).toBe(8 * minuteMs);
  });

  it('has a part at each of its indexes; another one is a fault of ours', () => {
    expect([0, 1, 2].map((index) => phaseAt(format, index).kind)).toEqual(['opening', 'open', 'closing']);
    expect(() => phaseAt(format, 3)).toThrow(RangeError);
  });

  it('of any seven kinds of parts is one that the contract takes', () => {
    fc.assert(
      fc.property(plan, ({ format: any }) => {
        expect(Format.parse(any)).toEqual(any);
      }),
    );
  });
});

describe('a format that no debate can be held in', () => {
  const codesOf = (...phases: Phase[]) => faultsOf({ ...format, phases }).map(({ code }) => code);
  const hourMs = 60 * minuteMs;

  it('has no length beyond eight hours, also where another length would cut it short', () => {
    const open = { kind: 'open', turnMs: minuteMs, budgetMs: minuteMs } as const;
    const asks = { kind: 'each-asks-each', questionMs: minuteMs, answerMs: minuteMs } as const;
    for (const part of [open, asks]) {
      expect(codesOf({ ...part, totalMs: Number.MAX_SAFE_INTEGER })).toEqual(['too-long']);
      expect(codesOf({ ...part, totalMs: 8 * hourMs + 1 })).toEqual(['too-long']);
      expect(codesOf({ ...part, totalMs: 8 * hourMs })).toEqual([]);
    }
    const budgetMs = Number.MAX_SAFE_INTEGER;
    expect(codesOf({ kind: 'open', turnMs: minuteMs, totalMs: hourMs, budgetMs })).toEqual(['too-long']);
  });

  it('has no eight hours in all, with any number of speakers', () => {
    expect(codesOf({ kind: 'opening', turnMs: 40 * minuteMs })).toEqual([]);
    expect(codesOf({ kind: 'opening', turnMs: 41 * minuteMs })).toEqual(['too-long']);
  });
});

describe('planned turns', () => {
  it('each speaker has as many as another, and as much time, in any part', () => {
    fc.assert(
      fc.property(phase, speakers, (part, count) => {
        const turns = plannedTurns(part, count);
        expect(turns.length === 0).toBe(isFree(part));
        expect(
          new Set(
            counts(
              turns.map(({ speaker }) => speaker),
              count,
            ),
          ).size,
        ).toBe(1);
        const timeOf = (place: number) =>
          turns.filter(({ speaker }) => speaker === place).reduce((sum, { turnMs }) => sum + turnMs, 0);
        expect(new Set(Array.from({ length: count }, (_, place) => timeOf(place))).size).toBe(1);
      }),
    );
  });

  it('in an opening they are in the order of the lineup; later questions begin with another speaker each', () => {
    const placesIn = (part: Phase) => plannedTurns(part, 3).map(({ speaker }) => speaker);
    expect(placesIn({ kind: 'opening', turnMs: minuteMs })).toEqual([0, 1, 2]);
    const asked: Phase = { kind: 'public-questions', questions: 4, turnMs: minuteMs };
    expect(placesIn(asked)).toEqual([0, 1, 2, 1, 2, 0, 2, 0, 1, 0, 1, 2]);
  });

  it('with as many questions as speakers everybody answers first once', () => {
    fc.assert(
      fc.property(speakers, (count) => {
        const part: Phase = { kind: 'moderator-questions', questions: count, turnMs: minuteMs };
        const firsts = plannedTurns(part, count).filter((_, index) => index % count === 0);
        expect(
          counts(
            firsts.map(({ speaker }) => speaker),
            count,
          ),
        ).toEqual(Array(count).fill(1));
      }),
    );
  });
});

describe('each asks each', () => {
  it('everybody asks and answers as often as another, and nobody asks themselves', () => {
    fc.assert(
      fc.property(eachAsksEach, speakers, (part, count) => {
        const turns = plannedTurns(part, count);
        const questions = turns.filter(({ kind }) => kind === 'question');
        const asking = counts(
          questions.map(({ speaker }) => speaker),
          count,
        );
        expect(new Set(asking).size).toBe(1);
        expect(
          counts(
            questions.map(({ toSpeaker }) => toSpeaker),
            count,
          ),
        ).toEqual(asking);
        for (const { speaker, toSpeaker } of turns) expect(speaker).not.toBe(toSpeaker);
      }),
    );
  });

  it('each question is followed by the answer of whoever was asked, and no pair comes twice', () => {
    fc.assert(
      fc.property(eachAsksEach, speakers, (part, count) => {
        const turns = plannedTurns(part, count);
        const pairs = turns.flatMap(({ kind, speaker, toSpeaker }, index) => {
          if (kind !== 'question') return [];
          expect(turns[index + 1]).toMatchObject({ kind: 'answer', speaker: toSpeaker, toSpeaker: speaker });
          return [`${speaker} asks ${toSpeaker}`];
        });
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(turns).toHaveLength(2 * pairs.length);
      }),
    );
  });

  it('as many whole rounds as fit, at least one, and no more than there are others to ask', () => {
    fc.assert(
      fc.property(eachAsksEach, speakers, (part, count) => {
        const roundMs = (part.questionMs + part.answerMs) * count;
        const rounds = phaseLengthMs(part, count) / roundMs;
        expect(Number.isInteger(rounds)).toBe(true);
        if (rounds > 1) expect(rounds * roundMs).toBeLessThanOrEqual(part.totalMs);
        if (rounds < count - 1) expect((rounds + 1) * roundMs).toBeGreaterThan(part.totalMs);
        expect(rounds).toBeGreaterThanOrEqual(1);
        expect(rounds).toBeLessThan(count);
      }),
    );
  });
});
