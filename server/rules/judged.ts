/** One verdict as people find it, and the terms that run for it (domain spec 7.2 and D-4). */
import type { Outcome } from '../protocol/campaign.ts';
import type { Verdict } from '../protocol/http.ts';
import type { Correction, ObjectionRuling, PartialRuling, VerdictOrigin } from '../protocol/judgements.ts';

/** To confirm, to decide a partial attendance, to object, and to decide an objection: as long for each. */
export const windowMs = 24 * 3_600_000;

/** Somebody who acts, and what they are in the campaign. */
export type Person = { accountId: string; isCommittee: boolean; isModerator: boolean };

export type Ruled<Ruling> = { accountId: string; ruling: Ruling };

/** One verdict, and what people have done about it so far. */
export type Judged = {
  outcome: Outcome;
  status: Verdict['status'];
  origin: VerdictOrigin;
  publishedAtMs: number;
  /** When the debate was over; null if it was never held. */
  endedAtMs: number | null;
  /** Of this debate. */
  moderatorIds: readonly string[];
  standingIds: readonly string[];
  candidateId: string;
  confirmedBy: readonly string[];
  partialRulings: readonly Ruled<PartialRuling>[];
  objection: { madeAtMs: number; isOpen: boolean; rulings: readonly Ruled<ObjectionRuling>[] } | null;
  /** Who had a part in the slot's earlier verdicts. */
  earlierOfficials: readonly string[];
};

/** D-4: a day after the debate's end, or after the outcome was made public where that was later. */
export function finalFromMs({ publishedAtMs, endedAtMs }: Judged): number {
  return Math.max(publishedAtMs, endedAtMs ?? 0) + windowMs;
}

/** Null where there is nothing that the candidate could still object to. */
export function objectUntilMs(judged: Judged): number | null {
  const isOpenToIt = judged.status !== 'superseded' && judged.origin !== 'objection';
  return isOpenToIt && correctionsOf(judged.outcome).length > 0 ? finalFromMs(judged) : null;
}

const corrections: Record<Outcome, readonly Correction[]> = {
  attended: [],
  late: ['attended'],
  partial: ['attended', 'late', 'unknown', 'void'],
  absent: ['attended', 'late', 'partial', 'unknown', 'void'],
  excused: [],
  unknown: ['attended', 'late'],
  void: ['attended', 'late'],
};

/** What an objection can make of an outcome: only what is better for the candidate. */
export function correctionsOf(outcome: Outcome): readonly Correction[] {
  return corrections[outcome];
}
