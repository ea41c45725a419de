import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import type { StillHolds } from '../accounts/standing.ts';
import type { Claims, Tickets } from '../accounts/tickets.ts';
import { Refusal } from '../protocol/refusals.ts';
import { Handshake } from '../protocol/requests.ts';
import { addressPrefix, clientAddress } from './address.ts';
import { type Limit, openLimit } from './limits.ts';
import { OpenLines } from './open-lines.ts';
import { isOwnOrigin } from './origin.ts';

/** How many sockets may stand open, and how many new ones come in a second (EDGE-6). A school is one address. */
export type SocketCaps = { perAddress: number; perAccount: number; newPerSecond: number };

export const usualCaps: SocketCaps = { perAddress: 2_000, perAccount: 10, newPerSecond: 200 };

export type DoorTools = {
  tickets: Tickets;
  stillHolds: StillHolds;
  publicUrl: string;
  trustedProxies: number;
  caps: SocketCaps;
};

type Line = Socket['conn'];

/** `at-the-door`: still being looked at; `shut`: what the ticket stood on was taken away meanwhile. */
type Standing = { claims: Claims; is: 'at-the-door' | 'in' | 'shut' };

/** Who may open a socket. Nobody can take all seats of the viewers from one address. */
export class Door {
  readonly #tools: DoorTools;
  readonly #coming: Limit;
  readonly #byAddress: OpenLines;
  readonly #byAccount: OpenLines;
  /** Lines of people who are signed in, from before their ticket is looked at. */
  readonly #signedIn = new Map<Line, Standing>();

  constructor(tools: DoorTools) {
    this.#tools = tools;
    this.#coming = openLimit(tools.caps.newPerSecond, 1);
    this.#byAddress = new OpenLines(tools.caps.perAddress);
    this.#byAccount = new OpenLines(tools.caps.perAccount);
  }

  /** Before there is a socket at all. */
  async knock(request: IncomingMessage): Promise<void> {
    await this.#coming.consume(this.#prefixOf(request));
    if (!isOwnOrigin(request.headers.origin, this.#tools.publicUrl)) throw new Refusal('foreign-origin');
  }

  /** Counts a line from its first moment, also one that never says anything. */
  opened(line: Line): void {
    this.#byAddress.hold(this.#prefixOf(line.request), line);
  }

  /** JOIN-1: a ticket, used once, is the only way in. */
  async admit({ conn, handshake, data }: Socket): Promise<void> {
    this.#byAddress.assertPlace(this.#prefixOf(conn.request));
    const shown = Handshake.safeParse(handshake.auth);
    if (!shown.success) throw new Refusal('ticket-invalid', 'no ticket');
    const claims = await this.#tools.tickets.redeem(shown.data.ticket);
    if (claims.accountId !== null) {
      this.#byAccount.hold(claims.accountId, conn);
      this.#byAccount.assertPlace(claims.accountId);
      await this.#assertStanding(conn, claims);
    }
    data.claims = claims;
  }

  // Asked once the line can be found: what is taken away from here on is told to it.
  async #assertStanding(line: Line, claims: Claims): Promise<void> {
    const standing: Standing = { claims, is: 'at-the-door' };
    if (line.readyState === 'open') this.#signedIn.set(line, standing);
    line.once('close', () => this.#signedIn.delete(line));
    const holds = await this.#tools.stillHolds(claims);
    if (!holds || standing.is === 'shut') throw new Refusal('ticket-invalid', 'revoked');
    standing.is = 'in';
  }

  /** Closes the lines of those signed-in people whom this concerns. */
  shut(isConcerned: (claims: Claims) => boolean): void {
    for (const [line, standing] of [...this.#signedIn]) {
      if (!isConcerned(standing.claims)) continue;
      // Whoever is still at the door is refused there, and told why.
      if (standing.is === 'in') line.close();
      standing.is = 'shut';
    }
  }

  #prefixOf(request: IncomingMessage): string {
    return addressPrefix(clientAddress(request, this.#tools.trustedProxies));
  }
}
