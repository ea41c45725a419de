import { describe, expect, it } from 'vitest';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { type ProblemCode, problemCodes } from '../../verify/core/problem.ts';
import { asked } from './asked.ts';
import { fileOf, linesOf, partsOf, receiptOf, recordOf, resealed } from './bundle-maker.ts';
import { heldDebate } from './held-debate.ts';
import { canonical, Signer, sha256 } from './signer.ts';

const signers = [new Signer(), new Signer()] as const;
const [oldKey, newKey] = signers;
const stranger = new Signer();
const log = heldDebate();
const open = linesOf(partsOf(log, signers, 20)).slice(0, -1);

/** Line numbers from 0: a header, two keys, the entries, four checkpoints, three verdicts. */
const [firstEntry, firstCheckpoint] = [3, 3 + log.length];
const firstVerdict = firstCheckpoint + 4;

type Json = Record<string, unknown>;
type Record_ = Json & { checkpoint: { body: string }; verdict: Json; key: Json };
const parsed = (line: number): Record_ => JSON.parse(open[line] as string) as Record_;

/** Everything but one line as it was, and the file sealed by the hub's own key: what a single check must find. */
const only = (line: number, record: object | string): string[] =>
  resealed(open.with(line, typeof record === 'string' ? record : JSON.stringify(record)), newKey);
const without = (line: number): string[] => resealed(open.toSpliced(line, 1), newKey);

/** An entry that says something else under a hash that is right. */
function entryThat(sequence: number, change: (body: Json) => Json, write = canonical): string[] {
  const { entry } = JSON.parse(open[firstEntry + sequence - 1] as string) as { entry: string };
  const text = write(change(JSON.parse(entry) as Json));
  return only(firstEntry + sequence - 1, { entry: text, hash: sha256(`debate-hub/evidence/1\n${text}`) });
}

/** An entry of the campaign's log that says something else, signed all the same. */
function checkpointThat(line: number, change: Json, signer: Signer = line < 2 ? oldKey : newKey): string[] {
  const body = JSON.parse(parsed(firstCheckpoint + line).checkpoint.body) as Json;
  return only(firstCheckpoint + line, { checkpoint: recordOf({ ...body, ...change }, signer) });
}

const checkpointWith = (change: Json): string[] =>
  only(firstCheckpoint, { checkpoint: { ...parsed(firstCheckpoint).checkpoint, ...change } });
const verdictWith = (change: Json): string[] =>
  only(firstVerdict, { verdict: { ...parsed(firstVerdict).verdict, ...change } });
const keyWith = (line: number, change: Json): string[] =>
  only(line, { key: { ...parsed(line).key, ...change } });

const joined = log.find(({ kind }) => kind === 'member.joined') as EvidenceEntry;
const receipt = receiptOf(newKey, joined, 'joined');
const withReceipt = (text: string) => ({ lines: resealed(open, newKey), receipts: [text] });
const stamp = (record: object) =>
  resealed(open.toSpliced(firstVerdict, 0, JSON.stringify({ timestamp: record })), newKey);
const people = (code: string, more: Json) => {
  const reasons = [
    ...(parsed(firstVerdict).verdict.reasons as object[]),
    { code, measured: null, needed: null },
  ];
  return verdictWith({ reasons, ...more });
};

type Wrong = string[] | { lines: string[]; receipts?: string[]; firstKey?: string };

