import type { RefusalCode, Reply } from '../protocol/refusals.ts';
import { Id } from '../protocol/words.ts';

type Answer = Promise<Reply<unknown>>;

const answersKept = 256;
/** They say that nothing was done, and would not be said at another time. */
const passing: readonly RefusalCode[] = ['internal', 'not-recorded', 'too-many-requests'];

/** What one connection was answered, by its own ids. Only so many are kept, the oldest forgotten first. */
export class Answers {
  readonly #byId = new Map<string, Answer>();

  /** FLOOR-6: the same id again gets the first answer, unless that was a failure which may have passed. */
  once(raw: unknown, make: () => Answer): Answer {
    // Nothing else that a client calls an id is kept: it could be as long as a whole message.
    const { success: isId, data: id } = Id.safeParse((raw as { id?: unknown } | null)?.id);
    if (!isId) return make();
    const known = this.#byId.get(id);
    if (known) return known;
    const answer = make().then((reply) => {
      if (!reply.ok && passing.includes(reply.code)) this.#byId.delete(id);
      return reply;
    });
    this.#byId.set(id, answer);
    if (this.#byId.size > answersKept) this.#byId.delete(this.#byId.keys().next().value as string);
    return answer;
  }
}
