/** What can be wrong with a bundle. Whoever shows one has words for each of these. */
export const problemCodes = [
  'line-form',
  'line-order',
  'cut-short',
  'entry-form',
  'entry-not-canonical',
  'entry-of-other-debate',
  'entry-out-of-sequence',
  'entry-not-linked',
  'entry-hash',
  'entry-unreadable',
  'key-form',
  'key-not-endorsed',
  'key-not-the-given-one',
  'checkpoint-form',
  'checkpoint-not-canonical',
  'checkpoint-of-other-campaign',
  'checkpoint-out-of-sequence',
  'checkpoint-not-linked',
  'checkpoint-hash',
  'checkpoint-key',
  'checkpoint-signature',
  'head-missing-entry',
  'head-other-entry',
  'entries-without-signature',
  'time-stamp',
  'verdict-form',
  'verdict-missing',
  'verdict-evidence',
  'verdict-differs',
  'count',
  'seal',
  'receipt-form',
  'receipt-signature',
  'receipt-missing-entry',
  'receipt-other-entry',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** `line` counts from 1; 0 is a file beside the bundle. `sequence`: the entry that is not what was written. */
export type Problem = { code: ProblemCode; line: number; sequence: number | null; detail: string };

/** Where reading a bundle ends: what follows something wrong proves nothing. */
export class NotSound extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} at line ${problem.line}: ${problem.detail}`);
    this.name = 'NotSound';
    this.problem = problem;
  }
}
