/** The campaign's keys: each later one is allowed by the one before it, and the first one by whoever trusts it. */
import { canonical } from './canonical.ts';
import { bytesOf, type Fields, fieldsOf, textOf, textOrNull, wholeOf } from './fields.ts';
import { NotSound, type ProblemCode } from './problem.ts';
import type { SignatureClaim, Tools } from './tools.ts';

export type Key = { keyId: string; publicKey: string; createdAtMs: number; place: number; raw: Uint8Array };

/** Something that must have been signed; it is asked later, since a browser answers only later. */
export type Claim = SignatureClaim & { line: number; code: ProblemCode; detail: string };

export class Keys {
  readonly all: Key[] = [];
  readonly #tools: Tools;
  readonly #given: string | null;

  /** `given`: the first key as base64, from somebody who need not trust the bundle. */
  constructor(given: string | null, tools: Tools) {
    this.#given = given;
    this.#tools = tools;
  }

  of(keyId: string): Key | undefined {
    return this.all.find((key) => key.keyId === keyId);
  }

  /** The next key, and what its predecessor must have signed for it; or `NotSound`. */
  take(line: number, record: unknown): Claim[] {
    const previous = this.all.at(-1);
    const { key, endorsement, previousKeyId } = this.#read(line, record);
    if (!previous && this.#given !== null && key.publicKey !== this.#given)
      throw notSound('key-not-the-given-one', line, `the first key is ${key.publicKey}`);
    if (previousKeyId !== (previous?.keyId ?? null) || this.of(key.keyId))
      throw notSound('key-not-endorsed', line, `${key.keyId} names ${previousKeyId} as the key before it`);
    this.all.push(key);
    if (!previous || endorsement === null) {
      if (previous || endorsement !== null) throw notSound('key-not-endorsed', line, key.keyId);
      return [];
    }
    const { keyId, publicKey, createdAtMs } = key;
    const said = canonical({ keyId, publicKey, createdAtMs, previousKeyId });
    const message = `debate-hub/key/1\n${said}`;
    const claim = { publicKey: previous.raw, message, signature: endorsement };
    return [{ ...claim, line, code: 'key-not-endorsed', detail: keyId }];
  }

  #read(line: number, record: unknown): Read {
    try {
      return this.#parse(record);
    } catch (error) {
      throw notSound('key-form', line, String(error));
    }
  }

  #parse(record: unknown): Read {
    const names = ['keyId', 'publicKey', 'createdAtMs', 'previousKeyId', 'endorsement'];
    const fields = fieldsOf(record, names);
    const raw = bytesOf(fields, 'publicKey', 32);
    const keyId = this.#tools.sha256(raw).slice(0, 16);
    if (textOf(fields, 'keyId') !== keyId) throw new TypeError(`the key is ${keyId}`);
    const [publicKey, createdAtMs] = [textOf(fields, 'publicKey'), wholeOf(fields, 'createdAtMs')];
    const key = { keyId, publicKey, createdAtMs, place: this.all.length, raw };
    const previousKeyId = textOrNull(fields, 'previousKeyId');
    return { key, previousKeyId, endorsement: signatureOrNull(fields) };
  }
}

type Read = { key: Key; previousKeyId: string | null; endorsement: Uint8Array | null };

function signatureOrNull(fields: Fields): Uint8Array | null {
  return fields.endorsement === null ? null : bytesOf(fields, 'endorsement', 64);
}

function notSound(code: ProblemCode, line: number, detail: string): NotSound {
  return new NotSound({ code, line, sequence: null, detail });
}
