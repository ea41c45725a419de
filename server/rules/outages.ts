/** When we failed, so that nobody else is said to have (domain spec 7.2, "minus outages"). */
import type { EvidenceEntry } from '../protocol/evidence.ts';
import { clip, type Interval, subtract, union } from './intervals.ts';

export type OutageRule = {
  debate: Interval | null;
  /** A longer stretch of the debate without any sample of ours is an outage. */
  silenceMs: number;
  /** The planned length where the debate failed: what was left of it is our outage. Null where it did not fail. */
  failedPlanMs: number | null;
};

/** Outages that hit everybody, inside the debate (a failed one: inside its plan). */
export function outagesForAll(log: readonly EvidenceEntry[], rule: OutageRule): Interval[] {
  const recorded = recordedOutages(log, null);
  const { debate, silenceMs, failedPlanMs } = rule;
  if (!debate) return union(recorded);
  const lost = failedPlanMs === null ? [] : [{ fromMs: debate.toMs, toMs: debate.fromMs + failedPlanMs }];
  const silent = silences(log, debate)
    .flatMap((stretch) => subtract([stretch], recorded))
    .filter((stretch) => stretch.toMs - stretch.fromMs > silenceMs);
  const toMs = Math.max(debate.toMs, ...lost.map((rest) => rest.toMs));
  return clip([...recorded, ...silent, ...lost], { fromMs: debate.fromMs, toMs });
}

/** Outages of this slot alone. */
export function outagesOf(
  log: readonly EvidenceEntry[],
  slotId: string,
  debate: Interval | null,
): Interval[] {
  const recorded = recordedOutages(log, slotId);
  return debate ? clip(recorded, debate) : union(recorded);
}

function recordedOutages(log: readonly EvidenceEntry[], slotId: string | null): Interval[] {
  return log.flatMap((entry) => {
    if (entry.kind !== 'outage' || entry.payload.slotId !== slotId) return [];
    const { fromMs, toMs } = entry.payload;
    return [{ fromMs, toMs }];
  });
}

/** The stretches between one sample of ours and the next. */
function silences(log: readonly EvidenceEntry[], debate: Interval): Interval[] {
  const samples = log.filter(isSample).map((entry) => entry.atMs);
  const inside = samples.filter((atMs) => debate.fromMs < atMs && atMs < debate.toMs).sort((a, b) => a - b);
  return [...inside, debate.toMs].map((toMs, index) => ({
    fromMs: inside[index - 1] ?? debate.fromMs,
    toMs,
  }));
}

function isSample(entry: EvidenceEntry): boolean {
  return entry.kind === 'witness.snapshot' || entry.kind === 'witness.changed';
}
