/** Receipts that candidates kept: what each stands for must be in the bundle, as it was. */
import { canonical } from './canonical.ts';
import { bytesOf, type Fields, fieldsOf, textOf, wholeOf } from './fields.ts';
import type { Claim, Keys } from './keys.ts';
import type { Entry, Log } from './log.ts';
import { NotSound, type ProblemCode } from './problem.ts';

const names = ['campaignId', 'debateId', 'slotId', 'kind', 'sequence', 'hash', 'atMs'];
const entriesOf: Record<string, readonly string[]> = {
  joined: ['member.joined'],
  turn: ['turn.started'],
  left: ['member.left', 'slot.removed', 'debate.ended'],
};

type Receipt = {
  debateId: string;
  sequence: number;
  hash: string;
  slotId: string;
  kind: string;
  atMs: number;
  signed: { body: string; keyId: string; signature: Uint8Array };
};

export class Receipts {
  readonly #all: Receipt[];
  readonly #seen = new Map<number, Entry>();
  readonly #wanted: Set<number>;

  /** One line of the person's files each. Throws `NotSound` for one that is no receipt. */
  constructor(lines: readonly string[]) {
    this.#all = lines.map(receiptIn);
    this.#wanted = new Set(this.#all.map(({ sequence }) => sequence));
  }

  /** Keeps what receipts stand for. */
  note(entry: Entry): void {
    if (this.#wanted.has(entry.sequence)) this.#seen.set(entry.sequence, entry);
  }

  /** How many are about this debate, and what must have been signed for them; `NotSound` at the first that is not so. */
  check({ debateId, keys, log }: { debateId: string; keys: Keys; log: Log }): {
    count: number;
    claims: Claim[];
  } {
    const own = this.#all.filter((receipt) => receipt.debateId === debateId);
    return { count: own.length, claims: own.map((receipt) => this.#claim(receipt, keys, log)) };
  }

  #claim(receipt: Receipt, keys: Keys, log: Log): Claim {
    const { sequence, hash, slotId, kind, atMs, signed } = receipt;
    const key = keys.of(signed.keyId);
    if (!key) throw wrong('receipt-signature', null, `no key ${signed.keyId} in this bundle`);
    const found = log.hashOf(sequence);
    if (found === undefined)
      throw wrong('receipt-missing-entry', log.length + 1, `entry ${sequence} is missing`);
    const entry = this.#seen.get(sequence);
    const isSame = entry !== undefined && entriesOf[kind]?.includes(entry.kind) && isAbout(entry, slotId);
    if (found !== hash || !isSame || entry?.atMs !== atMs)
      throw wrong('receipt-other-entry', sequence, `entry ${sequence} was ${hash}`);
    const message = `debate-hub/receipt/1\n${signed.body}`;
    const claim = { publicKey: key.raw, message, signature: signed.signature };
    return { ...claim, line: 0, code: 'receipt-signature', detail: `the receipt of entry ${sequence}` };
  }
}

/** The debate's end is everybody's. */
function isAbout({ kind, payload }: Entry, slotId: string): boolean {
  return kind === 'debate.ended' || fieldsOf(payload).slotId === slotId;
}

function receiptIn(line: string): Receipt {
  try {
    const fields = fieldsOf(JSON.parse(line), ['receipt']);
    const outer = fieldsOf(fields.receipt, ['body', 'keyId', 'signature']);
    const text = textOf(outer, 'body');
    const value = JSON.parse(text);
    if (canonical(value) !== text) throw new TypeError('not the text that RFC 8785 gives');
    const signature = bytesOf(outer, 'signature', 64);
    const signed = { body: text, keyId: textOf(outer, 'keyId'), signature };
    return { ...saidIn(fieldsOf(value, names)), signed };
  } catch (error) {
    throw wrong('receipt-form', null, String(error));
  }
}

function saidIn(body: Fields): Omit<Receipt, 'signed'> {
  const [debateId, hash, slotId, kind] = ['debateId', 'hash', 'slotId', 'kind'].map((name) =>
    textOf(body, name),
  ) as [string, string, string, string];
  return { debateId, hash, slotId, kind, sequence: wholeOf(body, 'sequence'), atMs: wholeOf(body, 'atMs') };
}

function wrong(code: ProblemCode, sequence: number | null, detail: string): NotSound {
  return new NotSound({ code, line: 0, sequence, detail });
}
