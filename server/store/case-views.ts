import type { VotingDays } from '../protocol/case-terms.ts';
import {
  type CaseCard,
  type CaseDecision,
  type CaseView,
  type CommitteeAct,
  committeeActs,
  type ListedCase,
  type OwnCase,
  type TrackedComplaint,
} from '../protocol/cases.ts';
import { Refusal } from '../protocol/refusals.ts';
import { act, type CaseCommand, type CaseMoment } from '../rules/case-acts.ts';
import { benchOf, choicesOf, countedVotes, quorumOf } from '../rules/case-bench.ts';
import { deadlineOf, lapsedBy } from '../rules/case-clock.ts';
import { rulingOf } from '../rules/case-standing.ts';
import { afterStep, type CaseState, caseAfter, decisionsOf } from '../rules/cases.ts';
import type { LoadedCase } from './case-files.ts';
import type { Committee } from './committee-seats.ts';

/** Who reads, when, and what all cases of the campaign have in common. */
export type Reading = { accountId: string; nowMs: number; voting: VotingDays; committee: Committee };

/** As it stands at this instant, also where nobody has written down yet what time alone has made. */
const stateNow = ({ state }: LoadedCase, nowMs: number): CaseState =>
  lapsedBy(state, nowMs).reduce(afterStep, state);

export function cardOf(file: LoadedCase, { nowMs, voting }: Pick<Reading, 'nowMs' | 'voting'>): CaseCard {
  const state = stateNow(file, nowMs);
  const { id, number, kind, ground, area, respondent, openedAtMs } = file;
  return {
    ...{ id, number, kind, ground, area, respondent, openedAtMs, status: state.status, level: state.level },
    deadline: deadlineOf(state, voting, nowMs),
    answerUntilAtMs: state.waiting?.untilAtMs ?? null,
  };
}

export function viewOf(file: LoadedCase, reading: Reading, all: readonly LoadedCase[]): CaseView {
  const { nowMs, voting, committee } = reading;
  const state = stateNow(file, nowMs);
  const benches = committee.benchesFor(file);
  const bench = benchOf(state, state.level, benches);
  return {
    ...cardOf(file, reading),
    instance: state.instance,
    text: state.text,
    evidence: file.evidence,
    duplicateOf: state.duplicateOf,
    duplicates: all.filter((other) => other.state.duplicateOf === file.id).map(({ id }) => id),
    rapporteurId: state.rapporteurId,
    members: bench.map((member) => ({
      ...member,
      name: committee.names.get(member.accountId) ?? '',
      vote: voteOf(state, member.accountId),
    })),
    quorum: { needed: quorumOf(state, bench), voted: countedVotes(state, bench).length },
    decisions: shownDecisions(state),
    isRemovalSuspended: rulingOf(state, voting, nowMs).effect === 'suspended',
    timeline: file.rows.map(({ sequence, atMs, name, event }) => ({ sequence, atMs, by: name, event })),
    acts: actsOn(file, state, reading),
    choices: [...choicesOf(state)],
  };
}

export function listedOf(file: LoadedCase, reading: Reading): ListedCase {
  return { ...cardOf(file, reading), acts: actsOn(file, stateNow(file, reading.nowMs), reading) };
}

/** What the reader could do in the case now. */
function actsOn(file: LoadedCase, state: CaseState, reading: Reading): CommitteeAct[] {
  const { accountId: by, nowMs, voting, committee } = reading;
  const benches = committee.benchesFor(file);
  return actsOpenTo({
    ...{ caseId: file.id, state, by, nowMs, benches, voting },
    ...{ nextNumber: 1, formerStatus: null },
  });
}

function voteOf({ votes }: CaseState, accountId: string) {
  const found = votes.find((vote) => vote.accountId === accountId);
  return found === undefined ? null : { choice: found.choice, reason: found.reason, atMs: found.atMs };
}

function shownDecisions(state: CaseState): CaseDecision[] {
  return decisionsOf(state).map(
    ({ number, instance, level, choice, decidedAtMs, supersedes, isSuperseded, words }) => ({
      ...{ number, instance, level, choice, decidedAtMs, supersedes, isSuperseded, words },
    }),
  );
}

/** Each act is tried by the rules that will judge it, and nothing is stored. */
function actsOpenTo(moment: CaseMoment): CommitteeAct[] {
  return committeeActs.filter((name) => {
    try {
      return act(moment, sampleOf(name, moment)).length > 0;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  });
}

function sampleOf(name: CommitteeAct, { state, by }: CaseMoment): CaseCommand {
  const [choice = 'dismiss'] = choicesOf(state);
  const filled = { reason: '', text: '', words: '', memberId: by, duplicateOf: '', choice };
  return { act: name, ...filled } as CaseCommand;
}

export function ownCaseOf(file: LoadedCase, { nowMs, voting }: Pick<Reading, 'nowMs' | 'voting'>): OwnCase {
  const state = stateNow(file, nowMs);
  const { id, number, kind, ground, area, openedAtMs, evidence, respondent } = file;
  if (respondent === null) throw new Error(`the case ${id} is about nobody`);
  const untilMs = state.decisions.at(-1)?.appealUntilAtMs ?? null;
  return {
    ...{ id, number, kind, ground, area, openedAtMs, evidence, status: state.status },
    candidacyId: respondent.candidacyId,
    text: state.text,
    asked: state.waiting?.text ?? null,
    answerUntilAtMs: state.waiting?.untilAtMs ?? null,
    deadline: deadlineOf(state, voting, nowMs),
    decisions: shownDecisions(state),
    reasons: state.decisions.length === 0 ? [] : reasonsOf(file),
    isRemovalSuspended: rulingOf(state, voting, nowMs).effect === 'suspended',
    mayAnswer: state.waiting !== null,
    mayAppeal: state.status === 'decided' && state.instance === 1 && untilMs !== null && nowMs < untilMs,
  };
}

/** Of the votes that made each decision; whoever is judged reads why, not who. */
function reasonsOf({ course, facts }: LoadedCase): OwnCase['reasons'] {
  return course.flatMap((step, index) => {
    if (step.event.kind !== 'decided') return [];
    const { instance, votes } = caseAfter(facts, course.slice(0, index));
    return votes.map(({ choice, reason }) => ({ instance, choice, reason }));
  });
}

/** Only how far it is, and what is public of it. */
export function trackedOf(
  file: LoadedCase,
  all: readonly Pick<LoadedCase, 'id' | 'number'>[],
  nowMs: number,
): TrackedComplaint {
  const state = stateNow(file, nowMs);
  return {
    ...{ number: file.number, ground: file.ground, status: state.status, openedAtMs: file.openedAtMs },
    steps: publicSteps(file),
    refusedBecause: state.refusedBecause,
    duplicateOf: all.find(({ id }) => id === state.duplicateOf)?.number ?? null,
    decisions: shownDecisions(state).filter(({ words }) => words !== null),
  };
}

function publicSteps({ course, facts }: LoadedCase): TrackedComplaint['steps'] {
  const steps = course.map(({ atMs }, index) => ({
    status: caseAfter(facts, course.slice(0, index + 1)).status,
    atMs,
  }));
  return steps.filter(({ status }, index) => status !== steps[index - 1]?.status);
}
