import { ortc, type types } from 'mediasoup';

/**
 * What every room speaks, the first of a kind being what a browser takes when it can. Opus repairs losses by itself
 * and goes nearly silent on the wire when nobody speaks; constrained baseline is the H264 every phone decodes in hardware.
 * What is still sent in a pause is forwarded: keeping it back (`ignoreDtx`) would spare two packets a second, and
 * browsers would take each pause for a loss and fill it with an echo of the last word.
 */
export const codecs: readonly types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** The same for every room on every worker, so that a room has it before and after its router. */
export const rtpCapabilities: types.RtpCapabilities = ortc.generateRouterRtpCapabilities([...codecs]);
