import type { Act } from '../../server/protocol/acts.ts';
import { type FactAct, factOf } from './saying.ts';

/** All that one command wrote and this act takes back, as far as it is known here. */
export function undoneBy(undone: FactAct<'act.undone'>, acts: readonly Act[]): FactAct[] {
  const between = acts.filter(
    ({ sequence }) => sequence >= undone.payload.sequence && sequence < undone.sequence,
  );
  return between
    .filter(({ atMs, actor }) => atMs === between[0]?.atMs && actor.kind === 'account')
    .map(factOf);
}

/** What a command was about: it is written last, but for a turn that goes on because of it. */
export function mainOf(batch: readonly FactAct[]): FactAct | undefined {
  return batch.findLast(({ kind }) => kind !== 'turn.continued') ?? batch.at(-1);
}
