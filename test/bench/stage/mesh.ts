import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { reportBeat } from '../../support/rtc/beat.ts';
import { LiveCamera } from '../../support/rtc/live-camera.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { Receiving } from '../../support/rtc/receiving.ts';
import { Reception } from '../../support/rtc/reception.ts';
import { extensionAt } from '../../support/rtc/rtp-packet.ts';
import { Sending } from '../../support/rtc/sending.ts';
import { type PacketSource, transportNumber } from '../../support/rtc/source.ts';
import { readPicture } from '../../support/rtc/vp8.ts';

const host = '127.0.0.1';
const topLayer = 2;

/** What a browser without a server between sends of a camera: its best picture, once for each of the others. */
function topLayerOf(camera: LiveCamera): PacketSource {
  return {
    rtpParameters: camera.rtpParameters,
    start: (send) => camera.start((packet) => readPicture(packet)?.layer === topLayer && send(packet)),
    stop: () => camera.stop(),
    timestampAt: (atMs) => camera.timestampAt(atMs),
  };
}

/** One end of a connection between two people: what arrives is reported on, as on any line of a browser. */
class MeshEnd {
  sent = 0;
  readonly #socket: Socket;
  readonly #receiving: Receiving;
  readonly #known = new Set<number>();
  readonly #leaveBeat: () => void;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#receiving = new Receiving((packet) => this.send(packet));
    socket.on('message', (packet) => this.#hear(packet));
    this.#leaveBeat = reportBeat.follow((nowMs) => this.#receiving.report(nowMs));
  }

  send(packet: Buffer): void {
    this.sent += 1;
    this.#socket.send(packet);
  }

  close(): void {
    this.#leaveBeat();
    this.#socket.close();
  }

  #hear(packet: Buffer): void {
    const type = packet.readUInt8(1);
    if (type >= 192 && type < 224) this.#receiving.hearRtcp(packet);
    else {
      this.#know(packet.readUInt32BE(8));
      this.#receiving.hearRtp(packet);
    }
  }

  #know(ssrc: number): void {
    if (this.#known.has(ssrc)) return;
    this.#known.add(ssrc);
    this.#receiving.add(new Reception(offerOf(ssrc)));
  }
}

function offerOf(ssrc: number) {
  const id = `${ssrc}`;
  const rtpParameters = {
    codecs: [{ clockRate: 90_000 }],
    encodings: [{ ssrc }],
    headerExtensions: [{ uri: transportNumber.uri, id: transportNumber.id }],
  };
  return { consumerId: id, producerId: id, kind: 'video' as const, rtpParameters };
}

/** So many people who send their best picture and their voice to each of the others, without a server. */
export class Mesh {
  readonly #people: { ends: MeshEnd[]; sources: PacketSource[]; sendings: Sending[]; numbered: number }[];

  static async open(people: number): Promise<Mesh> {
    const mesh = new Mesh(people);
    for (let one = 0; one < people; one += 1)
      for (let other = one + 1; other < people; other += 1) await mesh.#connect(one, other);
    return mesh;
  }

  private constructor(people: number) {
    this.#people = Array.from({ length: people }, () => ({
      ends: [],
      sources: [topLayerOf(new LiveCamera()), new LiveVoice()],
      sendings: [],
      numbered: 0,
    }));
  }

  /** All packets that anybody has sent to anybody. */
  get sent(): number {
    return this.#people.flatMap(({ ends }) => ends).reduce((sum, end) => sum + end.sent, 0);
  }

  start(): void {
    for (const person of this.#people) {
      const toAll = (packet: Buffer) => {
        for (const end of person.ends) end.send(packet);
      };
      const sendRtp = (packet: Buffer) => {
        const at = extensionAt(packet, transportNumber.id);
        if (at !== undefined) packet.writeUInt16BE(person.numbered++ & 0xffff, at);
        toAll(packet);
      };
      person.sendings = person.sources.map(
        (source) => new Sending({ producerId: '', source, sendRtp, sendRtcp: toAll }),
      );
    }
  }

  stop(): void {
    for (const { sendings } of this.#people) for (const sending of sendings.splice(0)) sending.stop();
  }

  [Symbol.dispose](): void {
    this.stop();
    for (const { ends } of this.#people) for (const end of ends) end.close();
  }

  async #connect(one: number, other: number): Promise<void> {
    const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
    for (const socket of sockets) {
      socket.bind(0, host);
      await once(socket, 'listening');
    }
    for (const [index, socket] of sockets.entries()) {
      const { port } = (sockets[1 - index] as Socket).address();
      socket.connect(port, host);
      await once(socket, 'connect');
      this.#people[index === 0 ? one : other]?.ends.push(new MeshEnd(socket));
    }
  }
}
