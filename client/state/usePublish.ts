import { useEffect } from 'react';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { OwnTracks } from '../media/debateMedia.ts';

/** Sends these tracks into the debate for as long as both are there. */
export function usePublish(live: LiveDebate | null, tracks: OwnTracks | null): void {
  useEffect(() => {
    if (!live || !tracks) return;
    live.media.publish(tracks);
  }, [live, tracks]);
}
