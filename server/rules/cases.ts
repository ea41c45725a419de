/** What stands in a case after what has happened in it (domain spec 7.5, rules CASE-1 to CASE-5). */
import type { CandidacyStatus } from '../protocol/campaign.ts';
import type { CaseTerms } from '../protocol/case-terms.ts';
import type { CaseEvent, CaseLevel, CaseStatus, Ground, VoteChoice } from '../protocol/cases.ts';

/** What is written down once, when a case opens. */
export type CaseFacts = {
  kind: 'breach' | 'complaint';
  ground: Ground;
  /** Accounts; null where there is no such person, or nobody was signed in. */
  respondentId: string | null;
  complainantId: string | null;
  terms: CaseTerms;
};

/** `by` is null where the hub itself did it, or somebody who was not signed in. */
export type CaseStep = { atMs: number; by: string | null; event: CaseEvent };

export type Vote = { accountId: string; choice: VoteChoice; reason: string; atMs: number };

export type Decision = {
  number: number;
  instance: number;
  level: CaseLevel;
  choice: VoteChoice;
  decidedAtMs: number;
  decidedBy: string | null;
  supersedes: number | null;
  appealUntilAtMs: number | null;
  formerStatus: CandidacyStatus | null;
  words: string | null;
};

export type CaseState = CaseFacts & {
  status: CaseStatus;
  level: CaseLevel;
  /** 1, and 2 once there is an appeal. */
  instance: 1 | 2;
  text: string;
  openedAtMs: number;
  /** Since when the committee's clock of this instance runs, and for how long it has stood still. */
  clockFromMs: number;
  waitedMs: number;
  waiting: { sinceMs: number; untilAtMs: number; text: string } | null;
  rapporteurId: string | null;
  duplicateOf: string | null;
  refusalProposedBy: string | null;
  refusedBecause: string | null;
  /** Of the round that goes on now. */
  votes: readonly Vote[];
  /** Who had a part in deciding an earlier instance: whoever voted or decided there. */
  earlierPart: readonly string[];
  partNow: readonly string[];
  declared: readonly string[];
  decisions: readonly Decision[];
  /** The decision that is looked at again. */
  reopens: number | null;
};

/** The whole course, from the first step on; the first one is `opened`. */
export function caseAfter(facts: CaseFacts, steps: readonly CaseStep[]): CaseState {
  const [first, ...rest] = steps;
  if (first?.event.kind !== 'opened') throw new Error('a case begins with its opening');
  return rest.reduce(afterStep, opened(facts, first.atMs, first.event));
}

type Opened = Extract<CaseEvent, { kind: 'opened' }>;

function opened(facts: CaseFacts, atMs: number, { level, text }: Opened): CaseState {
  return {
    ...facts,
    ...{ status: 'received', level, instance: 1, text, openedAtMs: atMs, clockFromMs: atMs, waitedMs: 0 },
    ...{ waiting: null, rapporteurId: null, duplicateOf: null, refusedBecause: null, reopens: null },
    refusalProposedBy: null,
    ...{ votes: [], earlierPart: [], partNow: [], declared: [], decisions: [] },
  };
}

type Fold<K extends CaseEvent['kind']> = (
  state: CaseState,
  event: Extract<CaseEvent, { kind: K }>,
  step: CaseStep,
) => CaseState;

const folds: { [K in CaseEvent['kind']]: Fold<K> } = {
  opened: (state) => state,
  admitted: (state) => ({ ...state, status: 'admissible' }),
  'refusal-proposed': (state, _, { by }) => ({ ...state, refusalProposedBy: by }),
  refused: (state, { reason }) => ({ ...state, status: 'inadmissible', refusedBecause: reason }),
  linked: (state, { duplicateOf }) => ({ ...state, ...notWaiting, status: 'closed', duplicateOf }),
  assigned: (state, { memberId }) => ({
    ...state,
    rapporteurId: memberId,
    status: state.status === 'admissible' ? 'assigned' : state.status,
  }),
  asked: (state, { text, untilAtMs }, { atMs }) => ({
    ...state,
    status: 'waiting-for-party',
    waiting: { sinceMs: atMs, untilAtMs, text },
  }),
  answered: (state, _, { atMs }) => heard(state, atMs),
  'answer-lapsed': (state, _, { atMs }) => heard(state, atMs),
  'conflict-declared': (state, _, { by }) => ({
    ...state,
    declared: [...state.declared, by as string],
    votes: state.votes.filter(({ accountId }) => accountId !== by),
  }),
  voted: (state, { choice, reason }, { atMs, by }) => ({
    ...takesPart(state, by),
    votes: [...state.votes, { accountId: by as string, choice, reason, atMs }],
  }),
  decided: (state, event, { atMs, by }) => decided(takesPart(state, by), event, { atMs, by }),
  published: (state, { number, words }) => ({
    ...state,
    decisions: state.decisions.map((each) => (each.number === number ? { ...each, words } : each)),
  }),
  appealed: (state, { level }, { atMs }) => ({
    ...state,
    ...{ status: 'appealed', level, instance: 2, clockFromMs: atMs, waitedMs: 0, votes: [] },
    earlierPart: [...state.earlierPart, ...state.partNow],
    partNow: [],
  }),
  reopened: (state, _, { atMs }) => ({
    ...state,
    ...{ status: 'in-hearing', votes: [], clockFromMs: atMs, waitedMs: 0 },
    reopens: state.decisions.at(-1)?.number ?? null,
  }),
  closed: (state) => ({ ...state, status: 'closed' }),
};

/** The case after one step more. */
export function afterStep(state: CaseState, step: CaseStep): CaseState {
  const fold = folds[step.event.kind] as Fold<CaseEvent['kind']>;
  return fold(state, step.event, step);
}

const notWaiting = { waiting: null } as const;

/** The party was heard, or had its time: the committee's clock runs on. */
function heard(state: CaseState, atMs: number): CaseState {
  const stoodMs = state.waiting === null ? 0 : Math.max(0, atMs - state.waiting.sinceMs);
  return { ...state, ...notWaiting, status: 'in-hearing', waitedMs: state.waitedMs + stoodMs };
}

function takesPart(state: CaseState, by: string | null): CaseState {
  if (by === null || state.partNow.includes(by)) return state;
  return { ...state, partNow: [...state.partNow, by] };
}

function decided(
  state: CaseState,
  { kind: _, ...ruling }: Extract<CaseEvent, { kind: 'decided' }>,
  { atMs, by }: { atMs: number; by: string | null },
): CaseState {
  const { instance, level } = state;
  const decision = { ...ruling, instance, level, decidedAtMs: atMs, decidedBy: by, words: null };
  return { ...state, status: 'decided', reopens: null, decisions: [...state.decisions, decision] };
}

/** The decision that holds in this instance; null while there is none. */
export function holding(state: CaseState, instance: 1 | 2): Decision | null {
  return state.decisions.findLast((each) => each.instance === instance) ?? null;
}

/** Decisions in the order made, each told whether a later one stands in its place. */
export function decisionsOf({ decisions }: CaseState): (Decision & { isSuperseded: boolean })[] {
  const superseded = new Set(decisions.map(({ supersedes }) => supersedes));
  return decisions.map((each) => ({ ...each, isSuperseded: superseded.has(each.number) }));
}
