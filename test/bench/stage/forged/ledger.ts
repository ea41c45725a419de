import { randomUUID } from 'node:crypto';
import { openDatabase, openPool } from '../../../../server/platform/database.ts';
import { openLog } from '../../../../server/platform/log.ts';
import type { RefusalCode } from '../../../../server/protocol/refusals.ts';
import type { RequestName } from '../../../../server/protocol/requests.ts';
import { openStores, type Stores } from '../../../../server/store/stores.ts';
import type { Tables } from '../../../../server/store/tables.ts';
import type { HubPlace } from '../hub-process.ts';
import type { Actor, Message } from './cast.ts';

/** What is said, and by whom, though it must not be done. */
export type Attempt = { by: Actor; name: RequestName; input: unknown };

/** These say nothing about authority: the attempt was not judged. */
const beside: readonly RefusalCode[] = ['too-many-requests'];

/** Takes down every attempt, and whether anything came of it. */
export class Ledger {
  readonly #place: HubPlace;
  readonly #stores: Stores;
  attempts = 0;
  /** How many were refused with each code. */
  readonly refused = new Map<string, number>();
  readonly accepted: string[] = [];

  static open(opened: AsyncDisposableStack, place: HubPlace): Ledger {
    const pool = opened.adopt(openPool(place.databaseUrl, openLog('silent')), (one) => one.end());
    return new Ledger(place, openStores(openDatabase<Tables>(pool)));
  }

  private constructor(place: HubPlace, stores: Stores) {
    this.#place = place;
    this.#stores = stores;
  }

  /** None of these may be done: neither a yes, nor a line in the evidence, nor a failure inside. */
  async tryAll(moment: string, attempts: readonly Attempt[]): Promise<void> {
    const ids = new Set<string>();
    await Promise.all(
      attempts.map(async ({ by, name, input }) => {
        const message = { id: randomUUID(), name, input };
        ids.add(message.id);
        this.note(
          `${moment}: ${by.title} ${name} ${JSON.stringify(input).slice(0, 120)}`,
          await judged(by, message),
        );
      }),
    );
    for (const id of await this.#doneOf(ids)) this.accepted.push(`${moment}: ${id} is in the evidence`);
  }

  /** A yes to it changes nothing if it was said once before: what counts is what is done. */
  async repeatAll(moment: string, repeat: () => Promise<number>): Promise<void> {
    const before = await this.#commands();
    this.attempts += await repeat();
    const more = (await this.#commands()) - before;
    if (more > 0) this.accepted.push(`${moment}: ${more} more acts in the evidence`);
  }

  /** `code` is what it was refused with; null where it was not. */
  note(what: string, code: string | null): void {
    this.attempts += 1;
    if (code !== null) this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
    if (code === null || code === 'internal') this.accepted.push(`${what} (${code ?? 'yes'})`);
  }

  async #doneOf(ids: ReadonlySet<string>): Promise<string[]> {
    const entries = await this.#stores.evidence.read(this.#place.debateId);
    return entries.flatMap(({ commandId }) => (commandId !== null && ids.has(commandId) ? [commandId] : []));
  }

  /** Acts of people: what the clock and the sampler write goes on meanwhile. */
  async #commands(): Promise<number> {
    const entries = await this.#stores.evidence.read(this.#place.debateId);
    return entries.filter(({ commandId }) => commandId !== null).length;
  }
}

async function judged(by: Actor, message: Message): Promise<string | null> {
  for (;;) {
    const reply = await by.say(message);
    if (reply.ok) return null;
    if (!beside.includes(reply.code)) return reply.code;
  }
}
