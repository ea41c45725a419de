/** Who sits for a case, who of them has a conflict, and what their votes come to (CASE-1, CASE-2). */
import {
  appealChoices,
  type CaseLevel,
  type Conflict,
  caseLevels,
  firstChoices,
  type VoteChoice,
} from '../protocol/cases.ts';
import type { CaseState, Vote } from './cases.ts';

/** A place on the committee. Local members sit for their area, a region's for all areas in it, others for all. */
export type Seat = { accountId: string; level: CaseLevel; areaId: string | null };

/** Whom a case touches, beside its parties. */
type Ties = {
  /** Who stands in the same area, and so gains by a removal. */
  opponents: readonly string[];
  /** Who confirmed the verdicts, or moderated the debates, that the case is about. */
  officials: readonly string[];
};

export type Bench = readonly { accountId: string; conflict: Conflict | null }[];

/** What a bench is made of: the seats of the campaign, and the case's area with all that it lies in, nearest first. */
export type Benches = { seats: readonly Seat[]; areas: readonly string[]; ties: Ties };

type Course = Pick<CaseState, 'respondentId' | 'complainantId' | 'declared' | 'earlierPart'>;

/** CASE-1: nobody decides their own case, their opponent's, what they confirmed, or the appeal of what they decided. */
function conflictOf(accountId: string, course: Course, ties: Ties): Conflict | null {
  if (accountId === course.respondentId || accountId === course.complainantId) return 'party';
  if (course.earlierPart.includes(accountId)) return 'earlier-part';
  if (course.declared.includes(accountId)) return 'declared';
  if (ties.opponents.includes(accountId)) return 'opponent';
  return ties.officials.includes(accountId) ? 'official' : null;
}

/** Those who sit for the case on this level, in a fixed order. */
export function benchOf(course: Course, level: CaseLevel, { seats, areas, ties }: Benches): Bench {
  const sitting = seats.filter((seat) => sits(seat, level, areas)).map(({ accountId }) => accountId);
  return [...new Set(sitting)]
    .sort()
    .map((accountId) => ({ accountId, conflict: conflictOf(accountId, course, ties) }));
}

function sits(seat: Seat, level: CaseLevel, areas: readonly string[]): boolean {
  if (level === 'panel') return seat.level === 'panel' || seat.level === 'centre';
  if (seat.level !== level) return false;
  if (level === 'centre') return true;
  const own = level === 'local' ? areas.slice(0, 1) : areas;
  return seat.areaId !== null && own.includes(seat.areaId);
}

export const ableOf = (bench: Bench): string[] =>
  bench.filter(({ conflict }) => conflict === null).map(({ accountId }) => accountId);

/** The lowest level from `from` on where enough people without a conflict sit to decide; else the last one asked. */
export function seatedLevel(
  course: Course & Pick<CaseState, 'terms'>,
  levels: readonly CaseLevel[],
  benches: Benches,
): CaseLevel {
  const isSeated = (level: CaseLevel) =>
    ableOf(benchOf(course, level, benches)).length >= course.terms.quorumVotes;
  return levels.find(isSeated) ?? (levels.at(-1) as CaseLevel);
}

/** Where a case of this kind may begin, lowest first; the panel is for appeals alone. */
export const levelsFrom = (lowest: CaseLevel): CaseLevel[] =>
  caseLevels.slice(caseLevels.indexOf(lowest)).filter((level) => level !== 'panel');

/** Where an appeal may go, nearest first. */
export const levelsAbove = (level: CaseLevel): CaseLevel[] =>
  level === 'panel' ? ['panel'] : caseLevels.slice(caseLevels.indexOf(level) + 1);

export const choicesOf = ({ instance, respondentId }: Pick<CaseState, 'instance' | 'respondentId'>) => {
  const first = respondentId === null ? firstChoices.filter((choice) => choice !== 'remove') : firstChoices;
  return instance === 2 ? appealChoices : first;
};

/** CASE-2: a decision needs this many votes of people without a conflict, and never fewer than two. */
export function quorumOf({ terms }: Pick<CaseState, 'terms'>, bench: Bench): number {
  return Math.max(terms.quorumVotes, Math.ceil((ableOf(bench).length * terms.quorumPercent) / 100));
}

/** Votes that count: of those who sit for the case now and have no conflict. */
export function countedVotes({ votes }: Pick<CaseState, 'votes'>, bench: Bench): Vote[] {
  const able = ableOf(bench);
  return votes.filter(({ accountId }) => able.includes(accountId));
}

/**
 * What the votes come to, or what is still missing. Where all have voted and nothing has a majority, nothing is taken
 * from the candidate: a first instance dismisses, and on appeal the decision falls.
 */
export function outcomeOf(
  state: CaseState,
  bench: Bench,
): VoteChoice | 'quorum-missing' | 'majority-missing' {
  const votes = countedVotes(state, bench);
  if (votes.length < quorumOf(state, bench)) return 'quorum-missing';
  const isCarried = (choice: VoteChoice) =>
    votes.filter((vote) => vote.choice === choice).length * 100 > state.terms.majorityPercent * votes.length;
  const carried = choicesOf(state).find(isCarried);
  if (carried !== undefined) return carried;
  if (votes.length < ableOf(bench).length) return 'majority-missing';
  return state.instance === 2 ? 'overturn' : 'dismiss';
}
