/** Who was connected and did nothing: a sign for people, and nothing that a verdict follows from (rule JUDGE-13). */
import type { EvidenceEntry } from '../protocol/evidence.ts';

/** Less than this is no voice: a cough, a click. */
const leastVoiceMs = 1_000;

/** The slots that a witness saw and the media server never heard. Empty where it counted no voices at all. */
export function silentSlots(entries: readonly EvidenceEntry[]): ReadonlySet<string> {
  const counted = entries.findLast((entry) => entry.kind === 'voice.counted');
  const hasAny = Object.values(counted?.payload.voiceMs ?? {}).some((ms) => ms >= leastVoiceMs);
  if (counted === undefined || !hasAny) return new Set();
  const silent = [...seenSlots(entries)].filter(
    (slotId) => (counted.payload.voiceMs[slotId] ?? 0) < leastVoiceMs,
  );
  return new Set(silent);
}

function seenSlots(entries: readonly EvidenceEntry[]): Set<string> {
  const seen = entries.flatMap((entry) => {
    if (entry.kind === 'witness.changed') return entry.payload.isPresent ? [entry.payload.slotId] : [];
    if (entry.kind !== 'witness.snapshot') return [];
    return entry.payload.readings
      .filter(({ transport, media }) => transport || media)
      .map(({ slotId }) => slotId);
  });
  return new Set(seen);
}
