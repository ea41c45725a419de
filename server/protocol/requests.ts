import { z } from 'zod';
import { Act } from './acts.ts';
import {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from './media.ts';
import { DropReason } from './questions.ts';
import { Chair, DebateView, HandKind } from './stage.ts';
import { Id, Line } from './words.ts';

const nothing = z.strictObject({});
const slot = { slotId: Id };
const reason = Line(200);
/** At most ten minutes at once, in whole seconds. */
const adjustment = z.int().min(-600_000).max(600_000).multipleOf(1000);

/** What a join ticket can allow. A request names the one it needs; the connection has those of its ticket. */
export const grants = ['watch', 'publish', 'take-turns', 'moderate', 'observe'] as const;
export const Grant = z.enum(grants);
export type Grant = z.infer<typeof Grant>;

/**
 * Every request a socket can make: what it needs, what goes in, what comes back, and how often a minute one person may
 * make it where that is less than a connection's rate allows (EDGE-6). The debate and the person are those of the
 * connection's ticket, never of the input (JOIN-3).
 */
export const requests = {
  /** `pageId` is the page's own: the same page comes back without being asked whether it takes over (JOIN-5). */
  'debate.enter': {
    grant: 'watch',
    perMinute: 30,
    input: z.strictObject({ pageId: Id.optional(), isTakingOver: z.boolean().optional() }),
    output: z.strictObject({
      view: DebateView,
      rtpCapabilities: z.looseObject({}),
      slotId: Id.nullable(),
      /** For those who run or observe the debate. */
      chair: Chair.nullable(),
    }),
  },

  'transport.open': {
    grant: 'watch',
    input: z.strictObject({ direction: z.enum(['send', 'receive']) }),
    output: TransportOffer,
  },
  'transport.connect': {
    grant: 'watch',
    input: z.strictObject({ transportId: Id, dtlsParameters: DtlsParameters }),
    output: nothing,
  },
  'transport.restart-ice': {
    grant: 'watch',
    perMinute: 60,
    input: z.strictObject({ transportId: Id }),
    output: z.strictObject({ iceParameters: IceParameters }),
  },
  'producer.open': {
    grant: 'publish',
    input: z.strictObject({ transportId: Id, source: MediaSource, rtpParameters: RtpParameters }),
    output: z.strictObject({ producerId: Id }),
  },
  'producer.close': { grant: 'publish', input: z.strictObject({ producerId: Id }), output: nothing },
  'consumer.open': {
    grant: 'watch',
    input: z.strictObject({ transportId: Id, producerId: Id, rtpCapabilities: RtpCapabilities }),
    output: ConsumerOffer,
  },
  'consumer.resume': { grant: 'watch', input: z.strictObject({ consumerId: Id }), output: nothing },
  'consumer.pause': { grant: 'watch', input: z.strictObject({ consumerId: Id }), output: nothing },
  'consumer.layer': {
    grant: 'watch',
    input: z.strictObject({ consumerId: Id, spatialLayer: z.int().min(0).max(2) }),
    output: nothing,
  },

  'hand.raise': {
    grant: 'take-turns',
    perMinute: 12,
    input: z.strictObject({ kind: HandKind.optional() }),
    output: nothing,
  },
  'hand.lower': { grant: 'take-turns', perMinute: 12, input: nothing, output: nothing },
  'floor.yield': { grant: 'take-turns', input: nothing, output: nothing },
  'roll-call.answer': {
    grant: 'take-turns',
    perMinute: 20,
    input: z.strictObject({ rollCallId: Id, answer: z.string().max(20) }),
    output: z.strictObject({ isRight: z.boolean() }),
  },

  'debate.start': { grant: 'moderate', input: nothing, output: nothing },
  'debate.pause': { grant: 'moderate', input: z.strictObject({ reason }), output: nothing },
  'debate.continue': { grant: 'moderate', input: nothing, output: nothing },
  'debate.end': { grant: 'moderate', input: nothing, output: nothing },
  /** `planned` chooses among the planned turns of this slot; the first that waits when it is left out. */
  'floor.give': {
    grant: 'moderate',
    input: z.strictObject({ ...slot, planned: z.int().min(0).max(10_000).optional() }),
    output: nothing,
  },
  'floor.interrupt': {
    grant: 'moderate',
    input: z.strictObject({ ...slot, kind: z.enum(['point-of-order', 'interposed']) }),
    output: nothing,
  },
  /** The moderator lowers a hand that was heard, or will not be. */
  'hand.dismiss': { grant: 'moderate', input: z.strictObject(slot), output: nothing },
  'floor.take': { grant: 'moderate', input: nothing, output: nothing },
  'time.adjust': {
    grant: 'moderate',
    input: z.strictObject({ ...slot, byMs: adjustment, reason }),
    output: nothing,
  },
  'phase.next': { grant: 'moderate', input: nothing, output: nothing },
  /** Takes back the moderator's last act on the stage, for five seconds (FLOOR-11). */
  'act.undo': { grant: 'moderate', perMinute: 60, input: nothing, output: nothing },
  'identity.confirm': { grant: 'moderate', input: z.strictObject(slot), output: nothing },
  'slot.admit': { grant: 'moderate', input: z.strictObject(slot), output: nothing },
  'slot.mute': { grant: 'moderate', input: z.strictObject({ ...slot, reason }), output: nothing },
  'slot.unmute': { grant: 'moderate', input: z.strictObject(slot), output: nothing },
  'slot.remove': { grant: 'moderate', input: z.strictObject({ ...slot, reason }), output: nothing },
  'slot.readmit': { grant: 'moderate', input: z.strictObject({ ...slot, reason }), output: nothing },
  'roll-call.open': { grant: 'moderate', input: nothing, output: nothing },
  'question.ask': { grant: 'moderate', input: z.strictObject({ questionId: Id }), output: nothing },
  'question.drop': {
    grant: 'moderate',
    input: z.strictObject({ questionId: Id, reason: DropReason }),
    output: nothing,
  },
  /** Leads the debate from now on; refused while somebody who is here leads it (CHAIR-2). */
  'chair.take': { grant: 'moderate', input: nothing, output: nothing },
  'chair.hand-over': {
    grant: 'moderate',
    input: z.strictObject({ accountId: z.string().min(1).max(64) }),
    output: nothing,
  },

  /** What was done in the debate after this place of its evidence, oldest first, so many at once. */
  'acts.read': {
    grant: 'observe',
    input: z.strictObject({ afterSequence: z.int().nonnegative() }),
    output: z.strictObject({ acts: z.array(Act), isAll: z.boolean() }),
  },
} as const satisfies Record<string, Request>;

export type Request = { grant: Grant; input: z.ZodType; output: z.ZodType; perMinute?: number };
export type RequestName = keyof typeof requests;
export type Input<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type Output<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;

/** One socket message: `id` is the client's own; the same id again returns the first answer and changes nothing. */
export const RequestEnvelope = z.strictObject({ id: Id, name: z.string().max(64), input: z.unknown() });

/** What opens a socket: a ticket in the handshake, used once. */
export const Handshake = z.looseObject({ ticket: z.string().min(20).max(200) });
