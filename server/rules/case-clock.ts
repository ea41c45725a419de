/** When something is due in a case, and what runs out by itself (D-5 to D-9, CASE-3). */
import type { CaseTerms, VotingDays } from '../protocol/case-terms.ts';
import type { CaseDeadline } from '../protocol/cases.ts';
import type { CaseState, CaseStep } from './cases.ts';

const isVoting = (days: VotingDays, atMs: number): boolean =>
  days !== null && days.opensAtMs <= atMs && atMs < days.closesAtMs;

/** From here on an appeal does not keep a removal from taking effect; null: not known yet. */
export function freezeAtMs({ ballotFreezeMs }: CaseTerms, days: VotingDays): number | null {
  return days === null ? null : days.opensAtMs - ballotFreezeMs;
}

export function appealTimeMs(terms: CaseTerms, days: VotingDays, decidedAtMs: number): number {
  return isVoting(days, decidedAtMs) ? terms.appealWhileVotingMs : terms.appealMs;
}

/** How long the committee has, counted without the time in which it waits for a party. */
function allowedMs({ kind, instance, clockFromMs, terms }: CaseState, days: VotingDays): number {
  const isShort = isVoting(days, clockFromMs);
  if (instance === 2) return isShort ? terms.appealDecisionWhileVotingMs : terms.appealDecisionMs;
  if (kind === 'breach') return terms.breachDecisionMs;
  return isShort ? terms.complaintDecisionWhileVotingMs : terms.complaintDecisionMs;
}

/** What is due next; null when nothing is, because the case has ended. */
export function deadlineOf(state: CaseState, days: VotingDays, nowMs: number): CaseDeadline | null {
  if (state.status === 'inadmissible' || state.status === 'closed') return null;
  if (state.status === 'received')
    return running('admission', state.openedAtMs + state.terms.admissionMs, nowMs);
  if (state.status === 'decided') {
    const untilMs = state.decisions.at(-1)?.appealUntilAtMs ?? null;
    return untilMs === null ? null : running('appeal', untilMs, nowMs);
  }
  const what = state.instance === 2 ? 'appeal-decision' : 'decision';
  const { clockFromMs, waitedMs, waiting } = state;
  const endsAtMs = clockFromMs + allowedMs(state, days) + waitedMs;
  if (waiting === null) return running(what, endsAtMs, nowMs);
  return { what, dueAtMs: null, leftMs: endsAtMs - waiting.sinceMs, isStopped: true };
}

function running(what: CaseDeadline['what'], dueAtMs: number, nowMs: number): CaseDeadline {
  return { what, dueAtMs, leftMs: dueAtMs - nowMs, isStopped: false };
}

/**
 * The steps that time alone has made by now, dated when they fell due, however late they are written down. Whatever a
 * person does comes after them.
 */
export function lapsedBy(state: CaseState, nowMs: number): CaseStep[] {
  if (state.waiting !== null && nowMs >= state.waiting.untilAtMs)
    return [{ atMs: state.waiting.untilAtMs, by: null, event: { kind: 'answer-lapsed' } }];
  const untilMs = state.decisions.at(-1)?.appealUntilAtMs ?? null;
  if (state.status === 'decided' && untilMs !== null && nowMs >= untilMs)
    return [{ atMs: untilMs, by: null, event: { kind: 'closed' } }];
  return [];
}
