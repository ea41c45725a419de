import type { MediaPeer } from '../../server/media/peer.ts';
import type { MediaRoom, MediaRoomOptions } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { type MediaSource, RtpCapabilities, type RtpParameters } from '../../server/protocol/media.ts';
import { DirectWire } from './direct-wire.ts';
import { openRoom, openWorkers } from './media.ts';

export type Published = { peer: MediaPeer; producerId: string };
type Listening = { peer: MediaPeer; consumerId: string; heard: number[] };

/** A real room on a real worker, whose browsers are played by the test over a direct wire. */
export class DirectRoom {
  readonly wire: DirectWire;
  readonly workers: MediaWorkers;
  readonly room: MediaRoom;

  static async open(heard: Partial<MediaRoomOptions> = {}): Promise<DirectRoom> {
    const wire = new DirectWire();
    const workers = await openWorkers();
    return new DirectRoom(wire, workers, await openRoom(workers, heard));
  }

  private constructor(wire: DirectWire, workers: MediaWorkers, room: MediaRoom) {
    this.wire = wire;
    this.workers = workers;
    this.room = room;
  }

  /** A candidate with one open source. */
  async publish(
    source: MediaSource,
    { rtpParameters }: { rtpParameters: RtpParameters },
  ): Promise<Published> {
    const slotId = crypto.randomUUID();
    const peer = this.room.join({ connectionId: crypto.randomUUID(), slotId, mayPublish: true });
    const { transportId } = await peer.openTransport('send');
    return { peer, producerId: await peer.openProducer({ transportId, source, rtpParameters }) };
  }

  /** Somebody who asks to receive it; `heard` gets the numbers of the packets as they come. */
  async listen(
    producerId: string,
    { isCrew, numberOf }: { isCrew: boolean; numberOf(packet: Buffer): number },
  ): Promise<Listening> {
    const peer = this.room.join({
      connectionId: crypto.randomUUID(),
      slotId: null,
      mayPublish: false,
      isCrew,
    });
    const { transportId } = await peer.openTransport('receive');
    const rtpCapabilities = RtpCapabilities.parse(this.room.rtpCapabilities);
    const { consumerId } = await peer.openConsumer({ transportId, producerId, rtpCapabilities });
    const heard: number[] = [];
    this.wire.hear(consumerId, (packet) => heard.push(numberOf(packet)));
    await peer.resumeConsumer(consumerId);
    return { peer, consumerId, heard };
  }

  async close(): Promise<void> {
    await this.room.close();
    await this.workers.close();
    this.wire.close();
  }
}
