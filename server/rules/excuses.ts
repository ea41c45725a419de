/** How an excuse goes its way (domain spec 7.3): what happened to it, read one after the other. */
import type {
  CommitteeLevel,
  DutyTerms,
  ExcuseCard,
  ExcuseGround,
  ExcuseStatus,
  NewExcuse,
} from '../protocol/duties.ts';
import { excuseGrounds } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';

/** What can happen to an excuse after it was filed. The last two are done by the hub, by the calendar. */
export type ExcuseAct =
  | { kind: 'documented'; attachmentId: string }
  | { kind: 'voted'; isGranted: boolean; reason: string }
  | { kind: 'make-up-offered'; debateId: string }
  | { kind: 'granted-provisionally' }
  | { kind: 'lapsed' };

export type ExcuseEvent = { atMs: number; accountId: string | null; act: ExcuseAct };

/** An excuse with the terms that held when it was filed: later ones change none of its clocks. */
export type FiledExcuse = {
  ground: ExcuseGround;
  filedAtMs: number;
  filedBy: string;
  terms: DutyTerms;
  events: readonly ExcuseEvent[];
};

export type ExcuseStanding = Pick<
  ExcuseCard,
  'status' | 'documents' | 'documentUntilMs' | 'decideUntilMs' | 'decidedAtMs' | 'reason' | 'makeUpDebateId'
> & { votes: { accountId: string; isGranted: boolean }[] };

/** Where the fault is on the organiser's side nobody can ask the candidate for a paper about it. */
export function isOurSide(ground: ExcuseGround): boolean {
  return ground === 'our-fault' || ground === 'access-not-provided';
}

/** How an excuse stands after what happened to it. What came out of order changes nothing. */
export function excuseStanding({ ground, filedAtMs, terms, events }: FiledExcuse): ExcuseStanding {
  const isDocumented = isOurSide(ground);
  let standing: ExcuseStanding = {
    status: isDocumented ? 'documented' : 'filed',
    documents: [],
    documentUntilMs: filedAtMs + terms.excuseDocumentMs,
    decideUntilMs: isDocumented ? filedAtMs + terms.excuseDecisionMs : null,
    decidedAtMs: null,
    reason: null,
    makeUpDebateId: null,
    votes: [],
  };
  for (const event of events) standing = after(standing, event, terms);
  return standing;
}

function after(standing: ExcuseStanding, event: ExcuseEvent, terms: DutyTerms): ExcuseStanding {
  const { act, atMs } = event;
  switch (act.kind) {
    case 'documented':
      return {
        ...standing,
        status: standing.status === 'filed' ? 'documented' : standing.status,
        documents: [...standing.documents, act.attachmentId],
        decideUntilMs: standing.decideUntilMs ?? atMs + terms.excuseDecisionMs,
      };
    case 'voted':
      return afterVote(standing, event, terms);
    case 'make-up-offered':
      return { ...standing, makeUpDebateId: act.debateId };
    case 'granted-provisionally':
    case 'lapsed':
      return { ...standing, status: act.kind, decidedAtMs: atMs };
  }
}

function afterVote(standing: ExcuseStanding, { act, atMs, accountId }: ExcuseEvent, terms: DutyTerms) {
  if (act.kind !== 'voted' || accountId === null) return standing;
  const votes = [...standing.votes, { accountId, isGranted: act.isGranted }];
  const isDecided = votes.filter(({ isGranted }) => isGranted === act.isGranted).length >= terms.excuseVotes;
  if (!isDecided) return { ...standing, votes };
  const status: ExcuseStatus = act.isGranted ? 'granted' : 'refused';
  return { ...standing, votes, status, decidedAtMs: atMs, reason: act.reason };
}

export type Filing = {
  wanted: NewExcuse;
  /** The debate's, as planned. */
  endsAtMs: number;
  /** The debates for which the same duty was excused before. */
  earlier: readonly string[];
  terms: DutyTerms;
};

