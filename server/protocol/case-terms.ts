import { z } from 'zod';
import { CaseLevel, Ground } from './cases.ts';
import { DurationMs } from './words.ts';

const hourMs = 3_600_000;

/**
 * How a case goes, as data (domain spec 7.4, 7.5): stamped on each case when it opens, so that a change of the terms
 * leaves the running ones as they are.
 */
export const CaseTerms = z.strictObject({
  /** Whether a complaint is admitted is said in this time. */
  admissionMs: DurationMs.min(1),
  /** D-6 */
  answerMs: DurationMs.min(1),
  /** D-7: after the party's answer, or after its time for one. */
  breachDecisionMs: DurationMs.min(1),
  complaintDecisionMs: DurationMs.min(1),
  complaintDecisionWhileVotingMs: DurationMs.min(1),
  /** D-8 */
  appealMs: DurationMs.min(1),
  appealWhileVotingMs: DurationMs.min(1),
  appealDecisionMs: DurationMs.min(1),
  appealDecisionWhileVotingMs: DurationMs.min(1),
  /** D-9: before voting opens. */
  ballotFreezeMs: DurationMs,
  /** Votes that a decision needs at least: never fewer than two people. */
  quorumVotes: z.int().min(2).max(50),
  /** And at least this share of those who sit for the case and have no conflict. */
  quorumPercent: z.int().min(0).max(100),
  /** More than this share of the votes cast. */
  majorityPercent: z.int().min(50).max(99),
  /** `autoRemoval` of the spec: no machine removes anybody, and there is no other value. */
  isRemovalAutomatic: z.literal(false),
  /** Where a case of each ground begins. */
  lowestLevel: z.record(Ground, CaseLevel),
});
export type CaseTerms = z.infer<typeof CaseTerms>;

export const usualCaseTerms: CaseTerms = {
  admissionMs: 24 * hourMs,
  answerMs: 24 * hourMs,
  breachDecisionMs: 24 * hourMs,
  complaintDecisionMs: 5 * 24 * hourMs,
  complaintDecisionWhileVotingMs: 24 * hourMs,
  appealMs: 48 * hourMs,
  appealWhileVotingMs: 24 * hourMs,
  appealDecisionMs: 48 * hourMs,
  appealDecisionWhileVotingMs: 24 * hourMs,
  ballotFreezeMs: 24 * hourMs,
  quorumVotes: 2,
  quorumPercent: 50,
  majorityPercent: 50,
  isRemovalAutomatic: false,
  lowestLevel: {
    G1: 'local',
    G2: 'region',
    G3: 'region',
    G4: 'region',
    G5: 'region',
    G6: 'region',
    G7: 'region',
    G8: 'region',
    G9: 'region',
  },
};

/** Kept as the campaign's own; null until it is known. */
export type VotingDays = { opensAtMs: number; closesAtMs: number } | null;
