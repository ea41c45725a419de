import type { Log } from '../platform/log.ts';
import { limits } from './limits.ts';
import { pause } from './persist.ts';
import type { Direction } from './room-router.ts';

type Line = { cutFloods(direction: Direction): Promise<void> };
type Watch = { peers: ReadonlySet<Line>; signal: AbortSignal; log: Log };

/** Looks at every sending line again and again, and at the receiving ones in turn; whoever floods one is cut off. */
export async function watchFloods({ peers, signal, log }: Watch): Promise<void> {
  for (let look = 0; ; look += 1) {
    await pause(limits.floodLookMs, signal);
    if (signal.aborted) return;
    try {
      await Promise.all([
        ...[...peers].map((peer) => peer.cutFloods('send')),
        ...turnOf([...peers], look).map((peer) => peer.cutFloods('receive')),
      ]);
    } catch (error) {
      log.error({ err: error }, 'media.flood-watch-failed');
    }
  }
}

/** Each comes once in so many looks, however many there are. */
function turnOf(peers: readonly Line[], look: number): Line[] {
  const turn = look % limits.looksPerReceivingLine;
  return peers.filter((_, index) => index % limits.looksPerReceivingLine === turn);
}
