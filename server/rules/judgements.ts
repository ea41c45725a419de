/** How a verdict becomes final: what people and the passing of time do to it (domain spec 7.2, JUDGE-1 to JUDGE-12). */
import type { Outcome, Reason } from '../protocol/campaign.ts';
import type {
  Capacity,
  JudgementAct,
  ObjectionEnd,
  ObjectionRuling,
  PartialRuling,
  VerdictOrigin,
} from '../protocol/judgements.ts';
import { Refusal, type RefusalCode, unreachable } from '../protocol/refusals.ts';
import {
  correctionsOf,
  finalFromMs,
  type Judged,
  objectUntilMs,
  type Person,
  type Ruled,
  windowMs,
} from './judged.ts';

export type JudgementCommand =
  | { kind: 'confirm'; by: Person }
  | { kind: 'rule-partial'; by: Person; ruling: PartialRuling }
  | { kind: 'object'; by: Person }
  | { kind: 'rule-objection'; by: Person; ruling: ObjectionRuling }
  | { kind: 'time-passes' };

export type JudgementFact =
  | { kind: 'confirmed'; capacity: Capacity; isComplete: boolean }
  | { kind: 'partial-ruled'; ruling: PartialRuling }
  | { kind: 'objected' }
  | { kind: 'objection-ruled'; ruling: ObjectionRuling }
  | { kind: 'objection-ended'; cause: ObjectionEnd }
  /** A new verdict supersedes this one. */
  | {
      kind: 'replaced';
      outcome: Outcome;
      origin: VerdictOrigin;
      status: 'confirmed' | 'final';
      because: Reason['code'];
    }
  | { kind: 'finalised' };

/** What this person may do about it now, so that a page offers nothing that would be refused. */
export function actsOpenTo(judged: Judged, by: Person, nowMs: number): JudgementAct[] {
  const acts = Object.keys(whyNot) as JudgementAct[];
  return acts.filter((act) => whyNot[act](judged, by, nowMs) === null);
}

/** The facts that follow, or a refusal. Saying again what one has said already changes nothing. */
export function decide(judged: Judged, command: JudgementCommand, nowMs: number): JudgementFact[] {
  if (command.kind === 'time-passes') return passTime(judged, nowMs);
  if (hasSaid(judged, command)) return [];
  const code = whyNot[command.kind](judged, command.by, nowMs);
  if (code !== null) throw new Refusal(code);
  switch (command.kind) {
    case 'confirm':
      return [confirmed(judged, command.by)];
    case 'rule-partial':
      return rulePartial(judged, command.ruling);
    case 'object':
      return [{ kind: 'objected' }];
    case 'rule-objection':
      return ruleObjection(judged, command.ruling);
    default:
      return unreachable(command);
  }
}

function hasSaid(
  { confirmedBy, partialRulings, objection }: Judged,
  command: Exclude<JudgementCommand, { kind: 'time-passes' }>,
): boolean {
  const { accountId } = command.by;
  if (command.kind === 'confirm') return confirmedBy.includes(accountId);
  if (command.kind === 'object') return false;
  const rulings: readonly Ruled<string>[] =
    command.kind === 'rule-partial' ? partialRulings : (objection?.rulings ?? []);
  return rulings.some((said) => said.accountId === accountId && said.ruling === command.ruling);
}

type WhyNot = (judged: Judged, by: Person, nowMs: number) => RefusalCode | null;

const whyNot: Record<JudgementAct, WhyNot> = {
  confirm: (judged, by, nowMs) => {
    if (!isOfficial(by)) return 'not-allowed';
    if (judged.standingIds.includes(by.accountId) || hasRuled(judged, by)) return 'own-matter';
    if (judged.confirmedBy.includes(by.accountId)) return 'own-matter';
    if (judged.status !== 'proposed') return 'already-decided';
    if (nowMs >= finalFromMs(judged)) return 'too-late';
    return capacityOf(judged, by) === null ? 'moderator-missing' : null;
  },
  'rule-partial': (judged, by, nowMs) => {
    if (!by.isCommittee) return 'not-allowed';
    if (isOfDebate(judged, by) || hasRuled(judged, by)) return 'own-matter';
    if (judged.outcome !== 'partial' || judged.origin !== 'evidence') return 'already-decided';
    if (judged.status === 'proposed') return 'not-confirmed';
    if (judged.status !== 'confirmed') return 'already-decided';
    if (judged.objection?.isOpen) return 'objection-open';
    return nowMs >= finalFromMs(judged) ? 'too-late' : null;
  },
  object: (judged, by, nowMs) => {
    if (by.accountId !== judged.candidateId) return 'not-allowed';
    if (judged.objection !== null) return 'already-decided';
    const untilMs = objectUntilMs(judged);
    if (untilMs === null) return 'already-decided';
    return nowMs >= untilMs ? 'too-late' : null;
  },
  'rule-objection': (judged, by, nowMs) => {
    const { objection } = judged;
    if (!isOfficial(by)) return 'not-allowed';
    if (isOfDebate(judged, by) || hadPart(judged, by) || hasRuled(judged, by)) return 'own-matter';
    if (!objection?.isOpen) return 'already-decided';
    return nowMs >= objection.madeAtMs + windowMs ? 'too-late' : null;
  },
};

