import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv6 } from 'node:net';

/** The network between an endpoint and a media port: datagrams over UDP, or framed in a TCP stream (RFC 4571). */
export type Wire = {
  readonly localPort: number;
  send(packet: Buffer): void;
  close(): void;
};

export type Via = 'udp' | 'tcp';
export type MediaAddress = { via: Via; host: string; port: number };
export type Arrival = (packet: Buffer) => void;

const longestQueueBytes = 1_000_000;

export function openWire(address: MediaAddress, onPacket: Arrival): Promise<Wire> {
  return address.via === 'udp' ? openUdp(address, onPacket) : openTcp(address, onPacket);
}

async function openUdp({ host, port }: MediaAddress, onPacket: Arrival): Promise<Wire> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: 1_000_000 });
  socket.on('message', onPacket);
  socket.connect(port, host);
  await once(socket, 'connect');
  // A port where nobody listens any more answers so; to media it is one more lost packet.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNREFUSED') throw error;
  });
  return {
    localPort: socket.address().port,
    send: (packet) => socket.send(packet),
    close: () => socket.close(),
  };
}

async function openTcp({ host, port }: MediaAddress, onPacket: Arrival): Promise<Wire> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  const frames = new Frames(onPacket);
  socket.on('data', (chunk) => frames.read(chunk));
  // What a server's end or a torn line does to TCP; the endpoint notices by its unanswered checks.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error;
  });
  return {
    localPort: socket.localPort ?? 0,
    send: (packet) => {
      if (socket.writable && socket.writableLength < longestQueueBytes) socket.write(framed(packet));
    },
    close: () => socket.destroy(),
  };
}

function framed(packet: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(2 + packet.length);
  frame.writeUInt16BE(packet.length, 0);
  packet.copy(frame, 2);
  return frame;
}

/** Takes packets out of a stream, however it is cut into pieces. */
class Frames {
  readonly #onPacket: Arrival;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onPacket: Arrival) {
    this.#onPacket = onPacket;
  }

  read(chunk: Buffer): void {
    const stream = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + 2 <= stream.length) {
      const end = at + 2 + stream.readUInt16BE(at);
      if (end > stream.length) break;
      this.#onPacket(stream.subarray(at + 2, end));
      at = end;
    }
    this.#rest = stream.subarray(at);
  }
}
