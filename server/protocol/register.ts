import { z } from 'zod';
import { Ground, VoteChoice } from './cases.ts';
import { Area, Campaign } from './http.ts';
import { InstantMs } from './words.ts';

const count = z.int().nonnegative();

/** One published decision, without anybody's personal details. */
export const RegisterEntry = z.strictObject({
  number: z.int().positive(),
  decidedAtMs: InstantMs,
  /** Of the person it is about; null where it is about nobody in particular. */
  name: z.string().nullable(),
  area: Area,
  ground: Ground,
  choice: VoteChoice,
  /** 1, and 2 for a decision on an appeal. */
  instance: z.int().positive(),
  supersedes: z.int().positive().nullable(),
  isSuperseded: z.boolean(),
  words: z.string(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/**
 * `registered = onBallot + withdrawn + rejected + removed`, where `removed` is the sum of `removedBy` and of
 * `removedWithoutDecision`, which is 0 unless somebody has changed a candidacy past the committee.
 */
export const RegisterTotals = z.strictObject({
  registered: count,
  onBallot: count,
  withdrawn: count,
  rejected: count,
  removed: count,
  removedBy: z.record(Ground, count),
  removedWithoutDecision: count,
  /** Of those on the ballot: given back by an appeal, or kept there while one is pending. */
  reinstated: count,
  suspended: count,
  pendingCases: count,
});
export type RegisterTotals = z.infer<typeof RegisterTotals>;

export const Register = z.strictObject({
  campaign: Campaign,
  asOfMs: InstantMs,
  totals: RegisterTotals,
  entries: z.array(RegisterEntry),
});
export type Register = z.infer<typeof Register>;
