import { z } from 'zod';
import { Outcome, RuleSet } from './campaign.ts';
import { Id, InstantMs, Names } from './words.ts';

/** What would be different in the rule of attendance; what is left out is as in the rule stamped on each debate. */
export const RuleChange = z.strictObject({
  bridgeMs: RuleSet.shape.bridgeMs.exactOptional(),
  sharePercent: RuleSet.shape.sharePercent.exactOptional(),
  lateAfterMs: RuleSet.shape.lateAfterMs.exactOptional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const mostAlternatives = 12;

/** Asks what another rule would have given. Nothing of it is stored, and no verdict follows from it. */
export const WhatIfQuestion = z.strictObject({ changes: z.array(RuleChange).min(1).max(mostAlternatives) });

export const WhatIf = z.strictObject({
  asOfMs: InstantMs,
  /** Where more is open than is computed at once, the rest was left out. */
  isWhole: z.boolean(),
  /** What is open: verdicts that are not final, and those of people whose duty is breached and who still stand. */
  matters: z.array(
    z.strictObject({
      slotId: Id,
      candidacyId: Id,
      name: z.string(),
      debateId: Id,
      title: Names,
      /** The verdict that holds, by whomever. */
      standing: Outcome,
      isBreached: z.boolean(),
      /** What the rule in force gives. */
      inForce: Outcome,
    }),
  ),
  /** For each change asked about, in that order, an outcome for each of `matters`. */
  alternatives: z.array(z.array(Outcome)),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const whatIfRoutes = {
  'committee.what-if': {
    method: 'post',
    path: '/api/committee/what-if',
    role: 'committee',
    body: WhatIfQuestion,
    output: WhatIf,
  },
} as const;
