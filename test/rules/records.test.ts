import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordContent, SignedRecord } from '../../server/protocol/records.ts';
import { type ClockPair, wallJumpMs } from '../../server/rules/clock-watch.ts';
import {
  bodyOf,
  canonicalReceipt,
  canonicalRecord,
  firstBrokenRecord,
  firstUnlikeSigned,
  nextRecord,
  type RecordHead,
  recordPreimage,
  signedText,
} from '../../server/rules/records.ts';
import { idOf, sha256 } from './debate-log.ts';

const keyId = '0123456789abcdef';
/** A signature that only the owner of `secret` can make; which mathematics it rests on is not these rules' matter. */
const signWith = (secret: string, text: string) =>
  createHash('sha512').update(`${secret}\n${text}`).digest('base64');
const checks = {
  digest: sha256,
  verify: (id: string, text: string, signature: string) =>
    id === keyId && signature === signWith('ours', text),
};

const moment = { campaignId: idOf(1), bootId: idOf(2) };

function signed(head: RecordHead | null, content: RecordContent, by: { atMs: number; secret?: string }) {
  const body = nextRecord(head, content, { ...moment, atMs: by.atMs });
  const text = canonicalRecord(body);
  const hash = sha256(recordPreimage(text));
  const record: SignedRecord = {
    ...{ body: text, hash, keyId },
    signature: signWith(by.secret ?? 'ours', signedText(hash)),
  };
  return { record, head: { sequence: body.sequence, hash, atMs: body.atMs } };
}

type Said = { content: RecordContent; atMs: number };

function logOf(said: readonly Said[], secret?: string): SignedRecord[] {
  let head: RecordHead | null = null;
  return said.map(({ content, atMs }) => {
    const next = signed(head, content, secret === undefined ? { atMs } : { atMs, secret });
    head = next.head;
    return next.record;
  });
}

const hash = fc.integer({ min: 0, max: 9 }).map((digit) => `${digit}`.repeat(64));
const head = fc.record({
  debateId: fc.integer({ min: 10, max: 40 }).map(idOf),
  sequence: fc.integer({ min: 1, max: 500 }),
  hash,
});
const content: fc.Arbitrary<RecordContent> = fc.oneof(
  fc
    .uniqueArray(head, { minLength: 1, maxLength: 6, selector: ({ debateId }) => debateId })
    .map((heads): RecordContent => ({ kind: 'checkpoint', heads })),
  fc.constant<RecordContent>({ kind: 'boot', payload: { process: 'server' } }),
  fc
    .integer({ min: -9_000, max: 9_000 })
    .map((byMs): RecordContent => ({ kind: 'clock-jump', payload: { process: 'workers', byMs } })),
);
const said = fc.record({ content, atMs: fc.integer({ min: 0, max: 2_000_000 }) });
const course = fc.array(said, { minLength: 1, maxLength: 12 });

describe("REC-1 a campaign's log", () => {
  it('is whole as it was signed, and its instants never run backwards', () => {
    fc.assert(
      fc.property(course, (all) => {
        const log = logOf(all);
        expect(firstBrokenRecord(log, checks)).toBeNull();
        const instants = log.map((record) => bodyOf(record)?.atMs ?? Number.NaN);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
      }),
    );
  });

  it('is broken exactly where something of it was changed, left out, put in or moved', () => {
    const change = fc.constantFrom('body', 'hash', 'signature', 'keyId', 'drop', 'double', 'swap', 'forge');
    fc.assert(
      fc.property(course, fc.nat(), change, (all, seed, how) => {
        const log = logOf(all);
        const at = seed % log.length;
        const changed = mutate(log, at, how);
        // Nothing stands behind what was cut off at the end; only a later head can show that.
        const isCutOff = how === 'drop' && at === log.length - 1;
        const isUnmoved = how === 'swap' && at === log.length - 1;
        const broken = how === 'double' ? at + 2 : at + 1;
        expect(firstBrokenRecord(changed, checks)).toBe(isCutOff || isUnmoved ? null : broken);
      }),
      { numRuns: 500 },
    );
  });

  it('REC-2 says the same in the same bytes, in whatever order its heads were found', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(head, { minLength: 1, maxLength: 8, selector: ({ debateId }) => debateId }),
        (heads) => {
          const text = (given: typeof heads) =>
            canonicalRecord(nextRecord(null, { kind: 'checkpoint', heads: given }, { ...moment, atMs: 5 }));
          expect(text([...heads].reverse())).toBe(text(heads));
          expect(text(heads.map((one) => ({ ...one, more: 1 })))).toBe(text(heads));
        },
      ),
    );
  });
});

