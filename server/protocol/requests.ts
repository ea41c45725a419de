import { z } from 'zod';
import {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from './media.ts';
import { DebateView } from './stage.ts';
import { Id } from './words.ts';

const nothing = z.strictObject({});

/** What a join ticket can allow. A request names the one it needs; the connection has those of its ticket. */
export const grants = ['watch', 'publish', 'take-turns', 'moderate'] as const;
export const Grant = z.enum(grants);
export type Grant = z.infer<typeof Grant>;

/**
 * Every request a socket can make: what it needs, what goes in, what comes back. The debate and the person are
 * those of the connection's ticket, never of the input (JOIN-3).
 */
export const requests = {
  'debate.enter': {
    grant: 'watch',
    input: nothing,
    output: z.strictObject({ view: DebateView, rtpCapabilities: z.looseObject({}), slotId: Id.nullable() }),
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

  'hand.raise': { grant: 'take-turns', input: nothing, output: nothing },
  'hand.lower': { grant: 'take-turns', input: nothing, output: nothing },
  'floor.yield': { grant: 'take-turns', input: nothing, output: nothing },

  'debate.start': { grant: 'moderate', input: nothing, output: nothing },
  'floor.give': { grant: 'moderate', input: z.strictObject({ slotId: Id }), output: nothing },
  'floor.take': { grant: 'moderate', input: nothing, output: nothing },
  'phase.next': { grant: 'moderate', input: nothing, output: nothing },
  'identity.confirm': { grant: 'moderate', input: z.strictObject({ slotId: Id }), output: nothing },
  'debate.end': { grant: 'moderate', input: nothing, output: nothing },
} as const satisfies Record<string, { grant: Grant; input: z.ZodType; output: z.ZodType }>;

export type RequestName = keyof typeof requests;
export type Input<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type Output<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;

/** One socket message: `id` is the client's own; the same id again returns the first answer and changes nothing. */
export const RequestEnvelope = z.strictObject({ id: Id, name: z.string().max(64), input: z.unknown() });

/** What opens a socket: a ticket in the handshake, used once. */
export const Handshake = z.looseObject({ ticket: z.string().min(20).max(200) });
