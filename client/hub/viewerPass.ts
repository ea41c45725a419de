import { z } from 'zod';
import { Refusal } from '../../server/protocol/refusals.ts';
import { DurationMs } from '../../server/protocol/words.ts';
import { api } from './api.ts';

const remembered = 'viewer-pass';
const ViewerPass = z.object({ pass: z.string(), heartbeatMs: DurationMs });
type ViewerPass = z.infer<typeof ViewerPass>;

/** The pass of this browser: the one it kept, else a new one. */
export async function viewerPass(): Promise<ViewerPass> {
  return keptPass() ?? (await newPass());
}

/** Whether the hub no longer takes the pass we have; if so it is forgotten, and the next one will be new. */
export function isPassRefused(error: unknown): boolean {
  const isRefused = error instanceof Refusal && error.code === 'pass-invalid';
  if (isRefused) localStorage.removeItem(remembered);
  return isRefused;
}

/** Says something with this browser's pass, and once more with a new one when that one is no longer taken. */
export async function withPass<T>(say: (pass: string) => Promise<T>): Promise<T> {
  try {
    return await say((await viewerPass()).pass);
  } catch (error) {
    if (!isPassRefused(error)) throw error;
    return say((await viewerPass()).pass);
  }
}

function keptPass(): ViewerPass | null {
  const kept = localStorage.getItem(remembered);
  if (kept === null) return null;
  try {
    return ViewerPass.parse(JSON.parse(kept));
  } catch (error) {
    console.warn('viewer-pass.unreadable', error);
    return null;
  }
}

async function newPass(): Promise<ViewerPass> {
  const pass = await api('pass.issue', { body: {} });
  localStorage.setItem(remembered, JSON.stringify(pass));
  return pass;
}
