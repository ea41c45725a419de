import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualCaseTerms } from '../../server/protocol/case-terms.ts';
import { CaseEvent } from '../../server/protocol/cases.ts';
import { benchOf, countedVotes, quorumOf } from '../../server/rules/case-bench.ts';
import { deadlineOf } from '../../server/rules/case-clock.ts';
import { candidacyAfter, rulingOf } from '../../server/rules/case-standing.ts';
import { afterStep, caseAfter, holding } from '../../server/rules/cases.ts';
import {
  benches,
  type Course,
  facts,
  hourMs,
  official,
  opponent,
  play,
  respondent,
  stranger,
  tries,
  voting,
} from './random-case.ts';

const kinds = fc.constantFrom('breach' as const, 'complaint' as const);
const courses = fc.tuple(kinds, tries).map(([kind, all]) => play(kind, all));
const holds = (check: (course: Course) => void) =>
  fc.assert(
    fc.property(courses, (course) => check(course)),
    { numRuns: 400 },
  );

describe('any course of commands', () => {
  it('CASE-1 nobody with a conflict votes, decides or prepares', () => {
    holds(({ done }) => {
      for (const { tried, code, before } of done) {
        if (code !== null || tried.command.act === 'answer' || tried.command.act === 'appeal') continue;
        expect([respondent, opponent, official, stranger, before.complainantId]).not.toContain(tried.by);
      }
    });
  });

  it('CASE-1 whoever had a part in the first decision has none in its appeal', () => {
    holds(({ steps }) => {
      const appealed = steps.findIndex(({ event }) => event.kind === 'appealed');
      if (appealed < 0) return;
      const deciding = (step: (typeof steps)[number]) =>
        step.event.kind === 'voted' || step.event.kind === 'decided';
      const first = steps.slice(0, appealed).filter(deciding);
      const second = steps.slice(appealed).filter(deciding);
      for (const { by } of second) expect(first.map((step) => step.by)).not.toContain(by);
    });
  });

  it('CASE-2 every decision has a quorum of at least two, with a reason each, and a majority for it', () => {
    holds(({ steps, done, state: { kind } }) => {
      for (const { before, steps: made } of done) {
        const decided = made.find(({ event }) => event.kind === 'decided');
        if (decided?.event.kind !== 'decided') continue;
        const { choice } = decided.event;
        const bench = benchOf(before, before.level, benches);
        const votes = countedVotes(before, bench);
        expect(new Set(votes.map(({ accountId }) => accountId)).size).toBe(votes.length);
        expect(votes.length).toBeGreaterThanOrEqual(Math.max(2, quorumOf(before, bench)));
        expect(votes.every(({ reason }) => reason !== '')).toBe(true);
        const forIt = votes.filter((vote) => vote.choice === choice).length;
        if (choice === 'remove' || choice === 'warn' || choice === 'confirm')
          expect(forIt * 2).toBeGreaterThan(votes.length);
        if (choice === 'remove') expect(forIt).toBeGreaterThanOrEqual(2);
      }
      expect(caseAfter(facts(kind), steps).decisions.length).toBe(
        steps.filter(({ event }) => event.kind === 'decided').length,
      );
    });
  });

  it('CASE-2 nobody votes twice in one round', () => {
    holds(({ done }) => {
      for (const { tried, code, before } of done) {
        if (code !== null || tried.command.act !== 'vote') continue;
        expect(before.votes.map(({ accountId }) => accountId)).not.toContain(tried.by);
      }
    });
  });

  it('D-6 D-8 no answer and no appeal is taken at or after its deadline', () => {
    holds(({ done }) => {
      for (const { tried, code, before, nowMs } of done) {
        if (code !== null) continue;
        if (tried.command.act === 'answer')
          expect(nowMs).toBeLessThan(before.waiting?.untilAtMs ?? expect.fail('nobody asked'));
        if (tried.command.act === 'appeal')
          expect(nowMs).toBeLessThan(before.decisions.at(-1)?.appealUntilAtMs ?? expect.fail('nothing'));
      }
    });
  });

  it('CASE-3 the committee loses none of its time while it waits for a party', () => {
    holds(({ done }) => {
      for (const { before, steps } of done) {
        let state = before;
        for (const step of steps) {
          const after = afterStep(state, step);
          if (step.event.kind === 'answered' || step.event.kind === 'answer-lapsed') {
            const stopped = deadlineOf(state, voting, step.atMs);
            const runs = deadlineOf(after, voting, step.atMs);
            expect(stopped?.isStopped).toBe(true);
            expect(runs?.leftMs).toBe(stopped?.leftMs);
          }
          state = after;
        }
      }
    });
  });

  it('CASE-3 steps stand in the order of their time, and each reads back as written', () => {
    holds(({ steps }) => {
      const times = steps.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      for (const { event } of steps) expect(CaseEvent.parse(event)).toEqual(event);
    });
  });

  it('CASE-4 a candidacy is removed only by a decision in force, and D-9 an appeal holds it up until the freeze', () => {
    holds(({ state, nowMs }) => {
      const ruling = rulingOf(state, voting, nowMs);
      const after = candidacyAfter('registered', [ruling]);
      const first = holding(state, 1);
      if (after === 'removed') expect(first?.choice).toBe('remove');
      if (holding(state, 2)?.choice === 'overturn' && first?.choice === 'remove')
        expect(after).toBe('reinstated');
      const freezeMs = voting.opensAtMs - usualCaseTerms.ballotFreezeMs;
      const isPending = state.instance === 2 && holding(state, 2) === null && first?.choice === 'remove';
      if (isPending) expect(after).toBe(nowMs < freezeMs ? 'registered' : 'removed');
    });
  });

  it('CASE-5 a decision is superseded only by a later one of its own instance', () => {
    holds(({ state: { decisions } }) => {
      for (const { supersedes, number, instance } of decisions) {
        if (supersedes === null) continue;
        expect(supersedes).toBeLessThan(number);
        expect(decisions.find((each) => each.number === supersedes)?.instance).toBe(instance);
      }
    });
  });
});

it('the random courses come to removals, appeals, overturned and superseded decisions', () => {
  const seen = fc
    .sample(courses, { numRuns: 1500, seed: 7 })
    .flatMap(({ state }) => [
      ...state.decisions.map(({ choice }) => choice),
      ...(state.decisions.some(({ supersedes }) => supersedes !== null) ? ['superseded'] : []),
      ...(state.refusedBecause === null ? [] : ['refused']),
    ]);
  expect([...new Set(seen)].sort()).toEqual(
    ['confirm', 'dismiss', 'overturn', 'refused', 'remove', 'superseded', 'warn'].sort(),
  );
});

it('D-7 a breach is due a day after the answer, and D-6 the answer a day after the notice', () => {
  const { state } = play('breach', [
    { by: respondent, afterMs: 3 * hourMs, command: { act: 'answer', text: 'I was ill', attachmentIds: [] } },
  ]);
  expect(state).toMatchObject({ status: 'in-hearing', level: 'local' });
  expect(deadlineOf(state, voting, 3 * hourMs)).toEqual({
    what: 'decision',
    dueAtMs: 27 * hourMs,
    leftMs: 24 * hourMs,
    isStopped: false,
  });
});
