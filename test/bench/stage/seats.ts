import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ProducerView } from '../../../server/protocol/media.ts';
import type { Ask } from '../../support/rtc/endpoint.ts';

/** One connection's place at a media server, with the hub's own requests about media. */
export type Seat = { ask: Ask; close(): void };
export type Seating = { open(): Promise<Seat> | Seat; producers(): ProducerView[] };

/** Lets other processes take seats by plain HTTP. It is used while seats are taken, and costs nothing afterwards. */
export class SeatServer {
  readonly #seating: Seating;
  readonly #seats = new Map<string, Seat>();
  readonly #http: Server;
  #opened = 0;

  static async open(seating: Seating): Promise<SeatServer> {
    const server = new SeatServer(seating);
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  private constructor(seating: Seating) {
    this.#seating = seating;
    this.#http = createServer(async (request, response) => {
      const answer = await this.#answer(request).catch((error: unknown) => ({ error: String(error) }));
      response.end(JSON.stringify(answer));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const seat of this.#seats.values()) seat.close();
    this.#http.close();
    this.#http.closeAllConnections();
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const [, seatId = '', name = ''] = (request.url ?? '').split('/');
    if (seatId === 'open') return this.#open();
    const seat = this.#seats.get(seatId);
    if (seat === undefined) throw new Error(`no seat ${seatId}`);
    if (name === 'close') {
      this.#seats.delete(seatId);
      seat.close();
      return {};
    }
    return (await seat.ask(name as never, (await json(request)) as never)) ?? {};
  }

  async #open(): Promise<{ seatId: string; producers: ProducerView[] }> {
    this.#opened += 1;
    const seatId = `${this.#opened}`;
    this.#seats.set(seatId, await this.#seating.open());
    return { seatId, producers: this.#seating.producers() };
  }
}

/** Takes a seat at such a server. */
export async function takeSeat(
  url: string,
): Promise<{ producers: ProducerView[]; ask: Ask; close(): Promise<void> }> {
  const { seatId, producers } = (await post(`${url}/open`, {})) as {
    seatId: string;
    producers: ProducerView[];
  };
  const ask = ((name: string, input: unknown) => post(`${url}/${seatId}/${name}`, input)) as Ask;
  return { producers, ask, close: async () => void (await post(`${url}/${seatId}/close`, {})) };
}

async function post(url: string, input: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(input) });
  const answer = (await response.json()) as { error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}
