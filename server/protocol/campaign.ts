import { z } from 'zod';
import { DurationMs, Id, InstantMs, Line, Names } from './words.ts';

/**
 * The rule of attendance (domain spec 7.2) as data. Rows are dated and versioned and never edited; a debate is
 * stamped with one when it is published.
 */
export const RuleSet = z.strictObject({
  version: z.int().positive(),
  validFromMs: InstantMs,
  lateAfterMs: DurationMs,
  bridgeMs: DurationMs,
  sharePercent: z.int().min(1).max(100),
  openingTurnMinMs: DurationMs,
  voidOutagePercent: z.int().min(1).max(100),
  minimumSpeakers: z.int().positive(),
  /** How many of the three server-side witnesses must agree before a candidate counts as present. */
  witnessesNeeded: z.int().min(1).max(3),
  /** A longer stretch of a live debate without any sample of ours is our outage, nobody's absence. */
  silenceMs: DurationMs,
});
export type RuleSet = z.infer<typeof RuleSet>;

const turnMs = DurationMs.min(1000);
/** What a speaker does not use of a turn is lost, or kept for that speaker's next turn. Lost where nothing is said. */
const unused = z.enum(['lost', 'kept']).optional();
const questions = z.int().min(1).max(20);

/**
 * One part of a debate. In `opening` and `closing` each speaker has one turn, in the order of the lineup. In
 * `each-asks-each` a question turn is followed by the answer of whoever was asked, in as many whole rounds as fit into
 * `totalMs`, so that everybody asks and answers as often. In the two parts of questions everybody answers each one. In
 * `open` and `rebuttal` turns are given as asked; `budgetMs` is the most one speaker can use of the part.
 */
export const Phase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening'), turnMs, unused }),
  z.strictObject({
    kind: z.literal('each-asks-each'),
    questionMs: turnMs,
    answerMs: turnMs,
    totalMs: turnMs,
    unused,
  }),
  z.strictObject({ kind: z.literal('moderator-questions'), questions, turnMs, unused }),
  z.strictObject({ kind: z.literal('public-questions'), questions, turnMs, unused }),
  z.strictObject({ kind: z.literal('open'), turnMs, totalMs: turnMs, budgetMs: turnMs.optional() }),
  z.strictObject({ kind: z.literal('rebuttal'), turnMs, budgetMs: turnMs }),
  z.strictObject({ kind: z.literal('closing'), turnMs, unused }),
]);
export type Phase = z.infer<typeof Phase>;

/** A debate's parts, and how its clock behaves. What is left out has the values of `formatRules`. */
export const Format = z.strictObject({
  names: Names,
  phases: z.array(Phase).min(1).max(12),
  /** How long before a turn's end its speaker is warned, the earliest warning first. */
  warningsMs: z.array(DurationMs.min(1000).max(600_000)).max(4).optional(),
  /** A point of order or an interposed question lasts this long at most; the turn it interrupts is given back. */
  interjectionMs: z.int().min(1000).max(300_000).optional(),
  /** How long in all the floor waits for a speaker whose connection is lost; then the turn is postponed. */
  lossWaitMs: z.int().min(0).max(600_000).optional(),
  /** Time a speaker was given beyond the turn's own is given to each of the others too. */
  isOverrunRepaid: z.boolean().optional(),
});
export type Format = z.infer<typeof Format>;

export const debateStatuses = [
  'draft',
  'published',
  'lobby',
  'live',
  'ended',
  'final',
  'postponed',
  'cancelled',
  'failed',
] as const;
export const DebateStatus = z.enum(debateStatuses);
export type DebateStatus = z.infer<typeof DebateStatus>;

export const candidacyStatuses = [
  'applied',
  'registered',
  'rejected',
  'advanced',
  'withdrawn',
  'removed',
  'reinstated',
] as const;
export const CandidacyStatus = z.enum(candidacyStatuses);
export type CandidacyStatus = z.infer<typeof CandidacyStatus>;

/** A place in a debate's lineup. `position` starts at 1 and was drawn by lot. */
export const Slot = z.strictObject({
  id: Id,
  candidacyId: Id,
  position: z.int().positive(),
  name: Line(120),
});
export type Slot = z.infer<typeof Slot>;

export const outcomes = ['attended', 'late', 'partial', 'absent', 'excused', 'unknown', 'void'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** One sentence of a verdict's explanation: a closed code and the figures it speaks of, in milliseconds or counts. */
export const Reason = z.strictObject({
  code: z.enum([
    'share-met',
    'share-missed',
    'opening-turn-met',
    'opening-turn-missed',
    'arrived-in-time',
    'arrived-late',
    'never-present',
    'identity-confirmed',
    'identity-unconfirmed',
    'evidence-missing',
    'evidence-contradictory',
    'outage-too-long',
    'too-few-speakers',
    'debate-not-held',
    // What people decided, or did not decide in time, stands after what was measured.
    'not-confirmed',
    'objection-lapsed',
    'objection-upheld',
    'partial-accepted',
    'partial-to-make-up',
    'partial-is-absent',
  ]),
  measured: z.int().nullable(),
  needed: z.int().nullable(),
});
export type Reason = z.infer<typeof Reason>;

const obligationStatuses = ['open', 'fulfilled', 'excused', 'waived', 'breached'] as const;
export const ObligationStatus = z.enum(obligationStatuses);
export type ObligationStatus = z.infer<typeof ObligationStatus>;

/** A row of the campaign, such as `O-1`: the pages have sentences for the known ones, and one for any other. */
export const ObligationRule = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
export type ObligationRule = z.infer<typeof ObligationRule>;

export const obligationReasons = [
  'waiting',
  'fulfilled-by-debate',
  'missed-debate',
  'no-debate-before-due',
  'reopened',
  'excuse-pending',
  'excused',
  'excused-provisionally',
  'waived-by-committee',
  'waived-our-fault',
] as const;

/** Why an obligation stands as it does. `outcome` is the verdict that decided it, where one did. */
export const ObligationReason = z.strictObject({
  code: z.enum(obligationReasons),
  outcome: Outcome.nullable(),
  debateId: Id.nullable(),
});
export type ObligationReason = z.infer<typeof ObligationReason>;
