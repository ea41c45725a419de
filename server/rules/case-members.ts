/** What a committee's members may do in a case: each only without a conflict, and nothing that decides alone. */
import type { CaseEvent, CaseStatus, VoteChoice } from '../protocol/cases.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { CaseMoment } from './case-acts.ts';
import { ableOf, benchOf, choicesOf, countedVotes, outcomeOf } from './case-bench.ts';
import { appealTimeMs } from './case-clock.ts';
import { type CaseState, holding } from './cases.ts';

export function admit(moment: CaseMoment): CaseEvent[] {
  asMember(moment, ['received']);
  return [{ kind: 'admitted' }];
}

/** The first member proposes, a second one agrees. */
export function refuse(moment: CaseMoment, reason: string): CaseEvent[] {
  asMember(moment, ['received']);
  const { refusalProposedBy } = moment.state;
  if (refusalProposedBy === null) return [{ kind: 'refusal-proposed', reason }];
  if (refusalProposedBy === moment.by) throw new Refusal('second-person-needed');
  return [{ kind: 'refused', reason }];
}

/** A breach stands on its own evidence and is nobody's duplicate. */
export function link(moment: CaseMoment, duplicateOf: string): CaseEvent[] {
  asMember(moment, ['received', 'admissible', 'assigned', 'waiting-for-party', 'in-hearing']);
  const { state, caseId } = moment;
  const isFirstLook = state.kind === 'complaint' && state.decisions.length === 0 && state.instance === 1;
  if (!isFirstLook || duplicateOf === caseId) throw new Refusal('case-state', 'no duplicate');
  return [{ kind: 'linked', duplicateOf }];
}

export function assign(moment: CaseMoment, memberId: string): CaseEvent[] {
  asMember(moment, ['admissible', 'assigned', 'waiting-for-party', 'in-hearing', 'appealed']);
  if (!ableOf(benchNow(moment)).includes(memberId)) throw new Refusal('conflict-of-interest', memberId);
  return [{ kind: 'assigned', memberId }];
}

/** The committee's clock stands still from here until the answer. */
export function ask(moment: CaseMoment, text: string): CaseEvent[] {
  asMember(moment, ['assigned', 'in-hearing', 'appealed']);
  const { state, nowMs } = moment;
  if (state.respondentId === null) throw new Refusal('case-state', 'it is about nobody');
  return [{ kind: 'asked', text, untilAtMs: nowMs + state.terms.answerMs }];
}

/** Whoever declares a conflict takes no part any more; a vote they had cast does not count. */
export function declareConflict(moment: CaseMoment, reason: string): CaseEvent[] {
  asMember(moment, [
    ...['received', 'admissible', 'assigned', 'waiting-for-party', 'in-hearing', 'appealed'],
  ] as CaseStatus[]);
  return [{ kind: 'conflict-declared', reason }];
}

/** CASE-2: each member once, with a reason. */
export function vote(
  moment: CaseMoment,
  { choice, reason }: { choice: VoteChoice; reason: string },
): CaseEvent[] {
  asMember(moment, votable(moment.state));
  if (moment.state.votes.some(({ accountId }) => accountId === moment.by)) throw new Refusal('vote-cast');
  if (!choicesOf(moment.state).includes(choice as never)) throw new Refusal('bad-input', choice);
  return [{ kind: 'voted', choice, reason }];
}

/** CASE-2: says what the votes come to. Whoever says it has voted, and is never alone. */
export function decide(moment: CaseMoment): CaseEvent[] {
  asMember(moment, votable(moment.state));
  const { state, by, nowMs, voting, nextNumber, formerStatus } = moment;
  const bench = benchNow(moment);
  const choice = outcomeOf(state, bench);
  if (choice === 'quorum-missing' || choice === 'majority-missing') throw new Refusal(choice);
  if (!countedVotes(state, bench).some(({ accountId }) => accountId === by))
    throw new Refusal('case-state', 'has not voted');
  const isAppealable = state.instance === 1 && choice !== 'dismiss' && state.respondentId !== null;
  const appealUntilAtMs = isAppealable ? nowMs + appealTimeMs(state.terms, voting, nowMs) : null;
  const supersedes = state.reopens;
  const decided: CaseEvent = {
    kind: 'decided',
    number: nextNumber,
    ...{ choice, supersedes, appealUntilAtMs, formerStatus },
  };
  return isAppealable ? [decided] : [decided, { kind: 'closed' }];
}

/** What the public reads is written by another one than who said the decision. */
export function publish(moment: CaseMoment, words: string): CaseEvent[] {
  asMember(moment, ['decided', 'appealed', 'waiting-for-party', 'in-hearing', 'closed'], 'any-instance');
  const unpublished = moment.state.decisions.find((each) => each.words === null);
  if (unpublished === undefined) throw new Refusal('case-state', 'nothing to publish');
  if (unpublished.decidedBy === moment.by) throw new Refusal('second-person-needed');
  return [{ kind: 'published', number: unpublished.number, words }];
}

/** CASE-5: what was decided stands until a new decision of the same instance supersedes it. */
export function reopen(moment: CaseMoment, reason: string): CaseEvent[] {
  asMember(moment, ['decided', 'closed']);
  if (holding(moment.state, moment.state.instance) === null) throw new Refusal('case-state');
  return [{ kind: 'reopened', reason }];
}

/** Where the party is to be heard, nobody votes before it was, or had its time. */
function votable({ respondentId }: CaseState): CaseStatus[] {
  return respondentId === null ? ['assigned', 'in-hearing', 'appealed'] : ['in-hearing', 'appealed'];
}

const benchNow = ({ state, benches }: CaseMoment) => benchOf(state, state.level, benches);

function asMember(
  { state, by, benches }: CaseMoment,
  statuses: readonly CaseStatus[],
  part: 'this-instance' | 'any-instance' = 'this-instance',
): void {
  const course = part === 'any-instance' ? { ...state, earlierPart: [] } : state;
  const levels = part === 'any-instance' ? state.decisions.map(({ level }) => level) : [state.level];
  const seats = levels.flatMap((level) => benchOf(course, level, benches));
  const seat = seats.find(({ accountId }) => accountId === by);
  if (seat === undefined) throw new Refusal('not-allowed', 'sits elsewhere');
  if (seat.conflict !== null) throw new Refusal('conflict-of-interest', seat.conflict);
  if (!statuses.includes(state.status)) throw new Refusal('case-state', state.status);
}
