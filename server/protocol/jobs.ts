import { z } from 'zod';
import { Id } from './words.ts';

/**
 * Every job of the workers. Jobs are at-least-once: each must be harmless when it runs twice (JOB-1).
 * A name is also the name of its queue.
 */
export const jobs = {
  /** Reads a debate's evidence and stores a proposed verdict for each slot. */
  attendance: z.strictObject({ debateId: Id }),
  /** Settles every obligation that a debate's verdicts, or the passing of a due date, can decide. */
  obligations: z.strictObject({ campaignId: Id }),
  /** Closes the past minutes of every debate that has an audience. */
  'reach-minutes': z.strictObject({}),
  /** Merges a debate's minutes into its reach. */
  'reach-debate': z.strictObject({ debateId: Id }),
  /** Signs how far every debate has come that has moved since the last checkpoint. */
  checkpoints: z.strictObject({}),
  /** What the calendar asks of duties: lists, excuses, reminders. */
  duties: z.strictObject({}),
  /** Makes final what has been confirmed for a day, and UNKNOWN what was not (JUDGE-4, JUDGE-5). */
  judgements: z.strictObject({}),
  /** D-5: opens a case for each breached duty, and moves cases on where time alone has done so. */
  cases: z.strictObject({}),
  /** Sends the letters that wait in the outbox. */
  notices: z.strictObject({}),
  /** Forgets what may be kept for a time only (SIGN-6). */
  forgetting: z.strictObject({}),
  /** Finds ended debates whose jobs were lost with the queue, and puts them back. */
  sweep: z.strictObject({}),
} as const;

export type JobName = keyof typeof jobs;
export const jobNames = Object.keys(jobs) as JobName[];
export type JobInput<N extends JobName> = z.infer<(typeof jobs)[N]>;
