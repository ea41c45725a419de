import type { ClockReading } from '../platform/clock.ts';
import { sha256 } from '../platform/hash.ts';
import type { Actor, EvidenceBody, EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import { genesisHash, preimage } from '../rules/chain.ts';
import { HomeLost } from '../store/evidence.ts';

/** Who caused an entry and by which command. */
export type Cause = { actor: Actor; commandId: string | null };
export const bySystem: Cause = { actor: { kind: 'system' }, commandId: null };

/** Where evidence lives. `append` is all or nothing, and refuses a sequence that is already taken. */
export type EvidenceSource = {
  read(debateId: string): Promise<EvidenceEntry[]>;
  append(entries: readonly EvidenceEntry[]): Promise<void>;
  head(debateId: string): Promise<{ sequence: number; hash: string } | null>;
};

/** The database did not take a batch, or did not say what became of it. */
export class NotCommitted extends Error {
  constructor(cause: unknown) {
    super('the evidence was not committed', { cause });
    this.name = 'NotCommitted';
  }
}

export type LogOptions = {
  debateId: string;
  source: EvidenceSource;
  last: EvidenceEntry | undefined;
  /** Told of every batch that is committed, once, in order. */
  onCommitted(entries: readonly EvidenceEntry[]): void;
};

/**
 * The head of one debate's chain. The database's key on the sequence is the fence: where another process has written,
 * this one gets `HomeLost` and must stop (EVID-2). Callers take turns.
 */
export class EvidenceLog {
  readonly #options: LogOptions;
  #sequence: number;
  #hash: string;
  /** Batches that were sent after the head and not answered: any one of them may be in the database. */
  readonly #unanswered: EvidenceEntry[][] = [];

  constructor(options: LogOptions) {
    this.#options = options;
    this.#sequence = options.last?.sequence ?? 0;
    this.#hash = options.last?.hash ?? genesisHash;
  }

  /** Where the next fact will stand. */
  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /** Resolves when the facts are committed. When it rejects, they are not, or `settle` will find them. */
  async append(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): Promise<void> {
    const batch = this.#chained(facts, cause, reading);
    if (batch.length === 0) return;
    this.#unanswered.push(batch);
    try {
      await this.#options.source.append(batch);
    } catch (error) {
      const found = await this.settle();
      if (found === batch) return;
      // Our own batch before, given up and landed after all, takes the place as well as somebody else's does.
      throw error instanceof HomeLost && found === null ? error : new NotCommitted(error);
    }
    this.#accept(batch);
  }

  /**
   * Finds out what became of batches whose answer was lost with a connection; to be called before anything is
   * decided anew. Resolves to the one that is in the database after all.
   */
  async settle(): Promise<readonly EvidenceEntry[] | null> {
    if (this.#unanswered.length === 0) return null;
    const head = await this.#head();
    const found = this.#unanswered.find((batch) => batch.at(-1)?.hash === head?.hash);
    if (found) this.#accept(found);
    else if ((head?.sequence ?? 0) !== this.#sequence) throw new HomeLost(this.#options.debateId);
    return found ?? null;
  }

  async #head(): Promise<{ sequence: number; hash: string } | null> {
    try {
      return await this.#options.source.head(this.#options.debateId);
    } catch (error) {
      throw new NotCommitted(error);
    }
  }

  #accept(batch: readonly EvidenceEntry[]): void {
    const last = batch.at(-1) as EvidenceEntry;
    this.#sequence = last.sequence;
    this.#hash = last.hash;
    this.#unanswered.length = 0;
    this.#options.onCommitted(batch);
  }

  #chained(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): EvidenceEntry[] {
    let previousHash = this.#hash;
    return facts.map((fact, index) => {
      const place = { debateId: this.#options.debateId, sequence: this.#sequence + index + 1, previousHash };
      const body = { ...fact, ...cause, ...reading, ...place } as EvidenceBody;
      previousHash = sha256(preimage(body));
      return { ...body, hash: previousHash };
    });
  }
}
