/** The campaign's log, as far as the bundle has it: a signed chain that says how far each debate had come. */
import { canonical } from './canonical.ts';
import { bytesOf, type Fields, fieldsOf, listOf, textOf, wholeOf } from './fields.ts';
import type { Claim, Keys } from './keys.ts';
import type { Log } from './log.ts';
import { NotSound, type ProblemCode } from './problem.ts';
import type { Tools } from './tools.ts';

export type Context = { campaignId: string; debateId: string; keys: Keys; log: Log; tools: Tools };
type Signed = { text: string; hash: string; keyId: string; signature: Uint8Array };
type Head = { debateId: string; sequence: number; hash: string };

const genesis = '0'.repeat(64);
const place = ['campaignId', 'sequence', 'previousHash', 'atMs', 'bootId', 'kind'];

export class CampaignLog {
  count = 0;
  /** The entries of the debate up to this one are under a signature made at `signedAtMs`. */
  signedUpTo = 0;
  signedAtMs: number | null = null;
  /** Hashes of the entries that are in the bundle, by their sequence. */
  readonly hashes = new Map<number, string>();
  readonly #context: Context;
  #previous: { sequence: number; hash: string } | null = null;
  #keyPlace = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  take(line: number, record: unknown): Claim[] {
    const { campaignId, tools } = this.#context;
    const wrong = (code: ProblemCode, detail: string, sequence: number | null = null) =>
      new NotSound({ code, line, sequence, detail });
    const signed = signedIn(record, wrong);
    const body = bodyIn(signed.text, wrong);
    if (body.campaignId !== campaignId) throw wrong('checkpoint-of-other-campaign', String(body.campaignId));
    const sequence = wholeOf(body, 'sequence');
    this.#follow(sequence, body.previousHash, wrong);
    const found = tools.sha256(`debate-hub/checkpoint/1\n${signed.text}`);
    if (found !== signed.hash) throw wrong('checkpoint-hash', `says ${signed.hash}, and is ${found}`);
    this.#previous = { sequence, hash: found };
    this.hashes.set(sequence, found);
    this.count += 1;
    const claim = this.#claim(line, signed, wrong);
    if (body.kind === 'checkpoint') this.#compare(headsIn(body, wrong), wholeOf(body, 'atMs'), wrong);
    return [claim];
  }

  #follow(sequence: number, previousHash: unknown, wrong: Wrong): void {
    const previous = this.#previous ?? (sequence === 1 ? { sequence: 0, hash: genesis } : null);
    if (!previous) return;
    if (sequence !== previous.sequence + 1)
      throw wrong('checkpoint-out-of-sequence', `${sequence} after ${previous.sequence}`);
    if (previousHash !== previous.hash)
      throw wrong('checkpoint-not-linked', `names ${previousHash}, and ${previous.hash} comes before it`);
  }

  /** A key that has been replaced signs no more, whoever may have it by now. */
  #claim(line: number, { hash, keyId, signature }: Signed, wrong: Wrong): Claim {
    const key = this.#context.keys.of(keyId);
    if (!key) throw wrong('checkpoint-key', `no key ${keyId} in this bundle`);
    if (key.place < this.#keyPlace) throw wrong('checkpoint-key', `${keyId} had been replaced`);
    this.#keyPlace = key.place;
    const message = `debate-hub/checkpoint-signature/1\n${hash}`;
    return { publicKey: key.raw, message, signature, line, code: 'checkpoint-signature', detail: keyId };
  }

  #compare(heads: readonly Head[], atMs: number, wrong: Wrong): void {
    const { debateId, log } = this.#context;
    for (const { sequence, hash } of heads.filter((head) => head.debateId === debateId)) {
      const found = log.hashOf(sequence);
      if (found === undefined)
        throw wrong('head-missing-entry', `entry ${sequence} was signed and is missing`, log.length + 1);
      // Signed before, and what comes after it is not what was signed now: somewhere from here on.
      if (found !== hash || sequence < this.signedUpTo)
        throw wrong('head-other-entry', `entry ${sequence} was signed as ${hash}`, this.signedUpTo + 1);
      this.signedUpTo = sequence;
      this.signedAtMs = atMs;
    }
  }
}

type Wrong = (code: ProblemCode, detail: string, sequence?: number | null) => NotSound;

function signedIn(record: unknown, wrong: Wrong): Signed {
  try {
    const fields = fieldsOf(record, ['body', 'hash', 'keyId', 'signature']);
    const signature = bytesOf(fields, 'signature', 64);
    return {
      text: textOf(fields, 'body'),
      hash: textOf(fields, 'hash'),
      keyId: textOf(fields, 'keyId'),
      signature,
    };
  } catch (error) {
    throw wrong('checkpoint-form', String(error));
  }
}

function bodyIn(text: string, wrong: Wrong): Fields {
  try {
    const value = JSON.parse(text);
    if (canonical(value) !== text) throw new TypeError('not the text that RFC 8785 gives');
    const isCheckpoint = fieldsOf(value).kind === 'checkpoint';
    const body = fieldsOf(value, [...place, isCheckpoint ? 'heads' : 'payload']);
    for (const name of ['sequence', 'atMs']) wholeOf(body, name);
    return body;
  } catch (error) {
    throw wrong('checkpoint-not-canonical', String(error));
  }
}

function headsIn(body: Fields, wrong: Wrong): Head[] {
  try {
    const heads = listOf(body, 'heads').map((one) => {
      const head = fieldsOf(one, ['debateId', 'sequence', 'hash']);
      const [debateId, hash] = [textOf(head, 'debateId'), textOf(head, 'hash')];
      return { debateId, sequence: wholeOf(head, 'sequence'), hash };
    });
    if (heads.some(({ debateId }, index) => index > 0 && debateId <= (heads[index - 1] as Head).debateId))
      throw new TypeError('the debates are not in order');
    return heads;
  } catch (error) {
    throw wrong('checkpoint-form', String(error));
  }
}
