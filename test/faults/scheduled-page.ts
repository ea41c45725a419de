import { randomUUID } from 'node:crypto';
import { seatFor } from '../../server/accounts/roles.ts';
import type { LiveDebate } from '../../server/debates/live-debate.ts';
import type { Connection } from '../../server/debates/members.ts';
import { dispatch, type Handlers } from '../../server/gateway/dispatch.ts';
import type { Caller } from '../../server/gateway/requests/caller.ts';
import { enterRequests } from '../../server/gateway/requests/enter.ts';
import { mediaRequests } from '../../server/gateway/requests/media.ts';
import { moderationRequests } from '../../server/gateway/requests/moderation.ts';
import { stageRequests } from '../../server/gateway/requests/stage.ts';
import { openLog } from '../../server/platform/log.ts';
import type { Reply } from '../../server/protocol/refusals.ts';
import type { Input, RequestName } from '../../server/protocol/requests.ts';
import { type Account, type ScheduledDebate, slotOfAccount } from './scheduled-debate.ts';

const log = openLog('silent');

export type Said = { name: RequestName; id: string; reply: Reply<unknown> };

/** One socket of somebody's page, from the hub's side of the wire: its door, its handlers and what a cut does. */
export class ScheduledPage {
  readonly account: Account;
  readonly said: Said[] = [];
  farewell: string | null = null;
  readonly connection: Connection;
  readonly #debate: LiveDebate;
  readonly #caller: Caller;
  readonly #handlers: Handlers<Caller>;
  #isAlive = true;

  constructor(world: ScheduledDebate, account: Account) {
    this.account = account;
    const debate = world.home;
    this.#debate = debate;
    this.connection = {
      id: randomUUID(),
      isAlive: () => this.#isAlive,
      lastProofMs: () => world.clock.now(),
      follow: () => {},
      say: (name, notice) => {
        if (name === 'farewell') this.farewell = (notice as { reason: string }).reason;
      },
      close: () => this.#end(false),
    };
    const as = slotOfAccount[account] ? 'candidate' : 'moderator';
    const { debateId } = debate.home;
    const seat = seatFor({ as, accountId: account, roles: ['moderator'], home: debate.home });
    const claims = { debateId, accountId: account, sessionId: null, ...seat };
    this.#caller = { connection: this.connection, claims, grants: seat.grants, place: { state: 'outside' } };
    const enter: Parameters<typeof enterRequests>[0]['enter'] = async (connection, ticket, wish) => ({
      debate,
      member: await debate.enter(connection, ticket, wish),
    });
    const hub = { enter } as unknown as Parameters<typeof enterRequests>[0];
    this.#handlers = { ...enterRequests(hub), ...mediaRequests, ...moderationRequests, ...stageRequests };
  }

  get isInside(): boolean {
    return this.#isAlive && this.#caller.place.state === 'inside';
  }

  isAt(debate: LiveDebate): boolean {
    return this.#debate === debate;
  }

  async ask<N extends RequestName>(name: N, input: Input<N>): Promise<Reply<unknown>> {
    const id = randomUUID();
    const reply = await dispatch(this.#handlers, { caller: this.#caller, raw: { id, name, input }, log });
    this.said.push({ name, id, reply });
    return reply;
  }

  /** The line is cut, or the page says goodbye. */
  leave(isOwnLeave: boolean): void {
    this.#end(isOwnLeave);
  }

  // As the socket's edge does it: whoever is at the door only is seen to by the door.
  #end(isOwnLeave: boolean): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    const { place } = this.#caller;
    if (place.state !== 'inside') return;
    place.debate.leave(place.member, isOwnLeave).catch((error: unknown) => log.error({ err: error }, 'left'));
  }
}
