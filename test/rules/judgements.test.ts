import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outcome, outcomes } from '../../server/protocol/campaign.ts';
import { finalFromMs, type Judged, type Person, windowMs } from '../../server/rules/judged.ts';
import { actsOpenTo, decide, type JudgementCommand } from '../../server/rules/judgements.ts';
import {
  anyCourse,
  type Course,
  courseOf,
  endMs,
  holding,
  officialsOf,
  people,
  play,
  proposed,
  step,
} from './judged-course.ts';

const {
  moderator,
  coModerator,
  elsewhere,
  elsewhere2,
  anna,
  bota,
  carl,
  dina,
  candidate,
  opponent,
  stranger,
} = people;
const soon = endMs + 60_000;
const confirm = (by: Person): JudgementCommand => ({ kind: 'confirm', by });
const played = (outcome: Outcome, commands: readonly JudgementCommand[], nowMs = soon): Course =>
  commands.reduce((course, command) => step(course, command, nowMs), courseOf(outcome));
const refusal = (judged: Judged, command: JudgementCommand, nowMs = soon): unknown => {
  try {
    return decide(judged, command, nowMs);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('confirming', () => {
  it('JUDGE-2 a moderator of the debate and a second official confirm it, in either order', () => {
    expect(holding(played('attended', [confirm(moderator), confirm(anna)])).status).toBe('confirmed');
    expect(holding(played('attended', [confirm(anna), confirm(moderator)])).status).toBe('confirmed');
    expect(holding(played('attended', [confirm(moderator), confirm(elsewhere)])).status).toBe('confirmed');
    expect(holding(played('attended', [confirm(moderator), confirm(coModerator)])).status).toBe('confirmed');
  });

  it('JUDGE-2 two officials without a moderator of the debate are not enough', () => {
    const one = holding(played('attended', [confirm(anna)]));
    expect(refusal(one, confirm(bota))).toBe('moderator-missing');
    expect(refusal(one, confirm(elsewhere))).toBe('moderator-missing');
  });

  it('JUDGE-1 nobody confirms twice, or where they stand, or without a part in the campaign', () => {
    const once = holding(played('attended', [confirm(moderator)]));
    expect(decide(once, confirm(moderator), soon)).toEqual([]);
    expect(refusal(once, confirm(opponent))).toBe('own-matter');
    expect(refusal(once, confirm(candidate))).toBe('not-allowed');
    expect(refusal(once, confirm(stranger))).toBe('not-allowed');
  });

  it('JUDGE-4 D-4 what two confirmed is final a day after the end, not a millisecond earlier', () => {
    const course = played('absent', [confirm(moderator), confirm(anna)]);
    expect(step(course, { kind: 'time-passes' }, endMs + windowMs - 1)).toEqual(course);
    const final = step(course, { kind: 'time-passes' }, endMs + windowMs);
    expect(holding(final)).toMatchObject({ outcome: 'absent', status: 'final' });
  });

  it('JUDGE-4 an outcome that was published late gives everybody as long as any other', () => {
    expect(finalFromMs(proposed('absent', { publishedAtMs: endMs + 5 }))).toBe(endMs + 5 + windowMs);
    expect(finalFromMs(proposed('void', { endedAtMs: null }))).toBe(endMs + windowMs);
  });

  it('JUDGE-5 silence is UNKNOWN, never ABSENT', () => {
    for (const outcome of outcomes) {
      for (const commands of [[], [confirm(moderator)], [confirm(anna)]]) {
        const course = step(played(outcome, commands), { kind: 'time-passes' }, endMs + windowMs);
        expect(holding(course)).toMatchObject({ outcome: 'unknown', status: 'final' });
      }
    }
  });

  it('JUDGE-4 after the term nothing is confirmed any more, however late the job is', () => {
    const late = endMs + windowMs;
    expect(refusal(proposed('absent'), confirm(moderator), late)).toBe('too-late');
  });
});

describe('what is refused, and by which word', () => {
  const confirmed = [confirm(moderator), confirm(anna)];
  const accept = (by: Person): JudgementCommand => ({ kind: 'rule-partial', by, ruling: 'accept' });
  const dismiss = (by: Person): JudgementCommand => ({ kind: 'rule-objection', by, ruling: 'dismissed' });
  const object: JudgementCommand = { kind: 'object', by: candidate };
  const partial = played('partial', confirmed);
  const objected = played('partial', [...confirmed, object]);

  it('JUDGE-2 a third confirmation, and a second one of the same person, which no page offers', () => {
    expect(refusal(holding(partial), confirm(bota))).toBe('already-decided');
    expect(actsOpenTo(holding(played('absent', [confirm(moderator)])), moderator, soon)).toEqual([]);
  });

  it('JUDGE-6 a ruling while an objection is open, after the term, and on what is superseded', () => {
    expect(refusal(holding(objected), accept(bota))).toBe('objection-open');
    expect(refusal(holding(partial), accept(bota), endMs + windowMs)).toBe('too-late');
    const old: Judged = { ...holding(partial), status: 'superseded' };
    expect(refusal(old, accept(bota))).toBe('already-decided');
    expect(decide(old, { kind: 'time-passes' }, endMs + 2 * windowMs)).toEqual([]);
  });

  it('JUDGE-9 a ruling on an objection by nobody official, after its day, and where there is none', () => {
    expect(refusal(holding(objected), dismiss(stranger))).toBe('not-allowed');
    expect(refusal(holding(objected), dismiss(candidate))).toBe('not-allowed');
    expect(refusal(holding(objected), dismiss(bota), soon + windowMs)).toBe('too-late');
    expect(refusal(holding(partial), dismiss(bota))).toBe('already-decided');
  });
});

describe('a partial attendance', () => {
  const rule = (by: typeof anna, ruling: 'accept' | 'make-up' | 'absent'): JudgementCommand => ({
    kind: 'rule-partial',
    by,
    ruling,
  });
  const confirmed = [confirm(moderator), confirm(elsewhere)];

  it('7.2 PARTIAL is accepted, made up or an absence when two of the committee say so', () => {
    const outcomeAfter = (ruling: 'accept' | 'make-up' | 'absent') =>
      holding(played('partial', [...confirmed, rule(anna, ruling), rule(bota, ruling)]));
    expect(outcomeAfter('accept')).toMatchObject({ outcome: 'attended', status: 'confirmed' });
    expect(outcomeAfter('make-up')).toMatchObject({ outcome: 'partial', origin: 'partial' });
    expect(outcomeAfter('absent')).toMatchObject({ outcome: 'absent', status: 'confirmed' });
  });

  it('JUDGE-6 one voice decides nothing, nor do two that differ; a third one may', () => {
    const two = played('partial', [...confirmed, rule(anna, 'absent'), rule(bota, 'accept')]);
    expect(two.verdicts).toHaveLength(1);
    expect(refusal(holding(two), rule(anna, 'accept'))).toBe('own-matter');
    expect(holding(step(two, rule(carl, 'accept'), soon)).outcome).toBe('attended');
  });

  it('JUDGE-6 undecided within the term it stays PARTIAL, which reopens the duty', () => {
    const one = played('partial', [...confirmed, rule(anna, 'absent')]);
    const final = step(one, { kind: 'time-passes' }, endMs + windowMs);
    expect(holding(final)).toMatchObject({ outcome: 'partial', status: 'final' });
  });

  it('JUDGE-6 only a confirmed PARTIAL is decided, only by the committee, by nobody of the debate', () => {
    expect(refusal(proposed('partial'), rule(anna, 'absent'))).toBe('not-confirmed');
    const partial = holding(played('partial', confirmed));
    expect(refusal(partial, rule(elsewhere2, 'absent'))).toBe('not-allowed');
    expect(refusal(partial, rule(opponent, 'absent'))).toBe('own-matter');
    expect(refusal(holding(played('absent', confirmed)), rule(anna, 'accept'))).toBe('already-decided');
  });

  it('JUDGE-7 an absence made of it is a new outcome, with a day of its own to object', () => {
    const rulings = [rule(anna, 'absent'), rule(bota, 'absent')];
    const absent = holding(played('partial', [...confirmed, ...rulings], endMs + windowMs - 1));
    expect(finalFromMs(absent)).toBe(endMs + 2 * windowMs - 1);
    expect(refusal(absent, { kind: 'object', by: candidate }, endMs + windowMs)).toEqual([
      { kind: 'objected' },
    ]);
  });
});

describe('an objection', () => {
  const object: JudgementCommand = { kind: 'object', by: candidate };
  const rule = (by: typeof anna, ruling: 'attended' | 'unknown' | 'dismissed'): JudgementCommand => ({
    kind: 'rule-objection',
    by,
    ruling,
  });
  const confirmed = [confirm(moderator), confirm(anna)];
  const objected = played('absent', [...confirmed, object]);

  it('JUDGE-7 is the candidate’s own, once, within the day', () => {
    expect(refusal(proposed('absent'), { kind: 'object', by: opponent })).toBe('not-allowed');
    expect(refusal(holding(objected), object)).toBe('already-decided');
    expect(refusal(proposed('absent'), object, endMs + windowMs)).toBe('too-late');
    expect(refusal(proposed('attended'), object)).toBe('already-decided');
  });

  it('JUDGE-8 a correction is a new verdict by two, neither of whom had a part in the first', () => {
    for (const by of [moderator, coModerator, anna, opponent])
      expect(refusal(holding(objected), rule(by, 'attended'))).toBe('own-matter');
    const one = step(objected, rule(bota, 'attended'), soon);
    expect(one.verdicts).toHaveLength(1);
    const corrected = step(one, rule(elsewhere, 'attended'), soon);
    expect(corrected.verdicts.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['absent', 'superseded'],
      ['attended', 'final'],
    ]);
  });

  it('JUDGE-8 who decided a partial attendance does not decide the objection to it', () => {
    const rulings = [bota, carl].map(
      (by): JudgementCommand => ({ kind: 'rule-partial', by, ruling: 'absent' }),
    );
    const absent = holding(played('partial', [...confirmed, ...rulings, object]));
    expect(refusal(absent, rule(bota, 'dismissed'))).toBe('own-matter');
    expect(refusal(absent, rule(anna, 'dismissed'))).toBe('own-matter');
    expect(refusal(absent, rule(dina, 'dismissed'))).toEqual([
      { kind: 'objection-ruled', ruling: 'dismissed' },
    ]);
  });

  it('JUDGE-8 it makes no outcome worse, and none ABSENT', () => {
    const course = played('unknown', [...confirmed, object]);
    const worse: JudgementCommand = { kind: 'rule-objection', by: bota, ruling: 'partial' };
    expect(refusal(holding(course), worse)).toBe('no-correction');
  });

  it('JUDGE-9 holds the outcome open; dismissed by two, the outcome stands', () => {
    const afterDay = step(objected, { kind: 'time-passes' }, endMs + windowMs);
    expect(holding(afterDay).status).toBe('confirmed');
    const dismissed = [rule(bota, 'dismissed'), rule(carl, 'dismissed')].reduce(
      (course, command) => step(course, command, endMs + windowMs),
      afterDay,
    );
    const final = step(dismissed, { kind: 'time-passes' }, endMs + windowMs);
    expect(holding(final)).toMatchObject({ outcome: 'absent', status: 'final' });
  });

  it('JUDGE-9 undecided within a day it makes what harms UNKNOWN, and leaves the rest', () => {
    const lapsed = step(objected, { kind: 'time-passes' }, soon + windowMs);
    expect(holding(lapsed)).toMatchObject({ outcome: 'unknown', status: 'final', origin: 'silence' });
    const late = step(played('late', [...confirmed, object]), { kind: 'time-passes' }, soon + windowMs);
    const final = step(late, { kind: 'time-passes' }, soon + windowMs);
    expect(holding(final)).toMatchObject({ outcome: 'late', status: 'final' });
  });
});

describe('whatever anybody does in whatever order', () => {
  const runs = { numRuns: Number(process.env.RUNS ?? 1_000) };
  const anyOutcome = fc.constantFrom(...outcomes);
  const holds = (check: (course: Course, outcome: Outcome) => void, from = anyOutcome) =>
    fc.assert(
      fc.property(from, anyCourse, (outcome, commands) => check(play(outcome, commands), outcome)),
      runs,
    );

  it('JUDGE-1 nobody approves their own act: every step has two people, each with a part of their own', () => {
    holds(({ verdicts }) => {
      for (const verdict of verdicts) {
        const { confirmedBy, partialRulings, objection, standingIds, moderatorIds } = verdict;
        const rulers = (objection?.rulings ?? []).map(({ accountId }) => accountId);
        expect(new Set(confirmedBy).size).toBe(confirmedBy.length);
        expect(new Set(rulers).size).toBe(rulers.length);
        expect(rulers.filter((id) => confirmedBy.includes(id) || moderatorIds.includes(id))).toEqual([]);
        const deciders = [...confirmedBy, ...rulers, ...partialRulings.map(({ accountId }) => accountId)];
        expect(deciders.filter((id) => standingIds.includes(id))).toEqual([]);
        if (verdict.origin === 'evidence' && confirmedBy.length === 2)
          expect(confirmedBy.some((id) => moderatorIds.includes(id))).toBe(true);
      }
    });
  });

  it('JUDGE-8 who had a part in an earlier verdict decides no objection to a later one', () => {
    holds(({ verdicts }) => {
      for (const [index, { objection }] of verdicts.entries()) {
        const earlier = verdicts.slice(0, index).flatMap(officialsOf);
        const rulers = (objection?.rulings ?? []).map(({ accountId }) => accountId);
        expect(rulers.filter((id) => earlier.includes(id))).toEqual([]);
      }
    });
  });

  it('7.2 UNKNOWN and VOID never become ABSENT or PARTIAL', () => {
    holds(
      ({ verdicts }) => {
        expect(verdicts.filter(({ outcome }) => outcome === 'absent' || outcome === 'partial')).toEqual([]);
      },
      fc.constantFrom<Outcome>('unknown', 'void', 'attended', 'late'),
    );
  });

  it('7.2 ABSENT is final only where two people confirmed it, or made it of a confirmed PARTIAL', () => {
    holds(({ verdicts }, outcome) => {
      const final = verdicts.at(-1) as Judged;
      if (final.outcome !== 'absent' || final.status !== 'final') return;
      const by = outcome === 'absent' ? final.confirmedBy : (verdicts[0] as Judged).partialRulings;
      expect(by.length).toBeGreaterThanOrEqual(2);
    });
  });

  it('JUDGE-4 time that passes twice passes once, and everything is final in the end', () => {
    holds((course) => {
      let settled = course;
      for (let day = 1; day <= 200; day += 1)
        settled = step(settled, { kind: 'time-passes' }, endMs + day * 10 * windowMs);
      expect(holding(settled).status).toBe('final');
      expect(step(settled, { kind: 'time-passes' }, endMs + 10_000 * windowMs)).toEqual(settled);
    });
  });

  it('JUDGE-10 a page offers exactly what would be done', () => {
    const acts = ['confirm', 'object', 'rule-partial', 'rule-objection'] as const;
    const whoever = fc.constantFrom(...Object.values(people));
    fc.assert(
      fc.property(anyOutcome, anyCourse, whoever, fc.nat(30), (outcome, commands, by, steps) => {
        const before = commands.slice(0, steps);
        const judged = holding(play(outcome, before));
        const nowMs = endMs + before.reduce((sumMs, { afterMs }) => sumMs + afterMs, 0);
        const open = actsOpenTo(judged, by, nowMs);
        for (const kind of acts) {
          const ruling = kind === 'rule-objection' ? 'dismissed' : 'accept';
          const done = refusal(judged, { kind, by, ruling } as JudgementCommand, nowMs);
          const isDone = Array.isArray(done) && done.length > 0;
          expect(open.includes(kind), `${by.accountId} ${kind}`).toBe(isDone);
        }
      }),
      runs,
    );
  });
});
