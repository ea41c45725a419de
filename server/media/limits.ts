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
  /**
   * A browser keeps to the number above when asked, and on a receiving line it sends reports only; who sends four times
   * as much, or more than reports can be, is cut off for good (threat T18).
   */
  floodBitsPerSecond: { send: 12_000_000, receive: 2_000_000 },
  /** A flood is cut off within this and the half second in which it comes over the bound. */
  floodLookMs: 500,
  /**
   * Receiving lines are many and seldom flooded: each is looked at once in so many looks. One look costs 4 µs of the
   * media worker and 17 µs of this process: for 300 viewers, 1 ms and 3 ms a second.
   */
  looksPerReceivingLine: 4,
  /** Enough for a first picture at once on a phone; the estimate takes over within a second. */
  initialOutgoingBitsPerSecond: 1_000_000,
  /** What a camera is received at until its receiver asks for more: most pictures on a page are small. */
  firstSpatialLayer: 0,
  /** The top of three simulcast layers; a browser that sends a fourth is not forwarded at it. */
  topSpatialLayer: 2,
  /**
   * Browsers make three frame rates of each size. A small picture gets every second frame, and a stage of twelve a
   * fifth fewer packets; whoever has the floor, and every larger picture, gets all of them.
   */
  tileTemporalLayer: 1,
  topTemporalLayer: 2,
  /**
   * In each round of sharing out a poor line, a picture may climb as many layers as its priority says, the highest
   * first. Every picture gets its lowest layer before that. Three sizes of three frame rates each have nine.
   */
  featuredPriority: 9,
  /** A key frame costs several times a usual one: joining viewers share one in a little over a second (threat T18). */
  keyFrameRequestDelayMs: 1_020,
  /** Browsers make no second key frame within 300 ms, in whichever of their sizes they are asked for it. */
  keyFrameGateMs: 250,
  /** A camera stops sending a size that nobody wanted for so long: turns change, and people look here and there. */
  unwantedLayerMs: 3_000,
  /** The shortest mediasoup allows, so that a lost line stops being a witness soon. */
  iceConsentTimeoutSeconds: 10,
  levelIntervalMs: 500,
  /** All microphones that can be open at once are counted: those of the lineup and of the moderators. */
  voices: 16,
  /** Quieter than this is a room's noise, not somebody speaking. */
  levelThresholdDecibels: -60,
  /**
   * What a voice looks like on the wire, measured with Chromium's Opus: 42–51 packets a second of 89–99 bytes with
   * their headers, against 4–7 packets a second in silence, or 61–63 bytes where the sender does not pause in silence.
   */
  speech: { packetsPerSecond: 10, bytesPerPacket: 75, packetMs: 20 },
  /**
   * From 2 % of loss on, senders stop raising their bitrate (Google congestion control); a conversation is at ease up
   * to 150 ms each way (ITU-T G.114). A score of 8 is about 5 % lost for good.
   */
  fairLine: { lossFraction: 0.02, roundTripMs: 300, score: 8 },
  /**
   * Over 10 % of loss senders lower their bitrate; beyond 400 ms each way people talk over each other (G.114). A score
   * of 6 is about 12 % lost for good: words are missing.
   */
  poorLine: { lossFraction: 0.1, roundTripMs: 800, score: 6 },
});