const wrongs: [ProblemCode, string, Wrong][] = [
  ['line-form', 'a space', only(firstEntry, `${open[firstEntry]} `)],
  ['line-form', 'a field too many', only(firstEntry, `${open[firstEntry]?.slice(0, -1)},"more":1}`)],
  ['line-form', 'an entry that is no text', only(firstEntry, { entry: 1, hash: '' })],
  ['line-form', 'another version', only(0, { ...parsed(0), bundle: 2 })],
  ['line-form', 'no such record', only(firstEntry, { something: 1 })],
  ['line-order', 'no first line', without(0)],
  ['line-order', 'no key', resealed(open.toSpliced(1, 2), newKey)],
  [
    'line-order',
    'a key after entries',
    resealed([...open.slice(0, 4), open[2] as string, ...open.slice(4)], newKey),
  ],
  ['line-order', 'a line after the last', [...resealed(open, newKey), open[1] as string]],
  ['cut-short', 'no last line', [...open]],
  ['entry-form', 'a field less', entryThat(1, ({ commandId: _, ...body }) => body)],
  [
    'entry-form',
    'an actor with more',
    entryThat(1, (body) => ({ ...body, actor: { kind: 'system', more: 1 } })),
  ],
  [
    'entry-not-canonical',
    'in another order',
    entryThat(1, (body) => Object.fromEntries(Object.entries(body).reverse()), JSON.stringify),
  ],
  ['entry-of-other-debate', 'moved here', entryThat(1, (body) => ({ ...body, debateId: 'another' }))],
  ['entry-out-of-sequence', 'one less', without(firstEntry + 4)],
  [
    'entry-not-linked',
    'another one before',
    entryThat(5, (body) => ({ ...body, previousHash: 'f'.repeat(64) })),
  ],
  [
    'entry-hash',
    'changed',
    only(firstEntry, (open[firstEntry] as string).replace('Candidate 1', 'Candidate 9')),
  ],
  ['entry-unreadable', 'no instant', entryThat(2, (body) => ({ ...body, payload: null }))],
  ['key-form', 'another name', keyWith(2, { keyId: 'f'.repeat(16) })],
  ['key-not-endorsed', 'by nobody', keyWith(2, { endorsement: null })],
  ['key-not-endorsed', 'by a stranger', keyWith(2, { endorsement: stranger.sign('anything') })],
  ['key-not-endorsed', 'after another key', keyWith(2, { previousKeyId: stranger.keyId })],
  ['key-not-endorsed', 'a first one that is none', keyWith(1, { previousKeyId: stranger.keyId })],
  ['key-not-the-given-one', 'a stranger’s', { lines: resealed(open, newKey), firstKey: stranger.publicKey }],
  ['checkpoint-form', 'a field more', checkpointWith({ more: 1 })],
  ['checkpoint-form', 'heads out of order', checkpointThat(0, { heads: [head('b'), head('a')] })],
  ['checkpoint-form', 'one debate twice', checkpointThat(0, { heads: [head('a'), head('a')] })],
  [
    'checkpoint-not-canonical',
    'a space',
    checkpointWith({ body: `${parsed(firstCheckpoint).checkpoint.body} ` }),
  ],
  ['checkpoint-not-canonical', 'a field more', checkpointThat(0, { more: 1 })],
  ['checkpoint-of-other-campaign', 'moved here', checkpointThat(0, { campaignId: 'another' })],
  ['checkpoint-out-of-sequence', 'one less', without(firstCheckpoint + 1)],
  ['checkpoint-not-linked', 'another one before', checkpointThat(1, { previousHash: 'f'.repeat(64) })],
  [
    'checkpoint-not-linked',
    'a first one with one before',
    checkpointThat(0, { previousHash: 'f'.repeat(64) }),
  ],
  ['checkpoint-hash', 'changed', checkpointWith({ hash: 'f'.repeat(64) })],
  ['checkpoint-key', 'a stranger’s', checkpointThat(0, {}, stranger)],
  ['checkpoint-key', 'one that was replaced', checkpointThat(3, {}, oldKey)],
  ['checkpoint-signature', 'a stranger’s', checkpointWith({ signature: stranger.sign('anything') })],
  ['head-missing-entry', 'more were signed', without(firstCheckpoint - 1)],
  ['head-other-entry', 'another hash', checkpointThat(0, { heads: [ownHead(20, 'f'.repeat(64))] })],
  [
    'head-other-entry',
    'back to an older one',
    checkpointThat(1, { heads: [ownHead(3, log[2]?.hash ?? '')] }),
  ],
  ['entries-without-signature', 'the last ones', without(firstVerdict - 1)],
  ['time-stamp', 'of something else', stamp({ checkpointSequence: 1, response: 'AAAA' })],
  ['time-stamp', 'of what is not here', stamp({ checkpointSequence: 9, response: 'AAAA' })],
  ['time-stamp', 'of no form', stamp({ checkpointSequence: 1, response: '?' })],
  ['verdict-form', 'twice', resealed([...open, open[firstVerdict] as string], newKey)],
  ['verdict-form', 'of a stranger', verdictWith({ slotId: stranger.keyId })],
  ['verdict-form', 'a field more', verdictWith({ more: 1 })],
  ['verdict-form', 'no such status', verdictWith({ status: 'superseded' })],
  ['verdict-missing', 'one less', without(firstVerdict)],
  ['verdict-evidence', 'another entry', verdictWith({ evidenceSequence: 3 })],
  ['verdict-differs', 'another outcome', verdictWith({ outcome: 'absent' })],
  ['verdict-differs', 'a minute less', verdictWith({ presentMs: 59 * 60_000 })],
  ['verdict-differs', 'more that counts', verdictWith({ countableMs: 61 * 60_000 })],
  ['verdict-differs', 'another arrival', verdictWith({ arrivedAtMs: null })],
  ['verdict-differs', 'another reason', verdictWith({ reasons: [] })],
  ['verdict-differs', 'another rule', verdictWith({ ruleVersion: 2 })],
  ['verdict-differs', 'people without a reason', verdictWith({ origin: 'silence', outcome: 'unknown' })],
  [
    'verdict-differs',
    'silence that harms',
    people('not-confirmed', { origin: 'silence', outcome: 'absent' }),
  ],
  [
    'verdict-differs',
    'a ruling on what was whole',
    people('partial-is-absent', { origin: 'partial', outcome: 'absent' }),
  ],
  ['verdict-differs', 'a reason of nobody’s', people('because', { origin: 'silence', outcome: 'unknown' })],
  ['count', 'one more is said', miscounted()],
  [
    'seal',
    'another title',
    [...only(0, { ...parsed(0), exportedAtMs: 1 }).slice(0, -1), resealed(open, newKey).at(-1) ?? ''],
  ],
  ['seal', 'another hash', saidHash()],
  ['seal', 'by a stranger', resealed(open, stranger)],
  ['seal', 'with a stranger’s signature', forgedSeal()],
  ['receipt-form', 'no receipt', withReceipt('{"receipt":{}}')],
  ['receipt-form', 'in another order', withReceipt(reordered(receipt))],
  ['receipt-signature', 'changed', withReceipt(receipt.replace(newKey.keyId, oldKey.keyId))],
  ['receipt-signature', 'a stranger’s', withReceipt(receiptOf(stranger, joined, 'joined'))],
  [
    'receipt-missing-entry',
    'of a later entry',
    withReceipt(receiptOf(newKey, { ...joined, sequence: 999 }, 'joined')),
  ],
  [
    'receipt-other-entry',
    'of another entry',
    withReceipt(receiptOf(newKey, { ...joined, hash: 'f'.repeat(64) }, 'joined')),
  ],
  ['receipt-other-entry', 'of another kind', withReceipt(receiptOf(newKey, joined, 'left'))],
  [
    'receipt-other-entry',
    'at another time',
    withReceipt(receiptOf(newKey, { ...joined, atMs: 1 }, 'joined')),
  ],
];

