import type { Act } from '../../server/protocol/acts.ts';

/** Both together, oldest first, each act once; the same object when `more` brings nothing new. */
export function withActs(held: readonly Act[], more: readonly Act[]): readonly Act[] {
  const known = new Set(held.map(({ sequence }) => sequence));
  const fresh = more.filter(({ sequence }) => !known.has(sequence));
  if (fresh.length === 0) return held;
  return [...held, ...fresh].sort((a, b) => a.sequence - b.sequence);
}
