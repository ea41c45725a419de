import { randomBytes } from 'node:crypto';
import { Line, ticketFor } from '../../../support/line.ts';
import type { HubPlace } from '../hub-process.ts';
import type { As } from '../page-link.ts';
import type { Ledger } from './ledger.ts';

const parts: readonly As[] = ['candidate', 'moderator', 'observer'];
const invented = 20;

/** Tickets for parts one does not have, invented ones, changed ones, and used ones (JOIN-1, JOIN-2). */
export async function tryTickets(place: HubPlace, ledger: Ledger): Promise<void> {
  const people = {
    viewer: '',
    candidate: place.candidates[0]?.cookie as string,
    moderator: place.moderators[0] as string,
    observer: place.observer,
  };
  for (const [who, cookie] of Object.entries(people))
    for (const as of parts)
      if (as !== who)
        ledger.note(`a ticket as ${as} for a ${who}`, await refusalOf(ticketFor(place, as, cookie)));
  for (let one = 0; one < invented; one += 1)
    await tryOpening(place, ledger, randomBytes(32).toString('base64url'), 'an invented ticket');
  const good = await ticketFor(place, 'viewer');
  await tryOpening(
    place,
    ledger,
    `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
    'a changed ticket',
  );
  const line = await Line.open(place.url, good);
  await tryOpening(place, ledger, good, 'a used ticket');
  line.leave();
}

async function tryOpening(place: HubPlace, ledger: Ledger, ticket: string, what: string): Promise<void> {
  const opening = Line.open(place.url, ticket).then((line) => line.leave());
  ledger.note(what, await refusalOf(opening));
}

async function refusalOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
