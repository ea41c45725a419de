/** The chain of a debate's entries: each is the one text of what it says, and names the one before it. */
import { canonical } from './canonical.ts';
import { type Fields, fieldsOf, textOf, textOrNull, wholeOf } from './fields.ts';
import { NotSound, type ProblemCode } from './problem.ts';
import type { Tools } from './tools.ts';

export type Entry = { sequence: number; atMs: number; kind: string; payload: unknown };

const beforeTheFirst = '0'.repeat(64);

const entryFields = [
  'debateId',
  'sequence',
  'previousHash',
  'atMs',
  'monotonicMs',
  'bootId',
  'actor',
  'commandId',
  'kind',
  'payload',
];

export class Log {
  readonly #tools: Tools;
  readonly #debateId: string;
  readonly #hashes: string[] = [];

  constructor(debateId: string, tools: Tools) {
    this.#debateId = debateId;
    this.#tools = tools;
  }

  get length(): number {
    return this.#hashes.length;
  }

  /** Before the first entry: 64 zeros. Undefined where the bundle has no such entry. */
  hashOf(sequence: number): string | undefined {
    return sequence === 0 ? beforeTheFirst : this.#hashes[sequence - 1];
  }

  /** The next entry of the chain, or `NotSound`. */
  take(line: number, { entry: text, hash }: { entry: string; hash: string }): Entry {
    const expected = this.length + 1;
    const wrong = (code: ProblemCode, detail: string) =>
      new NotSound({ code, line, sequence: expected, detail });
    const body = bodyOf(text, wrong);
    if (body.debateId !== this.#debateId) throw wrong('entry-of-other-debate', String(body.debateId));
    if (body.sequence !== expected)
      throw wrong('entry-out-of-sequence', `${body.sequence} where ${expected} belongs`);
    const previous = this.hashOf(expected - 1);
    if (body.previousHash !== previous)
      throw wrong('entry-not-linked', `names ${body.previousHash}, and ${previous} comes before it`);
    const found = this.#tools.sha256(`debate-hub/evidence/1\n${text}`);
    if (found !== hash) throw wrong('entry-hash', `says ${hash}, and is ${found}`);
    this.#hashes.push(hash);
    return { sequence: expected, atMs: body.atMs, kind: body.kind, payload: body.payload };
  }
}

type Body = Entry & { debateId: unknown; previousHash: unknown };
type Wrong = (code: ProblemCode, detail: string) => NotSound;

function bodyOf(text: string, wrong: Wrong): Body {
  const body = parsed(text, wrong);
  try {
    const fields = fieldsOf(body, entryFields);
    whoDid(fieldsOf(fields.actor));
    textOrNull(fields, 'commandId');
    textOf(fields, 'bootId');
    wholeOf(fields, 'monotonicMs');
    const { debateId, previousHash, payload } = fields;
    const [sequence, atMs] = [wholeOf(fields, 'sequence'), wholeOf(fields, 'atMs')];
    return { debateId, previousHash, sequence, atMs, kind: textOf(fields, 'kind'), payload };
  } catch (error) {
    throw wrong('entry-form', String(error));
  }
}

function parsed(text: string, wrong: Wrong): unknown {
  let body: unknown;
  let again: string;
  try {
    body = JSON.parse(text);
    again = canonical(body);
  } catch (error) {
    throw wrong('entry-not-canonical', String(error));
  }
  if (again !== text) throw wrong('entry-not-canonical', 'the text is not the one that RFC 8785 gives');
  return body;
}

/** From the connection only: an account with its role, or the hub itself. */
function whoDid(actor: Fields): void {
  if (textOf(actor, 'kind') === 'system') fieldsOf(actor, ['kind']);
  else fieldsOf(actor, ['kind', 'accountId', 'role']);
}
