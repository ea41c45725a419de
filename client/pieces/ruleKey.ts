const known = ['O-1', 'O-2', 'O-3-district', 'O-3-region', 'O-4', 'O-5'] as const;

/** The sentence of a rule. Rules are rows of the campaign: one that these pages do not know has a general sentence. */
export function ruleKey(rule: string): `dutyRule.${(typeof known)[number] | 'other'}` {
  return `dutyRule.${known.find((one) => one === rule) ?? 'other'}`;
}
