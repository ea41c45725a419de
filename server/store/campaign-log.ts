import type { CheckpointFile } from '../platform/checkpoint-file.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/hash.ts';
import type { SigningKey } from '../platform/signing.ts';
import type { RecordBody, RecordContent } from '../protocol/records.ts';
import {
  canonicalRecord,
  nextRecord,
  type RecordHead,
  recordPreimage,
  signedText,
} from '../rules/records.ts';
import type { RecordStore, StoredRecord } from './records.ts';

export type CampaignLogParts = {
  records: RecordStore;
  key: SigningKey;
  clock: Clock;
  /** Where what was signed is remembered outside the database, if anywhere. */
  checkpointFile?: CheckpointFile | undefined;
};

/** Our key was followed by another one: this process must be started again with that. */
export class KeySuperseded extends Error {
  constructor(keyId: string) {
    super(`the signing key ${keyId} is not the newest one any more`);
    this.name = 'KeySuperseded';
  }
}

/** Several processes write one log: whoever finds the place taken goes behind. */
const mostAttempts = 50;

/** Signs entries onto campaigns' logs. The database's key on the sequence is the fence (REC-1). */
export class CampaignLog {
  readonly #parts: CampaignLogParts;

  constructor(parts: CampaignLogParts) {
    this.#parts = parts;
  }

  /** Resolves when the entry is committed and remembered. */
  append(campaignId: string, content: RecordContent): Promise<StoredRecord> {
    return this.#append(campaignId, async () => content) as Promise<StoredRecord>;
  }

  /** Signs how far each debate has come that has moved since the last checkpoint; null where none has (REC-3). */
  checkpoint(campaignId: string): Promise<StoredRecord | null> {
    return this.#append(campaignId, async () => {
      const heads = await this.#parts.records.movedHeads(campaignId);
      return heads.length === 0 ? null : { kind: 'checkpoint', heads };
    });
  }

  // The head is read first: what somebody else signs in between takes our place, and we look again.
  async #append(campaignId: string, say: () => Promise<RecordContent | null>): Promise<StoredRecord | null> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      await this.#assertNewestKey();
      const head = await this.#parts.records.head(campaignId);
      const content = await say();
      if (content === null) return null;
      const record = this.#signed(campaignId, head, content);
      if (await this.#isStored(record)) return this.#remembered(record);
    }
    throw new Error(`no place in the log of campaign ${campaignId} after ${mostAttempts} attempts`);
  }

  async #assertNewestKey(): Promise<void> {
    const { records, key } = this.#parts;
    if ((await records.keys()).at(-1)?.keyId !== key.keyId) throw new KeySuperseded(key.keyId);
  }

  #signed(campaignId: string, head: RecordHead | null, content: RecordContent): StoredRecord {
    const { clock, key } = this.#parts;
    const { atMs, bootId } = clock.read();
    const body: RecordBody = nextRecord(head, content, { campaignId, atMs, bootId });
    const text = canonicalRecord(body);
    const hash = sha256(recordPreimage(text));
    const signed = { body: text, hash, keyId: key.keyId, signature: key.sign(signedText(hash)) };
    const heads = body.kind === 'checkpoint' ? body.heads : [];
    return { ...signed, campaignId, sequence: body.sequence, kind: body.kind, atMs: body.atMs, heads };
  }

  /** An answer that was lost with a connection is looked for: what is there was stored. */
  async #isStored(record: StoredRecord): Promise<boolean> {
    const { records } = this.#parts;
    try {
      return await records.append(record);
    } catch (error) {
      if ((await records.hashAt(record.campaignId, record.sequence)) === record.hash) return true;
      throw error;
    }
  }

  #remembered(record: StoredRecord): StoredRecord {
    const { campaignId, sequence, hash, atMs, heads } = record;
    this.#parts.checkpointFile?.note({ campaignId, sequence, hash, atMs, heads: [...heads] });
    return record;
  }
}
