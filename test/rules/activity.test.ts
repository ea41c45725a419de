import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { silentSlots } from '../../server/rules/activity.ts';
import { at, idOf, logOf, opened } from './debate-log.ts';

const [ana, ben, dana] = [idOf(1), idOf(2), idOf(3)];

const seen = (slotId: string): EvidenceFact => ({
  kind: 'witness.changed',
  payload: { slotId, device: idOf(50), witness: 'media', isPresent: true, sinceMs: at(0) },
});
const counted = (voiceMs: Record<string, number>): EvidenceFact => ({
  kind: 'voice.counted',
  payload: { voiceMs, overlapMs: {} },
});
const silentIn = (...facts: EvidenceFact[]) =>
  [...silentSlots(logOf([opened(3), ...facts].map((fact, index) => [at(index), fact] as const)))].sort();

describe('JUDGE-13 who was connected and never heard', () => {
  it('is whoever a witness saw while the others were heard', () => {
    const heard = counted({ [ana]: 60_000, [ben]: 999, [dana]: 0 });
    expect(silentIn(seen(ana), seen(ben), heard)).toEqual([ben]);
    expect(silentIn(seen(ana), seen(ben), seen(dana), heard)).toEqual([ben, dana]);
  });

  it('is nobody where the hub counted no voice at all: it may be that it heard none', () => {
    expect(silentIn(seen(ana), seen(ben))).toEqual([]);
    expect(silentIn(seen(ana), seen(ben), counted({ [ana]: 0, [ben]: 0 }))).toEqual([]);
  });

  it('is told by the last count alone', () => {
    expect(
      silentIn(
        seen(ana),
        seen(ben),
        counted({ [ana]: 5_000, [ben]: 0 }),
        counted({ [ana]: 5_000, [ben]: 5_000 }),
      ),
    ).toEqual([]);
  });
});
