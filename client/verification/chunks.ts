import { Unreachable } from '../hub/unreachable.ts';

/** The hub has no bundle under this address: no such debate, or one that is not over. */
export class NoBundle extends Error {}

const pauseEveryMs = 40;

/** The bytes of a file, with a rest now and then so that the page can be drawn and used. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let restedAtMs = performance.now();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield piece.value;
      if (performance.now() - restedAtMs < pauseEveryMs) continue;
      await new Promise((resume) => setTimeout(resume));
      restedAtMs = performance.now();
    }
  } finally {
    await reader.cancel();
  }
}

/** The bundle of a debate as the hub gives it out. */
export async function fetchBundle(debateId: string): Promise<ReadableStream<Uint8Array>> {
  const response = await asked(`/api/debates/${encodeURIComponent(debateId)}/bundle`);
  if (response.status >= 500) throw new Unreachable(`status ${response.status}`);
  if (!response.ok || !response.body) throw new NoBundle(`status ${response.status}`);
  return response.body;
}

async function asked(path: string): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'omit' });
  } catch (cause) {
    throw new Unreachable('debate.bundle', { cause });
  }
}
