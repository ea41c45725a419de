import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Where a process can be hit while it writes: before the statement has reached the database; when the database has done
 * it and the answer is still on its way; when the answer has just arrived.
 */
const moments = ['before-write', 'unanswered', 'answered'] as const;
export type Moment = (typeof moments)[number];

/** `followedBy`: not this statement itself, but the next on its connection that fits, such as the commit. */
export type Point = { moment: Moment; statement: RegExp; followedBy?: RegExp };

type Trap = Point & { reached: PromiseWithResolvers<void> };

/**
 * Stands between a process and PostgreSQL, reads the statements that pass, and stops one connection at a point that was
 * named. Everything else passes as it is. Whichever side ends a connection, the other side's is ended too.
 */
export class DatabaseDoor {
  readonly #server: Server;
  readonly #upstreamPort: number;
  readonly #crossings = new Set<Crossing>();
  #trap: Trap | undefined;
  /** Nothing passes at all: the database cannot be reached, and nobody says so. */
  isCut = false;
  /** So long every answer to a statement that fits is kept back: a disk that is slow to sync. */
  slow: { statement: RegExp; byMs: number } | undefined;

  static async open(upstreamPort: number): Promise<DatabaseDoor> {
    const server = createServer();
    const door = new DatabaseDoor(server, upstreamPort);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return door;
  }

  private constructor(server: Server, upstreamPort: number) {
    this.#server = server;
    this.#upstreamPort = upstreamPort;
    server.on('connection', (client) => this.#cross(client));
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${(this.#server.address() as AddressInfo).port}/postgres`;
  }

  #cross(client: Socket): void {
    const upstream = connect(this.#upstreamPort, '127.0.0.1');
    const crossing = new Crossing(this, client, upstream);
    this.#crossings.add(crossing);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // What ends one side ends the other: that is the whole answer to an error here.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        other.destroy();
        this.#crossings.delete(crossing);
      });
    }
  }

  /** Resolves when the point is reached; that connection then stands still until one of its sides ends, or `release`. */
  stopAt(point: Point): Promise<void> {
    const reached = Promise.withResolvers<void>();
    this.#trap = { ...point, reached };
    return reached.promise;
  }

  /** Whatever stands still goes on, and nobody waits for a point any more. */
  release(): void {
    this.#trap = undefined;
    this.isCut = false;
    for (const crossing of this.#crossings) crossing.goOn();
  }

  /** The trap, if this statement on this connection springs it. */
  sprung(crossing: Crossing, statement: string): Trap | undefined {
    const trap = this.#trap;
    if (trap === undefined) return undefined;
    if (trap.followedBy !== undefined && trap.statement.test(statement)) crossing.isMarked = true;
    const fits =
      trap.followedBy === undefined
        ? trap.statement.test(statement)
        : crossing.isMarked && trap.followedBy.test(statement);
    if (!fits) return undefined;
    this.#trap = undefined;
    return trap;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const crossing of this.#crossings) crossing.end();
    await closed;
  }
}

/** One connection through the door. */
class Crossing {
  isMarked = false;
  readonly #door: DatabaseDoor;
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #asked = new Messages(true);
  readonly #answers = new Messages(false);
  #trap: Trap | undefined;
  #isStopped = false;
  #delayMs = 0;
  /** What was asked and what was answered while this connection stands still, or waits for the rest of an answer. */
  readonly #unasked: Buffer[] = [];
  readonly #unanswered: Buffer[] = [];
  #answering: Promise<void> = Promise.resolve();

  constructor(door: DatabaseDoor, client: Socket, upstream: Socket) {
    this.#door = door;
    this.#client = client;
    this.#upstream = upstream;
    client.on('data', (bytes) => this.#ask(bytes));
    upstream.on('data', (bytes) => {
      this.#answering = this.#answering.then(() => this.#answer(bytes));
    });
  }

  #ask(bytes: Buffer): void {
    for (const { kind, message } of this.#asked.take(bytes)) {
      if (!this.#isStopped && (kind === 'P' || kind === 'Q'))
        this.#look(message.subarray(5).toString('latin1'));
      if (this.#isStopped) this.#unasked.push(message);
      else this.#upstream.write(message);
    }
  }

  get #isStill(): boolean {
    return this.#isStopped || this.#door.isCut;
  }

  #look(statement: string): void {
    const { slow } = this.#door;
    if (slow?.statement.test(statement)) this.#delayMs = slow.byMs;
    const trap = this.#door.sprung(this, statement);
    if (trap?.moment === 'before-write') this.#stop(trap);
    else this.#trap = trap ?? this.#trap;
  }

  #stop(trap: Trap): void {
    this.#isStopped = true;
    trap.reached.resolve();
  }

  async #answer(bytes: Buffer): Promise<void> {
    for (const { kind, message } of this.#answers.take(bytes)) {
      this.#unanswered.push(message);
      // Ready for the next query: the one before is committed.
      if (this.#isStill || (kind !== 'Z' && (this.#trap !== undefined || this.#delayMs > 0))) continue;
      if (this.#delayMs > 0) await pause(this.#delayMs);
      this.#delayMs = 0;
      this.#passOn();
    }
  }

  #passOn(): void {
    const trap = this.#trap;
    this.#trap = undefined;
    if (trap?.moment === 'unanswered') {
      this.#stop(trap);
      return;
    }
    this.#client.write(Buffer.concat(this.#unanswered.splice(0)));
    trap?.reached.resolve();
  }

  goOn(): void {
    this.#isStopped = false;
    this.#client.write(Buffer.concat(this.#unanswered.splice(0)));
    this.#upstream.write(Buffer.concat(this.#unasked.splice(0)));
  }

  end(): void {
    this.#client.destroy();
    this.#upstream.destroy();
  }
}

/** Cuts a stream of PostgreSQL's protocol into its messages; the very first one of a client names no kind. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #isFirstUnnamed: boolean;

  constructor(isFirstUnnamed: boolean) {
    this.#isFirstUnnamed = isFirstUnnamed;
  }

  *take(bytes: Buffer): Generator<{ kind: string; message: Buffer }> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const named = this.#isFirstUnnamed ? 0 : 1;
      if (this.#rest.length < named + 4) return;
      const length = named + this.#rest.readUInt32BE(named);
      if (this.#rest.length < length) return;
      const message = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.#isFirstUnnamed = false;
      yield { kind: named === 0 ? '' : String.fromCharCode(message[0] as number), message };
    }
  }
}
