import type { Claims } from '../../accounts/tickets.ts';
import type { LiveDebate } from '../../debates/live-debate.ts';
import type { Connection, Member } from '../../debates/members.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Grant } from '../../protocol/requests.ts';

type Inside = { state: 'inside'; debate: LiveDebate; member: Member };

/** Where a connection stands: outside with nothing but its ticket's claims, at the door, or in the debate. */
type Place = { state: 'outside' } | { state: 'entering'; entered: Promise<Inside> } | Inside;

/** One socket's side of a request. Who it is comes from its ticket, never from what it says (JOIN-3). */
export type Caller = {
  readonly connection: Connection;
  readonly claims: Claims;
  readonly grants: readonly Grant[];
  place: Place;
};

/** The debate this connection is in, or a refusal: nothing but `debate.enter` works from outside. */
export function inside(caller: Caller): Inside {
  if (caller.place.state !== 'inside') throw new Refusal('debate-not-open', 'enter first');
  return caller.place;
}

/** Goes in through `open`, once, however often and however fast it is asked; after a refusal it may be tried again. */
export async function goInside(
  caller: Caller,
  open: () => Promise<{ debate: LiveDebate; member: Member }>,
): Promise<Inside> {
  if (caller.place.state === 'inside') return caller.place;
  if (caller.place.state === 'entering') return caller.place.entered;
  const entered = open().then(({ debate, member }): Inside => ({ state: 'inside', debate, member }));
  caller.place = { state: 'entering', entered };
  try {
    caller.place = await entered;
    return caller.place;
  } catch (error) {
    caller.place = { state: 'outside' };
    throw error;
  }
}
