import type { EvidenceFact } from '../protocol/evidence.ts';
import type { Stage, VoiceTimes } from '../protocol/stage.ts';

/** A microphone with a voice on it, as the media server hears it. */
export type Voice = { slotId: string | null };

/** How long each slot was heard, and how long it talked in another's floor. */
export class VoiceCount {
  readonly #voiceMs: Record<string, number>;
  readonly #overlapMs: Record<string, number>;

  /** Goes on from what the evidence says, or from nothing. */
  constructor(lineup: readonly { id: string }[], { voiceMs, overlapMs }: VoiceTimes) {
    const nothing = Object.fromEntries(lineup.map(({ id }) => [id, 0]));
    this.#voiceMs = { ...nothing, ...voiceMs };
    this.#overlapMs = { ...nothing, ...overlapMs };
  }

  /** These voices were on open microphones for so long. */
  heard(voices: readonly Voice[], lastedMs: number): void {
    for (const slotId of new Set(voices.map((voice) => voice.slotId))) add(this.#voiceMs, slotId, lastedMs);
  }

  /** This slot talked for so long into a microphone that was shut; it counts while another's turn runs. */
  talked(slotId: string, lastedMs: number, stage: Stage): void {
    const turn = stage.status === 'live' && !stage.pause ? stage.turn : null;
    if (turn && turn.slotId !== slotId) add(this.#overlapMs, slotId, lastedMs);
  }

  times(): VoiceTimes {
    return { voiceMs: { ...this.#voiceMs }, overlapMs: { ...this.#overlapMs } };
  }

  fact(): EvidenceFact {
    return { kind: 'voice.counted', payload: this.times() };
  }
}

function add(times: Record<string, number>, slotId: string | null, byMs: number): void {
  if (slotId === null || times[slotId] === undefined) return;
  times[slotId] += Math.round(byMs);
}
