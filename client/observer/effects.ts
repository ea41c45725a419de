import type { Act } from '../../server/protocol/acts.ts';
import type { Slot } from '../../server/protocol/campaign.ts';
import { type FactAct, factOf } from './saying.ts';
import { undoneBy } from './undone.ts';

/** By how much an act changed what a candidate may still speak. */
export type Effect = { slotId: string; byMs: number };

type Known = { lineup: readonly Slot[]; acts: readonly Act[] };

/** The effect of an act on each candidate it has one on, in the order of the lineup. */
export function effectsOf(act: Act, known: Known): Effect[] {
  const changes = changesOf(factOf(act), known);
  return known.lineup
    .map(({ id }) => ({ slotId: id, byMs: changes.reduce((sum, of) => sum + (of[id] ?? 0), 0) }))
    .filter(({ byMs }) => byMs !== 0);
}

type Change = Record<string, number>;

function changesOf(act: FactAct, known: Known): Change[] {
  switch (act.kind) {
    case 'time.adjusted':
      return [act.payload.effectMs];
    case 'turn.ended':
      return [{ [act.payload.slotId]: act.payload.keptMs ?? 0 }, repaid(act.payload, known)];
    case 'turn.postponed':
      return [repaid(act.payload, known)];
    case 'act.undone':
      return undoneBy(act, known.acts).flatMap((taken) => changesOf(taken, known).map(takenBack));
    default:
      return [];
  }
}

/** What one used beyond its own time goes to each of the others too (FLOOR-12). */
function repaid(
  { slotId, repaidMs = 0 }: { slotId: string; repaidMs?: number | undefined },
  { lineup }: Known,
): Change {
  return Object.fromEntries(lineup.flatMap(({ id }) => (id === slotId ? [] : [[id, repaidMs]])));
}

function takenBack(change: Change): Change {
  return Object.fromEntries(Object.entries(change).map(([slotId, byMs]) => [slotId, -byMs]));
}
