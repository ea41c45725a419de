import { z } from 'zod';
import { ProducerView } from './media.ts';
import { SlotPresence, Stage } from './stage.ts';
import { Id, InstantMs } from './words.ts';

/** Everything the hub says unasked. Each notice is a whole state, so that losing one loses nothing (NOTE-1). */
export const notices = {
  stage: z.strictObject({ nowMs: InstantMs, stage: Stage }),
  presence: z.strictObject({ presence: z.array(SlotPresence) }),
  producers: z.strictObject({ producers: z.array(ProducerView) }),
  /** Loudness of who is speaking now, in dB below full scale; at most two a second. */
  level: z.strictObject({ producerId: Id.nullable(), decibels: z.number() }),
  /** The media server lost this debate's rooms and has made new ones: build all transports anew. */
  'media.rebuilt': z.strictObject({}),
  /** The connection is about to be closed by the server, and why. */
  farewell: z.strictObject({
    reason: z.enum(['replaced', 'debate-over', 'server-closing', 'too-many-requests']),
  }),
} as const;

export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = z.infer<(typeof notices)[N]>;
