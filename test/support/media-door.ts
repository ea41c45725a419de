import { randomUUID } from 'node:crypto';
import { dispatch, type Handlers } from '../../server/gateway/dispatch.ts';
import type { Caller } from '../../server/gateway/requests/caller.ts';
import { mediaRequests } from '../../server/gateway/requests/media.ts';
import type { MediaPeer } from '../../server/media/peer.ts';
import { openLog } from '../../server/platform/log.ts';
import type { Reply } from '../../server/protocol/refusals.ts';
import type { Grant } from '../../server/protocol/requests.ts';
import type { Ask } from './rtc/endpoint.ts';

const log = openLog('silent');

/** The hub's own door to one peer's media, without the socket and the debate in front of it. */
export class MediaDoor {
  readonly #caller: Caller;

  constructor(peer: MediaPeer, grants: Grant[] = ['watch', 'publish']) {
    // Of a connection in a debate, media requests know nothing but the peer.
    const place = { state: 'inside', member: { peer } };
    this.#caller = { grants, place } as unknown as Caller;
  }

  /** Says anything at all, as it would come off the wire. */
  say(message: unknown): Promise<Reply<unknown>> {
    const raw: unknown = JSON.parse(JSON.stringify(message));
    return dispatch(mediaRequests as Handlers<Caller>, { caller: this.#caller, raw, log });
  }

  /** As a page asks: a no is an error whose message begins with its code. */
  readonly ask = (async (name, input) => {
    const reply = await this.say({ id: randomUUID(), name, input });
    if (!reply.ok) throw new Error(`${reply.code}: ${reply.detail}`, { cause: reply });
    return reply.data;
  }) as Ask;
}
