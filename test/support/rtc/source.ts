import type { RtpParameters } from '../../../server/protocol/media.ts';

/** What an endpoint can produce. One without `start` is sent by hand, packet by packet, with `RtcEndpoint.sendRtp`. */
export type PacketSource = {
  readonly rtpParameters: RtpParameters;
  start?(send: (packet: Buffer) => void): void;
  stop?(): void;
  /** Simulcast: only the sizes up to this one are wanted. */
  sendUpTo?(topLayer: number): void;
  /** A receiver cannot go on without a key frame. */
  onKeyFrameRequest?(): void;
  /** What a packet of this instant (of `performance.now`) would carry as its timestamp; senders' reports say it. */
  timestampAt?(atMs: number): number;
};

/** Every packet carries it, and the endpoint writes it: by these numbers the server measures loss and delay. */
export const transportNumber = {
  uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  id: 3,
};
export const transportNumberElement = { id: transportNumber.id, value: Buffer.alloc(2) };
export const transportFeedback = { type: 'transport-cc' };

/** The instant in a payload: the same clock for every process of a machine. */
export const epochNowMs = (): number => performance.timeOrigin + performance.now();
