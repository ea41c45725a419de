import { limits } from './limits.ts';

/** What has arrived of one microphone so far. */
export type Arrived = { packets: number; bytes: number; atMs: number };

/**
 * How long somebody has talked into a closed microphone, by what arrived of it meanwhile. Nobody can listen to what
 * is not forwarded, but a voice shows on the wire: a packet every 20 ms, and several times the bytes of silence. Loud
 * noise looks the same.
 */
export function talkingMs(before: Arrived, now: Arrived): number {
  const overMs = now.atMs - before.atMs;
  const packets = now.packets - before.packets;
  if (overMs <= 0 || packets <= 0) return 0;
  const isSpeech =
    (packets * 1_000) / overMs >= limits.speech.packetsPerSecond &&
    (now.bytes - before.bytes) / packets >= limits.speech.bytesPerPacket;
  return isSpeech ? Math.min(overMs, packets * limits.speech.packetMs) : 0;
}
