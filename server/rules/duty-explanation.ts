/** Why a duty is owed, by when, what would fulfil it, and what did: one sentence for each. */
import type { ObligationReason, Outcome } from '../protocol/campaign.ts';
import type { Duty } from '../protocol/http.ts';
import type { Names } from '../protocol/words.ts';

/** The rules that have a sentence of their own; any other row of a campaign has the general one. */
export const explainedRules = ['O-1', 'O-2', 'O-3-district', 'O-3-region', 'O-4', 'O-5'] as const;
type RuleKey = (typeof explainedRules)[number] | 'other';

/**
 * One sentence: which, and the figures that fill it in. `…AtMs` is an instant in the duty's zone, `Names` are to be read
 * in the page's language, an `outcome` is a word of its own.
 */
export type Sentence =
  | { key: `owed.${RuleKey}`; figures: { rule: string; area: Names } }
  | { key: 'since.list'; figures: { listedAtMs: number } }
  | { key: 'since.registration'; figures: object }
  | { key: 'due.coming' | 'due.passed'; figures: { dueAtMs: number } }
  | { key: 'would.debate'; figures: { title: Names; startsAtMs: number } }
  | { key: 'would.nothing-offered'; figures: object }
  | { key: `stands.${ObligationReason['code']}`; figures: Standing };

type Standing = { title?: Names; outcome?: Outcome };

/** The sentences of a duty, in the order in which they are read. */
export function explain(duty: Duty, nowMs: number): Sentence[] {
  return [owed(duty), since(duty), due(duty, nowMs), ...would(duty), stands(duty)];
}

function owed({ rule, area }: Duty): Sentence {
  const known = explainedRules.find((one) => one === rule) ?? 'other';
  return { key: `owed.${known}`, figures: { rule: rule.replace(/^(O-\d+).*/, '$1'), area: area.names } };
}

function since({ listedAtMs }: Duty): Sentence {
  return listedAtMs === null
    ? { key: 'since.registration', figures: {} }
    : { key: 'since.list', figures: { listedAtMs } };
}

function due({ dueAtMs }: Duty, nowMs: number): Sentence {
  return { key: nowMs < dueAtMs ? 'due.coming' : 'due.passed', figures: { dueAtMs } };
}

const comingStatuses = ['published', 'lobby', 'live'];

/** What would fulfil it, while something still can: the next debate that was offered, or that none was. */
function would({ status, debates }: Duty): Sentence[] {
  if (status !== 'open' && status !== 'excused') return [];
  const coming = debates
    .filter((debate) => comingStatuses.includes(debate.status))
    .toSorted((one, other) => one.plannedStartMs - other.plannedStartMs);
  return coming.length === 0
    ? [{ key: 'would.nothing-offered', figures: {} }]
    : coming.map(({ title, plannedStartMs }) => ({
        ...{ key: 'would.debate', figures: { title, startsAtMs: plannedStartMs } },
      }));
}

function stands({ reason, debates }: Duty): Sentence {
  const debate = debates.find(({ id }) => id === reason.debateId);
  return {
    key: `stands.${reason.code}`,
    figures: {
      ...(debate && { title: debate.title }),
      ...(reason.outcome && { outcome: reason.outcome }),
    },
  };
}