function isOfficial({ isCommittee, isModerator }: Person): boolean {
  return isCommittee || isModerator;
}

function isOfDebate({ moderatorIds, standingIds }: Judged, { accountId }: Person): boolean {
  return moderatorIds.includes(accountId) || standingIds.includes(accountId);
}

function hadPart({ confirmedBy, earlierOfficials }: Judged, { accountId }: Person): boolean {
  return confirmedBy.includes(accountId) || earlierOfficials.includes(accountId);
}

/** On the question that is open now: a voice is given once. */
function hasRuled({ partialRulings, objection }: Judged, { accountId }: Person): boolean {
  return [...partialRulings, ...(objection?.rulings ?? [])].some((said) => said.accountId === accountId);
}

/** One of the two is a moderator of the debate; null while this person cannot be the other one. */
function capacityOf({ moderatorIds, confirmedBy }: Judged, { accountId }: Person): Capacity | null {
  const hasModerator = confirmedBy.some((id) => moderatorIds.includes(id));
  if (moderatorIds.includes(accountId)) return hasModerator ? 'second' : 'moderator';
  return hasModerator || confirmedBy.length === 0 ? 'second' : null;
}

function confirmed(judged: Judged, by: Person): JudgementFact {
  const capacity = capacityOf(judged, by) ?? 'second';
  return { kind: 'confirmed', capacity, isComplete: judged.confirmedBy.length > 0 };
}

const ofPartial: Record<PartialRuling, { outcome: Outcome; because: Reason['code'] }> = {
  accept: { outcome: 'attended', because: 'partial-accepted' },
  'make-up': { outcome: 'partial', because: 'partial-to-make-up' },
  absent: { outcome: 'absent', because: 'partial-is-absent' },
};

function rulePartial({ partialRulings }: Judged, ruling: PartialRuling): JudgementFact[] {
  const ruled: JudgementFact = { kind: 'partial-ruled', ruling };
  if (!partialRulings.some((said) => said.ruling === ruling)) return [ruled];
  return [ruled, { kind: 'replaced', ...ofPartial[ruling], origin: 'partial', status: 'confirmed' }];
}

function ruleObjection({ outcome, objection }: Judged, ruling: ObjectionRuling): JudgementFact[] {
  const isDismissed = ruling === 'dismissed';
  if (!isDismissed && !correctionsOf(outcome).includes(ruling)) throw new Refusal('no-correction');
  const ruled: JudgementFact = { kind: 'objection-ruled', ruling };
  if (!objection?.rulings.some((said) => said.ruling === ruling)) return [ruled];
  if (isDismissed) return [ruled, { kind: 'objection-ended', cause: 'dismissed' }];
  const by = { origin: 'objection', status: 'final', because: 'objection-upheld' } as const;
  return [ruled, { kind: 'objection-ended', cause: 'upheld' }, { kind: 'replaced', outcome: ruling, ...by }];
}

/** Silence harms nobody: what two people have not confirmed, or not answered in time, is UNKNOWN and never ABSENT. */
function passTime(judged: Judged, nowMs: number): JudgementFact[] {
  const { status, outcome, objection } = judged;
  if (status === 'superseded') return [];
  if (objection?.isOpen) {
    if (nowMs < objection.madeAtMs + windowMs) return [];
    const lapsed: JudgementFact = { kind: 'objection-ended', cause: 'lapsed' };
    return isHarmful(outcome) ? [lapsed, unknownBy('objection-lapsed')] : [lapsed];
  }
  if (status === 'final' || nowMs < finalFromMs(judged)) return [];
  const isKept = status === 'confirmed' || outcome === 'unknown';
  return [isKept ? { kind: 'finalised' } : unknownBy('not-confirmed')];
}

function isHarmful(outcome: Outcome): boolean {
  return outcome === 'absent' || outcome === 'partial';
}

function unknownBy(because: Reason['code']): JudgementFact {
  return { kind: 'replaced', outcome: 'unknown', origin: 'silence', status: 'final', because };
}
