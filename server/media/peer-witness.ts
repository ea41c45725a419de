import type { types } from 'mediasoup';
import type { LineQuality } from '../protocol/stage.ts';
import { qualityOf } from './line-quality.ts';
import { type Arrived, talkingMs } from './muted-talk.ts';
import type { PeerTransports, SendingLine } from './peer-transports.ts';
import type { RoomProducer } from './room-producer.ts';

/** What the media server itself knows of a connection, since it was last asked. */
export type MediaWitness = {
  /** The sending line is up. */
  transport: boolean;
  /** RTP has arrived since it was last asked. */
  media: boolean;
  rtpBytesReceived: number;
  /** How long the microphone talked while it was closed to everybody; 0 when it was open at any time. */
  talkingMs: number;
  /** How well the sending line does; none when it is down or nothing arrives on it. */
  quality: LineQuality;
};

type Heard = Arrived & { isClosed: boolean; openings: number };
type Reading = { producer: RoomProducer; streams: types.ProducerStat[] };

/** Looks at one connection's line and at what arrives on it. */
export class PeerWitness {
  readonly #transports: PeerTransports;
  readonly #producers: ReadonlyMap<string, RoomProducer>;
  readonly #heard = new WeakMap<RoomProducer, Heard>();
  #rtpBytesReceived = 0;

  constructor(transports: PeerTransports, producers: ReadonlyMap<string, RoomProducer>) {
    this.#transports = transports;
    this.#producers = producers;
  }

  /** What arrived so far came over a line that is lost: it proves nothing any more. */
  forget(): void {
    this.#rtpBytesReceived = this.#transports.rtpBytesReceived;
  }

  async look(): Promise<MediaWitness> {
    const [line, readings] = await Promise.all([this.#transports.sendingLine(), this.#readings()]);
    const { isUp, rtpBytesReceived } = line;
    const media = rtpBytesReceived > this.#rtpBytesReceived;
    this.#rtpBytesReceived = rtpBytesReceived;
    const talking = readings.map((reading) => this.#talkingMs(reading));
    const quality = isUp && media ? qualityOf(measuresOf(line, readings)) : 'none';
    return { transport: isUp, media, rtpBytesReceived, talkingMs: Math.max(0, ...talking), quality };
  }

  #readings(): Promise<Reading[]> {
    const all = [...this.#producers.values()];
    return Promise.all(all.map(async (producer) => ({ producer, streams: await producer.arrivals() })));
  }

  #talkingMs({ producer, streams: [stream] }: Reading): number {
    if (producer.source !== 'microphone' || stream === undefined) return 0;
    const before = this.#heard.get(producer);
    const now = {
      packets: stream.packetCount,
      bytes: stream.byteCount,
      atMs: stream.timestamp,
      isClosed: producer.audience === 'nobody',
      openings: producer.openings,
    };
    this.#heard.set(producer, now);
    const wasClosedThroughout = before?.isClosed && before.openings === now.openings;
    return wasClosedThroughout ? talkingMs(before, now) : 0;
  }
}

// A stream that is off, such as the large layers of a small camera, has the score 0 and says nothing about the line.
function measuresOf({ lossFraction }: SendingLine, readings: readonly Reading[]) {
  const streams = readings.flatMap((reading) => reading.streams).filter(({ score }) => score > 0);
  return {
    lossFraction: lossFraction ?? Math.max(0, ...streams.map((stream) => stream.fractionLost / 256)),
    roundTripMs: Math.max(0, ...streams.map(({ roundTripTime }) => roundTripTime ?? 0)),
    score: Math.min(10, ...streams.map(({ score }) => score)),
  };
}
