import { Socket } from 'node:dgram';

type Tapped = { send: Socket['send']; emit: Socket['emit'] };

/** Counts every datagram that this process sends and receives, of whatever kind. */
export class WireTap {
  sent = 0;
  received = 0;
  readonly #original: Tapped = { send: Socket.prototype.send, emit: Socket.prototype.emit };

  constructor() {
    const tap = this;
    const { send, emit } = this.#original;
    const replacement = {
      send(this: Socket, ...packet: unknown[]) {
        tap.sent += 1;
        return Reflect.apply(send, this, packet);
      },
      emit(this: Socket, ...event: unknown[]) {
        if (event[0] === 'message') tap.received += 1;
        return Reflect.apply(emit, this, event);
      },
    };
    Object.assign(Socket.prototype, replacement);
  }

  [Symbol.dispose](): void {
    Object.assign(Socket.prototype, this.#original);
  }
}
