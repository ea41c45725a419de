import { useEffect, useState } from 'react';
import type { As } from '../hub/link.ts';
import { LiveDebate } from '../hub/liveDebate.ts';

/** Lives in a debate for as long as the component is on the page and `as` says in which part; null: not yet. */
export function useLiveDebate(debateId: string, as: As | null): LiveDebate | null {
  const [live, setLive] = useState<LiveDebate | null>(null);
  useEffect(() => {
    if (!as) return setLive(null);
    const opened = new LiveDebate({ debateId, as });
    opened.open();
    setLive(opened);
    return () => opened.close();
  }, [debateId, as]);
  return live;
}
