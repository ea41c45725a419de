import { createSocket, type Socket as Datagrams, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { MediaAddress, Via } from './rtc/wire.ts';

export type Way = 'to-hub' | 'from-hub';

/** What becomes of datagrams: some are lost, all are late, and a jitter longer than their distance mixes them up. */
export type Weather = { lossShare: number; delayMs: number; jitterMs: number };

const host = '127.0.0.1';
const bothWays: readonly Way[] = ['to-hub', 'from-hub'];
const calm: Weather = { lossShare: 0, delayMs: 0, jitterMs: 0 };

type Target = { host: string; port: number };
type Gate = `${Via} ${Way}`;

/**
 * The network between one person and the hub, as bad as it is told to be. Its chances are the test's: the same seed
 * draws the same ones. TCP loses nothing and keeps its order: what is blocked comes late, as a sender's repeats would.
 */
export class Network {
  weather: Weather = calm;
  /** Datagrams of both ways: those that came in, those of them that were lost, and those that a later one overtook. */
  readonly counts = { taken: 0, lost: 0, overtaken: 0 };
  readonly #chance: () => number;
  readonly #shut = new Set<Gate>();
  readonly #lines = new Set<{ way: Way; from: Socket }>();
  readonly #afterwards: (() => void)[] = [];
  readonly #opened = new AsyncDisposableStack();

  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** For `RtcEndpoint`: leads its media through here. */
  readonly through = async (address: MediaAddress): Promise<MediaAddress> => {
    const port = await (address.via === 'udp' ? this.#openUdp(address) : this.#openTcp(address));
    return { via: address.via, host, port };
  };

  /** Another address of the hub, whose sockets go through here. */
  async door(hubUrl: string): Promise<string> {
    const { hostname, port } = new URL(hubUrl);
    return `http://${host}:${await this.#openTcp({ host: hostname, port: Number(port) })}`;
  }

  /** Nothing passes from now on, and nobody is told. */
  block(kinds: readonly Via[] = ['udp', 'tcp'], ways: readonly Way[] = bothWays): void {
    for (const kind of kinds) for (const way of ways) this.#shut.add(`${kind} ${way}`);
    for (const { way, from } of this.#lines) if (this.#isShut('tcp', way)) from.pause();
  }

  mend(): void {
    this.#shut.clear();
    for (const { from } of this.#lines) from.resume();
    for (const held of this.#afterwards.splice(0)) held();
  }

  /** Ends every TCP line at once, as a router that forgets them does. */
  cutLines(): void {
    for (const { from } of this.#lines) from.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#afterwards.length = 0;
    for (const { from } of this.#lines) from.destroy();
    await this.#opened.disposeAsync();
  }

  #isShut(kind: Via, way: Way): boolean {
    return this.#shut.has(`${kind} ${way}`);
  }

  /** Each sender gets a port of its own towards the hub, so that the hub sees a new address when a sender has one. */
  async #openUdp(target: Target): Promise<number> {
    const near = await bound(this.#opened);
    const farther = new Map<number, Promise<Datagrams>>();
    const order = { 'to-hub': new Order(), 'from-hub': new Order() };
    // A browser sends from another address of the machine than loopback.
    const openFar = async ({ port, address }: RemoteInfo) => {
      const far = await bound(this.#opened);
      far.on('message', (packet) => this.#pass('from-hub', order, () => near.send(packet, port, address)));
      return far;
    };
    near.on('message', async (packet, sender) => {
      const { port } = sender;
      const opening = farther.get(port) ?? openFar(sender);
      farther.set(port, opening);
      const far = await opening;
      this.#pass('to-hub', order, () => far.send(packet, target.port, target.host));
    });
    return near.address().port;
  }

  #pass(way: Way, order: Record<Way, Order>, send: () => void): void {
    const { lossShare, delayMs, jitterMs } = this.weather;
    const isLost = this.#chance() < lossShare;
    const waitMs = delayMs + jitterMs * this.#chance();
    this.counts.taken += 1;
    if (isLost || this.#isShut('udp', way)) {
      this.counts.lost += 1;
      return;
    }
    const number = order[way].next();
    const arrive = () => {
      if (this.#opened.disposed) return;
      if (order[way].isOvertaken(number)) this.counts.overtaken += 1;
      send();
    };
    if (waitMs === 0) arrive();
    else setTimeout(arrive, waitMs);
  }

  async #openTcp(target: Target): Promise<number> {
    const server = createServer({ noDelay: true }, (near) => {
      const far = connect({ ...target, noDelay: true });
      this.#lead('to-hub', near, far);
      this.#lead('from-hub', far, near);
    });
    server.listen(0, host);
    await once(server, 'listening');
    this.#opened.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return (server.address() as AddressInfo).port;
  }

  #lead(way: Way, from: Socket, to: Socket): void {
    const line = { way, from };
    this.#lines.add(line);
    from.on('data', (chunk) => to.write(chunk));
    // A reset on one side is the end of the other; nothing else can go wrong on loopback.
    from.on('error', (error: NodeJS.ErrnoException) => {
      if (!['ECONNRESET', 'EPIPE', 'ECONNREFUSED'].includes(error.code ?? '')) throw error;
    });
    from.once('close', () => {
      this.#lines.delete(line);
      if (this.#isShut('tcp', way)) this.#afterwards.push(() => to.destroy());
      else to.destroy();
    });
    if (this.#isShut('tcp', way)) from.pause();
  }
}

/** Which of the datagrams that were sent in order arrive after a later one. */
class Order {
  #sent = 0;
  #latest = 0;

  next(): number {
    this.#sent += 1;
    return this.#sent;
  }

  isOvertaken(number: number): boolean {
    const isOvertaken = number < this.#latest;
    this.#latest = Math.max(number, this.#latest);
    return isOvertaken;
  }
}

async function bound(opened: AsyncDisposableStack): Promise<Datagrams> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1_000_000 });
  socket.bind(0, host);
  await once(socket, 'listening');
  opened.defer(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket;
}
