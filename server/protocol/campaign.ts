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

/** One part of a debate. `opening` and `closing`: one turn each, in the order of the lineup. `open`: turns as asked. */
export const Phase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening'), turnMs: DurationMs.min(1000) }),
  z.strictObject({ kind: z.literal('open'), turnMs: DurationMs.min(1000), totalMs: DurationMs.min(1000) }),
  z.strictObject({ kind: z.literal('closing'), turnMs: DurationMs.min(1000) }),
]);
export type Phase = z.infer<typeof Phase>;

export const Format = z.strictObject({ names: Names, phases: z.array(Phase).min(1).max(12) });
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

const candidacyStatuses = [
  'applied',
  'registered',
  'rejected',
  'advanced',
  'withdrawn',
  'removed',
  'reinstated',
] as const;
export const CandidacyStatus = z.enum(candidacyStatuses);

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
    'outage-too-long',
    'too-few-speakers',
    'debate-not-held',
  ]),
  measured: z.int().nullable(),
  needed: z.int().nullable(),
});
export type Reason = z.infer<typeof Reason>;

const obligationStatuses = ['open', 'fulfilled', 'excused', 'waived', 'breached'] as const;
export const ObligationStatus = z.enum(obligationStatuses);
export type ObligationStatus = z.infer<typeof ObligationStatus>;

const obligationRules = ['O-1', 'O-2', 'O-3-district', 'O-3-region', 'O-4'] as const;
export const ObligationRule = z.enum(obligationRules);
export type ObligationRule = z.infer<typeof ObligationRule>;

/** Why an obligation stands as it does. `outcome` is the verdict that decided it, where one did. */
export const ObligationReason = z.strictObject({
  code: z.enum(['waiting', 'fulfilled-by-debate', 'missed-debate', 'no-debate-before-due', 'reopened']),
  outcome: Outcome.nullable(),
  debateId: Id.nullable(),
});
export type ObligationReason = z.infer<typeof ObligationReason>;
