import { PGlite } from '@electric-sql/pglite';

const sync = Uint8Array.of(0x53, 0, 0, 0, 4);
/** Parse, Bind, Describe, Execute, Close, Flush: after these a query goes on; it ends with its Sync. */
const goOn = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));

/**
 * The socket server passes on one protocol message at a time, and in between lets other connections in unless a
 * transaction is open. They all share one session, where a second Parse overwrites the first: one query would run
 * with another's text or values. So a query under way passes for a transaction until its Sync.
 */
export class WholeQueries extends PGlite {
  #isUnderWay = false;

  override isInTransaction(): boolean {
    return this.#isUnderWay || super.isInTransaction();
  }

  override async execProtocolRawStream(
    ...[message, options]: Parameters<PGlite['execProtocolRawStream']>
  ): Promise<void> {
    this.#isUnderWay = goOn.has(message[0] as number);
    try {
      await super.execProtocolRawStream(message, options);
    } catch (error) {
      // A database's "no" is an answer and not thrown: the engine itself is broken, and with it this process.
      setImmediate(() => {
        throw error;
      });
      throw error;
    }
  }

  /** The socket server rolls back with this what a lost connection left open. */
  override async exec(...[query, options]: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#isUnderWay) {
      this.#isUnderWay = false;
      await this.execProtocolRaw(sync);
    }
    return await super.exec(query, options);
  }
}
