import { useEffect, useState } from 'react';
import { api } from '../hub/api.ts';
import { isPassRefused, viewerPass } from '../hub/viewerPass.ts';

const silenceMs = 15_000;

/** Counts this page among the viewers while it plays. Returns how many watch now, once the hub has said so. */
export function useHeartbeats(debateId: string, isPlaying: boolean): number | null {
  const [viewersNow, setViewersNow] = useState<number | null>(null);
  useEffect(() => {
    if (!isPlaying) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const beat = async () => {
      const { heartbeatMs, heard } = await send(debateId);
      if (isOver) return;
      if (heard !== null) setViewersNow(heard);
      timer = setTimeout(beat, heartbeatMs);
    };
    void beat();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [debateId, isPlaying]);
  return viewersNow;
}

async function send(debateId: string): Promise<{ heartbeatMs: number; heard: number | null }> {
  try {
    const { pass, heartbeatMs } = await viewerPass();
    const { viewersNow } = await api('heartbeat.send', { body: { pass, debateId, isPlaying: true } });
    return { heartbeatMs, heard: viewersNow };
  } catch (error) {
    if (isPassRefused(error)) return { heartbeatMs: 1_000, heard: null };
    console.warn('heartbeat', error);
    return { heartbeatMs: silenceMs, heard: null };
  }
}
