import type { ClockReading } from '../platform/clock.ts';
import { sha256 } from '../platform/hash.ts';
import type { Actor, EvidenceBody, EvidenceEntry, EvidenceFact } from '../protocol/evidence.ts';
import { genesisHash, preimage } from '../rules/chain.ts';

/** Who caused an entry and by which command. */
export type Cause = { actor: Actor; commandId: string | null };
export const bySystem: Cause = { actor: { kind: 'system' }, commandId: null };

/** Where evidence lives. `append` is all or nothing, and refuses a sequence that is already taken. */
export type EvidenceSource = {
  read(debateId: string): Promise<EvidenceEntry[]>;
  append(entries: readonly EvidenceEntry[]): Promise<void>;
};

/**
 * The head of one debate's chain. Appends are committed when the promise resolves; the database's key on the
 * sequence is the fence: a second writer fails with `HomeLost` and must stop (EVID-2). Callers take turns.
 */
export class EvidenceLog {
  readonly #debateId: string;
  readonly #source: EvidenceSource;
  #sequence: number;
  #hash: string;

  constructor(debateId: string, source: EvidenceSource, last: EvidenceEntry | undefined) {
    this.#debateId = debateId;
    this.#source = source;
    this.#sequence = last?.sequence ?? 0;
    this.#hash = last?.hash ?? genesisHash;
  }

  async append(
    facts: readonly EvidenceFact[],
    cause: Cause,
    reading: ClockReading,
  ): Promise<EvidenceEntry[]> {
    const entries = this.#chained(facts, cause, reading);
    const last = entries.at(-1);
    if (last === undefined) return [];
    await this.#source.append(entries);
    this.#sequence = last.sequence;
    this.#hash = last.hash;
    return entries;
  }

  #chained(facts: readonly EvidenceFact[], cause: Cause, reading: ClockReading): EvidenceEntry[] {
    let previousHash = this.#hash;
    return facts.map((fact, index) => {
      const place = { debateId: this.#debateId, sequence: this.#sequence + index + 1, previousHash };
      const body = { ...fact, ...cause, ...reading, ...place } as EvidenceBody;
      previousHash = sha256(preimage(body));
      return { ...body, hash: previousHash };
    });
  }
}