/** The level that decides it; refused where nobody may ask: no ground, too late, asked already. */
export function admitFiling({ wanted, endsAtMs, earlier, terms }: Filing, nowMs: number) {
  const { debateId } = wanted;
  const ground = excuseGrounds.find((one) => one === wanted.ground);
  if (ground === undefined) throw new Refusal('not-a-ground', wanted.ground);
  if (nowMs > endsAtMs + terms.excuseFilingMs) throw new Refusal('too-late', 'excuse');
  if (earlier.includes(debateId)) throw new Refusal('already-filed', debateId);
  return { ground, level: earlier.length > 0 ? ('central' as const) : ('local' as const) };
}

/** Refused when the act is not possible now; the excuse is the same however the clock jumped in between. */
export function assertPossible(excuse: FiledExcuse, event: ExcuseEvent): void {
  const standing = excuseStanding(excuse);
  const { act, atMs, accountId } = event;
  if (act.kind === 'documented') assertDocumentable(excuse, standing, atMs);
  else if (act.kind === 'voted') {
    assertVotable(excuse, { standing, atMs, accountId, isGranted: act.isGranted });
  } else if (!isTimely(excuse, event, standing)) throw new Refusal('excuse-closed', standing.status);
}

function isTimely(excuse: FiledExcuse, { act, atMs }: ExcuseEvent, { status }: ExcuseStanding): boolean {
  return act.kind === 'make-up-offered' ? isGranted(status) : dueAct(excuse, atMs)?.kind === act.kind;
}

const mostDocuments = 5;

function assertDocumentable({ filedAtMs, terms }: FiledExcuse, standing: ExcuseStanding, atMs: number): void {
  const { status, documents } = standing;
  if (status !== 'filed' && status !== 'documented') throw new Refusal('excuse-closed', status);
  if (atMs > filedAtMs + terms.excuseDocumentMs) throw new Refusal('too-late', 'document');
  if (documents.length >= mostDocuments) throw new Refusal('limit-reached', 'documents');
}

type Vote = { standing: ExcuseStanding; atMs: number; accountId: string | null; isGranted: boolean };

/** When the time for deciding is over, silence has granted it: a vote can only make that final. */
function assertVotable({ filedBy }: FiledExcuse, { standing, atMs, accountId, isGranted }: Vote): void {
  const { status, decideUntilMs, votes } = standing;
  if (accountId === null || accountId === filedBy) throw new Refusal('own-matter');
  if (status !== 'documented' && status !== 'granted-provisionally')
    throw new Refusal('excuse-closed', status);
  if (votes.some((vote) => vote.accountId === accountId)) throw new Refusal('already-voted');
  if (!isGranted && decideUntilMs !== null && atMs > decideUntilMs) throw new Refusal('too-late', 'decision');
}

/** Whether this member may still say a word on it; the level is `maySit`'s. */
export function canVote(excuse: FiledExcuse, member: { accountId: string; atMs: number }): boolean {
  const act = { kind: 'voted' as const, isGranted: true, reason: '' };
  try {
    assertPossible(excuse, { ...member, act });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export function isGranted(status: ExcuseStatus): boolean {
  return status === 'granted' || status === 'granted-provisionally';
}

/** What the calendar does to an excuse by now, where it does anything. */
export function dueAct(excuse: FiledExcuse, nowMs: number): ExcuseAct | null {
  const { status, documentUntilMs, decideUntilMs } = excuseStanding(excuse);
  if (status === 'filed' && nowMs > documentUntilMs) return { kind: 'lapsed' };
  const isSilent = status === 'documented' && decideUntilMs !== null && nowMs > decideUntilMs;
  return isSilent ? { kind: 'granted-provisionally' } : null;
}

/** Where a member of the committee sits; who was given no place sits in the centre. */
export type CommitteePlace = { level: string; areaId: string | null } | null;

/**
 * Whether a member may decide an excuse at this level. `areas`: the duty's area and those above it. A local matter is
 * for whoever sits for one of them, and for the centre; what is for the centre is for the centre alone.
 */
export function maySit(place: CommitteePlace, level: CommitteeLevel, areas: readonly string[]): boolean {
  if (place === null || place.level === 'centre') return true;
  return level === 'local' && place.areaId !== null && areas.includes(place.areaId);
}
