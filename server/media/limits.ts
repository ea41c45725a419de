/** How much of the media server one connection may use. Over a count the answer is `limit-reached`. */
export const limits = Object.freeze({
  /** In each direction: one in use, and one to change over to while the first is given up. */
  transportsPerDirection: 2,
  /** One microphone and one camera: a second of either would be a second voice of the same person. */
  producersPerSource: 1,
  /** A lineup of twelve and four moderators, each with microphone and camera. */
  consumers: 32,
  /** Three layers of a 720p camera (about 2.2 Mbit/s) and a voice, with room for repairs. */
  incomingBitsPerSecond: 3_000_000,
  /** A browser keeps to the number above when asked; who sends four times as much is cut off (threat T18). */
  floodBitsPerSecond: 12_000_000,
  /** Enough for a first picture at once on a phone; the estimate takes over within a second. */
  initialOutgoingBitsPerSecond: 1_000_000,
  /** The top of three simulcast layers; a browser that sends a fourth is not forwarded at it. */
  topSpatialLayer: 2,
  /** A key frame costs several times a usual one: joining viewers share one per second (threat T18). */
  keyFrameRequestDelayMs: 1_000,
  /** The shortest mediasoup allows, so that a lost line stops being a witness soon. */
  iceConsentTimeoutSeconds: 10,
  levelIntervalMs: 500,
  /** All microphones that can be open at once are counted: those of the lineup and of the moderators. */
  voices: 16,
  /** Quieter than this is a room's noise, not somebody speaking. */
  levelThresholdDecibels: -60,
});
