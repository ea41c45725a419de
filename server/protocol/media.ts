import { z } from 'zod';
import { Id } from './words.ts';

/**
 * Exact shapes of what a browser may send towards the media server. Counts and lengths are bounded and unknown
 * keys refused, because one malformed message has killed a whole worker before (threat T7, mediasoup #537).
 */
const short = z.string().min(1).max(64);
const parameters = z
  .record(z.string().max(64), z.union([z.string().max(512), z.number(), z.null()]))
  .refine((record) => Object.keys(record).length <= 24, 'too many parameters');

const Fingerprint = z.strictObject({
  algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
  value: z
    .string()
    .max(200)
    .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})+$/),
});

export const DtlsParameters = z.strictObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z.array(Fingerprint).min(1).max(8),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

const RtcpFeedback = z.strictObject({ type: short, parameter: z.string().max(64).optional() });
const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(0).max(0xffffffff);

const HeaderExtension = z.strictObject({
  uri: z.string().max(200),
  id: z.int().min(1).max(255),
  encrypt: z.boolean().optional(),
  parameters: parameters.optional(),
});

const RtpCodec = z.strictObject({
  mimeType: z
    .string()
    .max(64)
    .regex(/^(audio|video)\/[\w.-]+$/),
  payloadType,
  clockRate: z.int().positive().max(200_000),
  channels: z.int().min(1).max(8).optional(),
  parameters: parameters.optional(),
  rtcpFeedback: z.array(RtcpFeedback).max(16).optional(),
});

const Encoding = z.strictObject({
  ssrc: ssrc.optional(),
  rid: z.string().max(32).optional(),
  codecPayloadType: payloadType.optional(),
  rtx: z.strictObject({ ssrc }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z.string().max(32).optional(),
  scaleResolutionDownBy: z.number().min(1).max(64).optional(),
  maxBitrate: z.int().positive().max(20_000_000).optional(),
  maxFramerate: z.number().positive().max(120).optional(),
  adaptivePtime: z.boolean().optional(),
  active: z.boolean().optional(),
  priority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
  networkPriority: z.enum(['very-low', 'low', 'medium', 'high']).optional(),
});

export const RtpParameters = z.strictObject({
  mid: z.string().max(32).optional(),
  msid: z.string().max(200).optional(),
  codecs: z.array(RtpCodec).min(1).max(8),
  headerExtensions: z.array(HeaderExtension).max(32).optional(),
  encodings: z.array(Encoding).min(1).max(4),
  rtcp: z
    .strictObject({
      cname: z.string().max(256).optional(),
      reducedSize: z.boolean().optional(),
      mux: z.boolean().optional(),
    })
    .optional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

const RtpCodecCapability = z.strictObject({
  kind: z.enum(['audio', 'video']),
  mimeType: z
    .string()
    .max(64)
    .regex(/^(audio|video)\/[\w.-]+$/),
  preferredPayloadType: payloadType.optional(),
  clockRate: z.int().positive().max(200_000),
  channels: z.int().min(1).max(8).optional(),
  parameters: parameters.optional(),
  rtcpFeedback: z.array(RtcpFeedback).max(16).optional(),
});

const RtpHeaderExtension = z.strictObject({
  kind: z.enum(['audio', 'video']),
  uri: z.string().max(200),
  preferredId: z.int().min(1).max(255),
  preferredEncrypt: z.boolean().optional(),
  direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
});

export const RtpCapabilities = z.strictObject({
  codecs: z.array(RtpCodecCapability).max(64).optional(),
  headerExtensions: z.array(RtpHeaderExtension).max(64).optional(),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

export const IceParameters = z.strictObject({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().optional(),
});

const IceCandidate = z.strictObject({
  foundation: z.string(),
  priority: z.number(),
  ip: z.string(),
  address: z.string(),
  protocol: z.enum(['udp', 'tcp']),
  port: z.int(),
  type: z.string(),
  tcpType: z.string().optional(),
});

/** What a browser needs to build its side of a transport. */
export const TransportOffer = z.strictObject({
  transportId: Id,
  iceParameters: IceParameters,
  iceCandidates: z.array(IceCandidate),
  dtlsParameters: z.looseObject({}),
});
export type TransportOffer = z.infer<typeof TransportOffer>;

export const MediaSource = z.enum(['microphone', 'camera']);
export type MediaSource = z.infer<typeof MediaSource>;

/** A producer as everybody in the debate may know it. `slotId` null: the moderator's. */
export const ProducerView = z.strictObject({
  producerId: Id,
  slotId: Id.nullable(),
  source: MediaSource,
  isOpen: z.boolean(),
});
export type ProducerView = z.infer<typeof ProducerView>;

/** What a browser needs to receive one producer. It starts paused; `consumer.resume` opens it. */
export const ConsumerOffer = z.strictObject({
  consumerId: Id,
  producerId: Id,
  kind: z.enum(['audio', 'video']),
  rtpParameters: z.looseObject({}),
});
export type ConsumerOffer = z.infer<typeof ConsumerOffer>;
