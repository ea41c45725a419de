/** One bundle, line by line: whose turn each record is, and what is known when the last one has been read. */
import { Account } from './account.ts';
import { CampaignLog } from './campaign-log.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Header, headerFields, headerIn, sealIn } from './first-and-last.ts';
import { type Claim, Keys } from './keys.ts';
import { type Entry, Log } from './log.ts';
import { NotSound, type Problem, type ProblemCode } from './problem.ts';
import type { Receipts } from './receipts.ts';
import { timeStampOf } from './time-stamp.ts';
import type { Digest, Tools } from './tools.ts';
import { Verdicts } from './verdicts.ts';

export type Given = { firstKey: string | null; receipts: Receipts };

const order = ['bundle', 'key', 'entry', 'checkpoint', 'timestamp', 'verdict', 'end'] as const;
type Name = (typeof order)[number];
/** By the fields of its line. */
const names = new Map<string, Name>([
  [headerFields.join(), 'bundle'],
  ['entry,hash', 'entry'],
  ...(['key', 'checkpoint', 'timestamp', 'verdict', 'end'] as const).map((name) => [name, name] as const),
]);

/** What a debate's lines are held against, once the first line has said which debate it is. */
type Parts = { header: Header; log: Log; campaignLog: CampaignLog; verdicts: Verdicts };

export class Bundle {
  readonly account = new Account();
  readonly keys: Keys;
  readonly timeStampsMs: number[] = [];
  /** What is wrong without making what follows worthless. */
  readonly flaws: Problem[] = [];
  lines = 0;
  receipts = 0;
  parts: Parts | null = null;
  readonly #given: Given;
  readonly #tools: Tools;
  readonly #digest: Digest;
  #at: Name | null = null;

  constructor(given: Given, tools: Tools) {
    this.#given = given;
    this.#tools = tools;
    this.#digest = tools.openDigest();
    this.keys = new Keys(given.firstKey, tools);
  }

  /** The next line, without its end. Gives what must have been signed; throws `NotSound`. */
  take(line: string): Claim[] {
    this.lines += 1;
    const { name, record } = this.#read(line);
    this.#step(name);
    if (name === 'bundle') this.#open(record);
    if (name !== 'end') this.#digest.add(`${line}\n`);
    return this.#takeRecord(name, record);
  }

