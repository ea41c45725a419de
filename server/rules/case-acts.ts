/** What may be done in a case, by whom and when (domain spec 7.5, CASE-1 to CASE-5). */
import type { CandidacyStatus } from '../protocol/campaign.ts';
import type { VotingDays } from '../protocol/case-terms.ts';
import type { CaseEvent, CasePreparation, CaseRuling, CaseStatement } from '../protocol/cases.ts';
import { Refusal, unreachable } from '../protocol/refusals.ts';
import { type Benches, levelsAbove, seatedLevel } from './case-bench.ts';
import { lapsedBy } from './case-clock.ts';
import * as members from './case-members.ts';
import { afterStep, type CaseState, type CaseStep } from './cases.ts';

type WithoutId<Command> = Command extends unknown ? Omit<Command, 'commandId'> : never;
type MemberCommand = WithoutId<CasePreparation> | WithoutId<CaseRuling>;
type PartyCommand = { act: 'answer' | 'appeal' } & Omit<CaseStatement, 'commandId'>;
export type CaseCommand = MemberCommand | PartyCommand;

/** A case at one instant, with all that a command of this account needs. */
export type CaseMoment = {
  caseId: string;
  state: CaseState;
  by: string;
  nowMs: number;
  benches: Benches;
  voting: VotingDays;
  /** The next free number of the campaign's decisions. */
  nextNumber: number;
  /** What the candidacy was before any removal; null where the case is about nobody. */
  formerStatus: CandidacyStatus | null;
};

/** The steps a command makes, those of time alone first. A "no" is thrown as a refusal. */
export function act(moment: CaseMoment, command: CaseCommand): CaseStep[] {
  const { by, nowMs } = moment;
  const lapsed = lapsedBy(moment.state, nowMs);
  const state = lapsed.reduce(afterStep, moment.state);
  const done = eventsOf({ ...moment, state }, command);
  return [...lapsed, ...done.map((event) => ({ atMs: nowMs, by, event }))];
}

function eventsOf(moment: CaseMoment, command: CaseCommand): CaseEvent[] {
  switch (command.act) {
    case 'answer':
      return answer(moment, command);
    case 'appeal':
      return appeal(moment, command);
    case 'admit':
      return members.admit(moment);
    case 'refuse':
      return members.refuse(moment, command.reason);
    case 'link':
      return members.link(moment, command.duplicateOf);
    case 'assign':
      return members.assign(moment, command.memberId);
    case 'ask':
      return members.ask(moment, command.text);
    case 'declare-conflict':
      return members.declareConflict(moment, command.reason);
    case 'vote':
      return members.vote(moment, command);
    case 'decide':
      return members.decide(moment);
    case 'publish':
      return members.publish(moment, command.words);
    case 'reopen':
      return members.reopen(moment, command.reason);
    default:
      return unreachable(command);
  }
}

/** D-6: the party itself, and while its time runs. */
function answer({ state, by }: CaseMoment, { text, attachmentIds }: PartyCommand): CaseEvent[] {
  if (by !== state.respondentId) throw new Refusal('not-allowed', 'another person’s case');
  if (state.waiting === null) throw new Refusal('case-state', 'no answer is awaited');
  return [{ kind: 'answered', text, attachmentIds }];
}

/** D-8: once, against a first decision that took something, one level up from whoever decided. */
function appeal({ state, by, nowMs, benches }: CaseMoment, command: PartyCommand): CaseEvent[] {
  if (by !== state.respondentId) throw new Refusal('not-allowed', 'another person’s case');
  const untilMs = state.decisions.at(-1)?.appealUntilAtMs ?? null;
  if (untilMs === null || state.instance === 2) throw new Refusal('case-state', 'nothing to appeal');
  if (nowMs >= untilMs) throw new Refusal('deadline-passed');
  if (state.status !== 'decided') throw new Refusal('case-state', 'it is looked at again');
  const course = { ...state, earlierPart: [...state.earlierPart, ...state.partNow] };
  const level = seatedLevel(course, levelsAbove(state.level), benches);
  const { text, attachmentIds } = command;
  return [{ kind: 'appealed', level, text, attachmentIds }];
}
