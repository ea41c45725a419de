/** Stretches of the debate in which our own samples are missing: too long a one is our outage, nobody's absence. */
import type { Span } from './floor.ts';

export type Quiet = {
  debate: Span;
  recorded: readonly Span[];
  samplesMs: readonly number[];
  silenceMs: number;
};

/** What lies inside an outage that was written down is not looked at; silence before and after it is judged apart. */
export function silences({ debate, recorded, samplesMs, silenceMs }: Quiet): Span[] {
  const found: Span[] = [];
  let quietFromMs: number | null = debate.fromMs;
  let outages = 0;
  for (const { atMs, step } of marks(debate, recorded, samplesMs)) {
    if (quietFromMs !== null && atMs - quietFromMs > silenceMs)
      found.push({ fromMs: quietFromMs, toMs: atMs });
    outages += step;
    quietFromMs = outages > 0 ? null : atMs;
  }
  if (quietFromMs !== null && debate.toMs - quietFromMs > silenceMs)
    found.push({ fromMs: quietFromMs, toMs: debate.toMs });
  return found;
}

/** Samples (0) and the edges of outages inside the debate, in the order of time. */
function marks(debate: Span, recorded: readonly Span[], samplesMs: readonly number[]) {
  const inside = samplesMs.filter((atMs) => debate.fromMs < atMs && atMs < debate.toMs);
  const lost = recorded
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, debate.fromMs),
      toMs: Math.min(toMs, debate.toMs),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
  return [
    ...inside.map((atMs) => ({ atMs, step: 0 })),
    ...lost.map(({ fromMs }) => ({ atMs: fromMs, step: 1 })),
    ...lost.map(({ toMs }) => ({ atMs: toMs, step: -1 })),
  ].sort((a, b) => a.atMs - b.atMs);
}
