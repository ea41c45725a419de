import { useEffect, useState } from 'react';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { adviceFor, courseAfter, isPoor, measuresOf, unknownLine } from '../media/poorLine.ts';

const lookEveryMs = 2_000;

/** What this page's own counts and the hub's say about the picture, for as long as one is sent. */
export function useLineAdvice(live: LiveDebate, isSendingPicture: boolean): ReturnType<typeof adviceFor> {
  const [advice, setAdvice] = useState<ReturnType<typeof adviceFor>>('keep');
  useEffect(() => {
    setAdvice('keep');
    if (!isSendingPicture) return;
    let course = unknownLine;
    let isOver = false;
    const look = async () => {
      const isPoorNow = await isPoorFor(live);
      if (isOver || isPoorNow === null) return;
      const nowMs = performance.now();
      course = courseAfter(course, { isPoorNow, nowMs });
      setAdvice(adviceFor(course, nowMs));
    };
    const timer = setInterval(() => {
      look().catch((error: unknown) => console.warn('line.stats', error));
    }, lookEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [live, isSendingPicture]);
  return advice;
}

/** Null while nothing can be said: a lost connection is not a poor one. */
async function isPoorFor(live: LiveDebate): Promise<boolean | null> {
  const { connection, view, slotId } = live.state.get();
  const stats = await live.media.sendingStats();
  if (connection.is !== 'connected' || !stats || live.media.down.get().length > 0) return null;
  const own = view?.presence.find((slot) => slot.slotId === slotId);
  return own?.quality === 'poor' || isPoor(measuresOf(stats.values()));
}
