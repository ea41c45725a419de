import { randomUUID } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import type { Reply } from '../../../../server/protocol/refusals.ts';
import type { Grant, RequestName } from '../../../../server/protocol/requests.ts';
import { Line, ticketFor } from '../../../support/line.ts';
import type { HubPlace } from '../hub-process.ts';
import type { As } from '../page-link.ts';

/** What each part may do, written here once more and by hand: what is measured must not be asked. */
const allowed: Record<As, readonly Grant[]> = {
  viewer: ['watch'],
  candidate: ['watch', 'publish', 'take-turns'],
  moderator: ['watch', 'publish', 'moderate', 'observe'],
  observer: ['watch', 'observe'],
};

export type Message = { id: string; name: RequestName; input: unknown };
type Who = { as: As; cookie: string; title: string };

/** One connection may say 40 things a second; more would be refused for that alone. */
const paceMs = 30;

/** Somebody with a line into the debate, who says whatever they are told to say. */
export class Actor {
  readonly as: As;
  readonly title: string;
  readonly #cookie: string;
  #line: Line;
  #turn: Promise<unknown> = Promise.resolve();

  /** Goes into the debate, taking over from another line of the same person. */
  static async enter(place: HubPlace, who: Who): Promise<Actor> {
    return new Actor(await Line.join(place, who.as, who.cookie), who);
  }

  /** Has a line, and does not go in. */
  static async waitOutside(place: HubPlace, who: Who): Promise<Actor> {
    return new Actor(await Line.open(place.url, await ticketFor(place, who.as, who.cookie)), who);
  }

  private constructor(line: Line, { as, title, cookie }: Who) {
    this.#line = line;
    this.as = as;
    this.title = title;
    this.#cookie = cookie;
  }

  get line(): Line {
    return this.#line;
  }

  may(grant: Grant): boolean {
    return allowed[this.as].includes(grant);
  }

  /** In the order they are said, not faster than a page may. */
  say(message: Message): Promise<Reply<unknown>> {
    const answer = this.#turn.then(async () => {
      await rest(paceMs);
      return (await this.#line.say(message)) as Reply<unknown>;
    });
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** Says it by right: the message, for those who repeat it. */
  async command(name: RequestName, input: unknown): Promise<Message> {
    const message = { id: randomUUID(), name, input };
    const reply = await this.say(message);
    if (!reply.ok) throw new Error(`${this.title} could not ${name}: ${reply.code} ${reply.detail}`);
    return message;
  }

  /** The same person on a new line, which remembers nothing of the old one. */
  async comeAnew(place: HubPlace): Promise<void> {
    this.#line = await Line.join(place, this.as, this.#cookie);
  }

  leave(): void {
    this.#line.leave();
  }

  [Symbol.dispose](): void {
    this.leave();
  }
}

/** Everybody a debate has: two who lead, of whom one does; three who stand; one who watches over it; one who watches. */
export async function enterAll(opened: AsyncDisposableStack, place: HubPlace) {
  const enter = async (as: As, title: string, cookie = '') =>
    opened.use(await Actor.enter(place, { as, title, cookie }));
  const [chair = '', deputy = ''] = place.moderators;
  const [first, second, third] = place.candidates.map(({ cookie }) => cookie);
  return {
    chair: await enter('moderator', 'the chair', chair),
    deputy: await enter('moderator', 'a moderator who does not lead', deputy),
    speaker: await enter('candidate', 'the speaker', first),
    rival: await enter('candidate', 'another candidate', second),
    removed: await enter('candidate', 'a candidate who was sent out', third),
    observer: await enter('observer', 'an observer', place.observer),
    viewer: await enter('viewer', 'a viewer'),
  };
}

export type Cast = Awaited<ReturnType<typeof enterAll>>;