function reordered(line: string): string {
  const { receipt: kept } = JSON.parse(line) as { receipt: { body: string } };
  const body = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(kept.body)).reverse()));
  return JSON.stringify({ receipt: { ...kept, body } });
}

function head(debateId: string): Json {
  return { debateId, sequence: 1, hash: 'f'.repeat(64) };
}

function ownHead(sequence: number, hash: string): Json {
  return { debateId: joined.debateId, sequence, hash };
}

function lastLine(): { end: Json } {
  return JSON.parse(resealed(open, newKey).at(-1) ?? '') as { end: Json };
}

function miscounted(): string[] {
  const { end } = lastLine();
  return [...open, JSON.stringify({ end: { ...end, entries: log.length + 1 } })];
}

function saidHash(): string[] {
  const { end } = lastLine();
  return [...open, JSON.stringify({ end: { ...end, sha256: 'f'.repeat(64) } })];
}

function forgedSeal(): string[] {
  const { end } = lastLine();
  return [...open, JSON.stringify({ end: { ...end, signature: stranger.sign('anything') } })];
}

describe('each thing that can be wrong, alone in a file that is right otherwise', () => {
  it.each(wrongs)('%s: %s', async (code, _, wrong) => {
    const { lines, ...more } = Array.isArray(wrong) ? { lines: wrong } : wrong;
    expect((await asked(fileOf(lines), more)).problem?.code).toBe(code);
  });

  it('is all that there is', () => {
    expect(new Set(wrongs.map(([code]) => code))).toEqual(new Set(problemCodes));
  });

  it('and what people may decide is none of it', async () => {
    const silent = people('not-confirmed', { origin: 'silence', outcome: 'unknown', status: 'final' });
    expect(await asked(fileOf(silent))).toMatchObject({ problem: null });
    const corrected = people('objection-upheld', { origin: 'objection', outcome: 'late', status: 'final' });
    expect(await asked(fileOf(corrected))).toMatchObject({ problem: null });
  });
});
