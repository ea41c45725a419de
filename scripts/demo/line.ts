import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Wire = { near: Socket; far: Socket };

/**
 * The one line by which a browser reaches a port of this machine. While it is cut no byte passes in either direction,
 * on old connections or new ones, and neither side is told: that is what a lost network looks like.
 */
export class Line {
  readonly #server: Server;
  readonly #port: number;
  readonly #wires = new Set<Wire>();
  #isCut = false;

  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer({ pauseOnConnect: true }, (near) => this.#carry(near));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.#isCut = true;
    for (const { near, far } of this.#wires) {
      near.unpipe(far);
      far.unpipe(near);
    }
  }

  restore(): void {
    if (!this.#isCut) return;
    this.#isCut = false;
    for (const wire of this.#wires) this.#join(wire);
  }

  #carry(near: Socket): void {
    const wire = { near, far: connect(this.#port, '127.0.0.1') };
    this.#wires.add(wire);
    for (const side of [wire.near, wire.far]) {
      // An error of one side is always followed by its close.
      side.on('error', () => side.destroy());
      side.once('close', () => this.#closed(wire));
    }
    if (!this.#isCut) this.#join(wire);
  }

  /** Who closes while the line is cut is not heard on its other end until it is whole again. */
  #closed(wire: Wire): void {
    if (this.#isCut || !this.#wires.delete(wire)) return;
    wire.near.destroy();
    wire.far.destroy();
  }

  #join(wire: Wire): void {
    if (wire.near.destroyed || wire.far.destroyed) {
      this.#closed(wire);
      return;
    }
    wire.near.pipe(wire.far);
    wire.far.pipe(wire.near);
  }

  async close(): Promise<void> {
    this.restore();
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const { near, far } of this.#wires) {
      near.destroy();
      far.destroy();
    }
    await closed;
  }
}
