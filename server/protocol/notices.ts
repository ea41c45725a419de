import { z } from 'zod';
import { Act } from './acts.ts';
import { ProducerView } from './media.ts';
import { SignedReceipt } from './records.ts';
import { Chair, RollCall, SlotPresence, Stage, VoiceTimes } from './stage.ts';
import { Id, InstantMs } from './words.ts';

/** Everything the hub says unasked. Each notice is a whole state, so that losing one loses nothing (NOTE-1). */
export const notices = {
  stage: z.strictObject({ nowMs: InstantMs, stage: Stage }),
  presence: z.strictObject({ presence: z.array(SlotPresence) }),
  producers: z.strictObject({ producers: z.array(ProducerView) }),
  /** How long each slot was heard, and how long it talked in another's floor; with each sample of the witnesses. */
  voice: z.strictObject({ voice: VoiceTimes }),
  'roll-call': z.strictObject({ rollCall: RollCall.nullable() }),
  /** To one candidate alone: what to type to be counted as there; null when nothing is asked. */
  prompt: z.strictObject({
    prompt: z.strictObject({ rollCallId: Id, text: z.string(), endsAtMs: InstantMs }).nullable(),
  }),
  /** To one connection alone: its camera's sizes up to this one, the smallest being 0, are wanted by somebody. */
  camera: z.strictObject({ topLayer: z.int().min(0).max(2) }),
  /** To one candidate alone: the hub's signed word for what its evidence says of them (REC-6). */
  receipt: z.strictObject({ receipt: SignedReceipt }),
  /** To those who run or observe the debate. */
  chair: z.strictObject({ chair: Chair }),
  /** To those who run or observe the debate: its newest acts, oldest first; older ones by `acts.read`. */
  acts: z.strictObject({ acts: z.array(Act) }),
  /** The media server lost this debate's rooms and has made new ones: build all transports anew. */
  'media.rebuilt': z.strictObject({}),
  /** The connection is about to be closed by the server, and why. */
  farewell: z.strictObject({
    reason: z.enum([
      'replaced',
      'removed',
      'debate-over',
      'server-closing',
      'too-many-requests',
      'signed-out',
    ]),
  }),
} as const;

export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = z.infer<(typeof notices)[N]>;