function mutate(log: readonly SignedRecord[], at: number, how: string): SignedRecord[] {
  const record = log[at] as SignedRecord;
  const put = (other: SignedRecord) => log.with(at, other);
  if (how === 'drop') return log.toSpliced(at, 1);
  if (how === 'double') return log.toSpliced(at, 0, record);
  if (how === 'swap' && at + 1 < log.length) {
    return log.with(at, log[at + 1] as SignedRecord).with(at + 1, record);
  }
  if (how === 'swap') return [...log];
  if (how === 'body') return put({ ...record, body: record.body.replace('"atMs":', '"atMs":1') });
  if (how === 'hash') return put({ ...record, hash: flipped(record.hash) });
  if (how === 'signature') return put({ ...record, signature: flipped(record.signature) });
  if (how === 'keyId') return put({ ...record, keyId: flipped(record.keyId) });
  const { hash } = record;
  return put({ ...record, signature: signWith('theirs', signedText(hash)) });
}

const flipped = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1);

describe("REC-8 a debate's log against what was signed of it", () => {
  const entries = Array.from({ length: 6 }, (_, index) => ({ hash: `${index + 1}`.repeat(64) }));
  const headAt = (sequence: number) => ({ sequence, hash: `${sequence}`.repeat(64) });

  it('is found where it was cut off, and where it is another one', () => {
    expect(firstUnlikeSigned(entries, [headAt(3), headAt(6)])).toBeNull();
    expect(firstUnlikeSigned(entries.slice(0, 4), [headAt(3), headAt(6)])).toBe(5);
    expect(firstUnlikeSigned([], [headAt(2)])).toBe(1);
    expect(firstUnlikeSigned(entries.with(2, { hash: '9'.repeat(64) }), [headAt(3), headAt(6)])).toBe(3);
    expect(firstUnlikeSigned(entries, [])).toBeNull();
  });
});

describe('REC-6 a receipt', () => {
  it('is these bytes', () => {
    const body = { campaignId: 'c', debateId: 'd', slotId: 's', kind: 'turn' as const };
    expect(canonicalReceipt({ ...body, sequence: 7, hash: 'h', atMs: 9 })).toBe(
      '{"atMs":9,"campaignId":"c","debateId":"d","hash":"h","kind":"turn","sequence":7,"slotId":"s"}',
    );
  });
});

describe('REC-4 whether a clock was set', () => {
  const after = (before: ClockPair, byMs: number, setMs: number) => ({
    wallMs: before.wallMs + byMs + setMs,
    monotonicMs: before.monotonicMs + byMs,
  });

  it('is told from its going on, for any step and either direction', () => {
    const from = fc.record({ wallMs: fc.nat(4_000_000_000), monotonicMs: fc.nat(1_000_000) });
    fc.assert(
      fc.property(
        from,
        fc.nat(60_000),
        fc.integer({ min: -4_000_000, max: 4_000_000 }),
        (before, byMs, setMs) => {
          expect(wallJumpMs(before, after(before, byMs, setMs))).toBe(Math.abs(setMs) < 500 ? 0 : setMs);
        },
      ),
    );
  });
});
