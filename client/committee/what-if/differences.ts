import type { Outcome } from '../../../server/protocol/campaign.ts';
import type { WhatIf } from '../../../server/protocol/what-if.ts';
import { isHarming } from '../../../server/rules/what-if.ts';

/** One open verdict that would be another one. */
export type Difference = WhatIf['matters'][number] & { tried: Outcome };

/** What an alternative changes, beside the rule in force. */
export type Comparison = {
  /** How many verdicts speak against somebody, by the rule in force and by the other one. */
  harmingNow: number;
  harmingTried: number;
  differences: Difference[];
};

/** What the alternative with this place changes; each verdict is compared with the rule in force, not with what people made of it. */
export function comparisonOf({ matters, alternatives }: WhatIf, place: number): Comparison {
  const outcomes = alternatives[place] ?? [];
  const triedOf = (index: number): Outcome => outcomes[index] ?? 'unknown';
  return {
    harmingNow: matters.filter(({ inForce }) => isHarming(inForce)).length,
    harmingTried: matters.filter((_, index) => isHarming(triedOf(index))).length,
    differences: matters.flatMap((matter, index) => {
      const tried = triedOf(index);
      return tried === matter.inForce ? [] : [{ ...matter, tried }];
    }),
  };
}
