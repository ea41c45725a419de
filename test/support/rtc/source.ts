import type { RtpParameters } from '../../../server/protocol/media.ts';

/** What an endpoint can produce. One without `start` is sent by hand, packet by packet, with `RtcEndpoint.sendRtp`. */
export type PacketSource = {
  readonly rtpParameters: RtpParameters;
  start?(send: (packet: Buffer) => void): void;
  stop?(): void;
  /** A receiver cannot go on without a key frame. */
  onKeyFrameRequest?(): void;
  /** What a packet of this instant (of `performance.now`) would carry as its timestamp; senders' reports say it. */
  timestampAt?(atMs: number): number;
};

/** The instant in a payload: the same clock for every process of a machine. */
export const epochNowMs = (): number => performance.timeOrigin + performance.now();
