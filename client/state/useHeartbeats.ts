import { useEffect, useState } from 'react';
import { z } from 'zod';
import { Refusal } from '../../server/protocol/refusals.ts';
import { DurationMs } from '../../server/protocol/words.ts';
import { api } from '../hub/api.ts';

const remembered = 'viewer-pass';
const Pass = z.object({ pass: z.string(), heartbeatMs: DurationMs });
type Pass = z.infer<typeof Pass>;
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
    const { pass, heartbeatMs } = keptPass() ?? (await newPass());
    const { viewersNow } = await api('heartbeat.send', { body: { pass, debateId, isPlaying: true } });
    return { heartbeatMs, heard: viewersNow };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pass-invalid') localStorage.removeItem(remembered);
    else console.warn('heartbeat', error);
    return {
      heartbeatMs: error instanceof Refusal && error.code === 'pass-invalid' ? 1_000 : silenceMs,
      heard: null,
    };
  }
}

function keptPass(): Pass | null {
  const kept = localStorage.getItem(remembered);
  if (kept === null) return null;
  try {
    return Pass.parse(JSON.parse(kept));
  } catch (error) {
    console.warn('viewer-pass.unreadable', error);
    return null;
  }
}

async function newPass(): Promise<Pass> {
  const pass = await api('pass.issue', { body: {} });
  localStorage.setItem(remembered, JSON.stringify(pass));
  return pass;
}
