/** The draw by lot (domain spec 1.4: order and time slot drawn in public), as anybody can repeat it. */
import type { Digest } from './chain.ts';

/** The order of the ids' digests under the published seed; the order they are given in changes nothing. */
export function drawOrder(ids: readonly string[], seed: string, digest: Digest): string[] {
  const lots = ids.map((id) => ({ id, lot: digest(`${seed}\n${id}`) }));
  return lots.sort((a, b) => compare(a.lot, b.lot) || compare(a.id, b.id)).map(({ id }) => id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
