import type { Audience } from '../../audience/heartbeats.ts';
import type { Log } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import type { DebateCard } from '../../protocol/http.ts';

export type ViewerCount = { audience: Pick<Audience, 'viewersNow'>; log: Log };

/** A page waits no longer than this for a figure that it can do without. */
const answerWithinMs = 500;

/** Each card with the number of people watching now, where it can be watched; 0 while nobody can tell. */
export async function withViewers<C extends DebateCard>(
  cards: readonly C[],
  { audience, log }: ViewerCount,
): Promise<C[]> {
  const counting = cards.map(async (card) =>
    isWatchable(card) ? { ...card, viewersNow: await audience.viewersNow(card.id) } : card,
  );
  try {
    return await within(answerWithinMs, Promise.all(counting));
  } catch (error) {
    log.warn({ err: error }, 'viewers.not-counted');
    return [...cards];
  }
}

function isWatchable({ status }: DebateCard): boolean {
  return status === 'live' || status === 'lobby';
}