  /** After the last line; `rest` is what no line feed ended. */
  finish(rest: string): Claim[] {
    if (rest !== '' || this.#at !== 'end') {
      this.lines += 1;
      throw this.#wrong(
        'cut-short',
        rest === '' ? 'the last line is missing' : 'the last line is torn',
        true,
      );
    }
    const { debateId, log } = { ...(this.parts as Parts), debateId: (this.parts as Parts).header.debateId };
    const { count, claims } = this.#given.receipts.check({ debateId, keys: this.keys, log });
    this.receipts = count;
    return claims;
  }

  /** The next line is not even text. */
  noText({ message, start }: { message: string; start: string }): NotSound {
    this.lines += 1;
    return this.#wrong('line-form', message, this.#isEntry(start));
  }

  #read(line: string): { name: Name; record: Fields } {
    try {
      const record = fieldsOf(JSON.parse(line));
      if (JSON.stringify(record) !== line) throw new TypeError('not the shortest JSON of its value');
      const name = names.get(Object.keys(record).join());
      if (!name) throw new TypeError('no record of a bundle');
      return { name, record };
    } catch (error) {
      throw this.#wrong('line-form', String(error), this.#isEntry(line));
    }
  }

  /** Records come in one order, the first and the last once. */
  #step(name: Name): void {
    const [from, to] = [order.indexOf(this.#at ?? 'bundle'), order.indexOf(name)];
    const isOnce = name === 'bundle' || name === 'end';
    const mustBe = this.#at === null ? 'bundle' : this.#at === 'bundle' ? 'key' : name;
    if (name !== mustBe || to < from || (to === from && isOnce && this.#at !== null))
      throw this.#wrong('line-order', `${name} after ${this.#at ?? 'nothing'}`, this.#isEntry(`{"${name}"`));
    if (from <= order.indexOf('checkpoint') && to > order.indexOf('checkpoint')) this.#allSigned();
    this.#at = name;
  }

  #takeRecord(name: Name, record: Fields): Claim[] {
    if (name === 'key') return this.keys.take(this.lines, record.key);
    if (name === 'bundle') return [];
    const parts = this.parts as Parts;
    switch (name) {
      case 'entry':
        this.#takeEntry(parts.log, record);
        return [];
      case 'checkpoint':
        return parts.campaignLog.take(this.lines, record.checkpoint);
      case 'timestamp':
        this.timeStampsMs.push(timeStampOf(record.timestamp, parts.campaignLog.hashes, this.#wrong));
        return [];
      case 'verdict':
        this.#note(parts.verdicts.take(this.lines, record.verdict));
        return [];
      default:
        return [this.#end(record.end, parts)];
    }
  }

  #open(record: Fields): void {
    const header = this.#formed(() => headerIn(record));
    const { debateId, campaignId } = header;
    const log = new Log(debateId, this.#tools);
    const context = { campaignId, debateId, keys: this.keys, log, tools: this.#tools };
    const verdicts = new Verdicts(this.account, log);
    this.parts = { header, log, campaignLog: new CampaignLog(context), verdicts };
  }

  #formed<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.#wrong('line-form', String(error));
    }
  }

  #takeEntry(log: Log, record: Fields): void {
    const { entry: text, hash } = record;
    if (typeof text !== 'string' || typeof hash !== 'string')
      throw this.#wrong('line-form', 'an entry is a text and its hash', true);
    const entry = log.take(this.lines, { entry: text, hash });
    this.#given.receipts.note(entry);
    this.#count(entry);
  }

  /** What an entry says must be readable before anything is counted by it. */
  #count(entry: Entry): void {
    try {
      this.account.take(entry);
    } catch (error) {
      const { sequence } = entry;
      const detail = String(error);
      throw new NotSound({ code: 'entry-unreadable', line: this.lines, sequence, detail });
    }
  }

  #allSigned(): void {
    const { log, campaignLog } = this.parts as Parts;
    if (campaignLog.signedUpTo === log.length) return;
    const sequence = campaignLog.signedUpTo + 1;
    const detail = `no signature vouches for entries ${sequence} to ${log.length}`;
    throw new NotSound({ code: 'entries-without-signature', line: this.lines, sequence, detail });
  }

  #end(end: unknown, { log, campaignLog, verdicts }: Parts): Claim {
    const missing = verdicts.missing();
    if (missing !== null) this.#note(this.#wrong('verdict-missing', missing).problem);
    const { signature, keyId, sha256, entries, checkpoints } = this.#formed(() => sealIn(end));
    if (entries !== log.length || checkpoints !== campaignLog.count)
      throw this.#wrong('count', `${log.length} entries and ${campaignLog.count} checkpoints are here`);
    const key = this.keys.of(keyId);
    if (!key) throw this.#wrong('seal', `no key ${keyId} in this bundle`);
    const found = this.#digest.end();
    if (found !== sha256) throw this.#wrong('seal', `says ${sha256}, and the lines before are ${found}`);
    const message = `debate-hub/bundle/1\n${found}`;
    return { publicKey: key.raw, message, signature, line: this.lines, code: 'seal', detail: keyId };
  }

  #note(flaw: Problem | null): void {
    if (flaw) this.flaws.push(flaw);
  }

  /** `isEntry`: this line should have been the next entry. */
  readonly #wrong = (code: ProblemCode, detail: string, isEntry = false): NotSound => {
    const sequence = isEntry && this.parts ? this.parts.log.length + 1 : null;
    return new NotSound({ code, line: this.lines, sequence, detail });
  };

  /** Whether a line that begins like this is an entry, as far as that can be seen. */
  #isEntry(start: string): boolean {
    return this.#at === 'entry' ? !start.startsWith('{"checkpoint"') : start.startsWith('{"entry"');
  }
}
