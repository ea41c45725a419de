import type { Claims } from '../../accounts/tickets.ts';
import type { LiveDebate } from '../../debates/live-debate.ts';
import type { Connection, Member } from '../../debates/members.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Grant } from '../../protocol/requests.ts';

/** Where a connection stands: outside, with nothing but its ticket's claims, or in the debate. */
export type Place = { state: 'outside' } | { state: 'inside'; debate: LiveDebate; member: Member };

/** One socket's side of a request. Who it is comes from its ticket, never from what it says (JOIN-3). */
export type Caller = {
  readonly connection: Connection;
  readonly claims: Claims;
  readonly grants: readonly Grant[];
  place: Place;
};

/** The debate this connection is in, or a refusal: nothing but `debate.enter` works from outside. */
export function inside(caller: Caller): Extract<Place, { state: 'inside' }> {
  if (caller.place.state === 'outside') throw new Refusal('debate-not-open', 'enter first');
  return caller.place;
}
