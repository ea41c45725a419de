import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { fileOf, linesOf, type Parts, partsOf, receiptOf } from './bundle-maker.ts';
import { canonical, type Signer, sha256 } from './signer.ts';

/** A number from 0 to under the given one. */
export type Pick = (under: number) => number;

/** A bundle that somebody has changed, and the first line, or entry, that is not what was given out. */
export type Tampered = { how: string; bytes: Buffer; line?: number; sequence?: number; receipts?: string[] };

export type Bundle = { log: readonly EvidenceEntry[]; parts: Parts; lines: readonly string[]; bytes: Buffer };

export function bundleOf(log: readonly EvidenceEntry[], signers: readonly Signer[], every: number): Bundle {
  const parts = partsOf(log, signers, every);
  const lines = linesOf(parts);
  return { log, parts, lines, bytes: Buffer.from(fileOf(lines)) };
}

const ways = { flip, drop, insert, swap, truncate, rechain, restore, older } as const;
export type Way = keyof typeof ways;
export const wayNames = Object.keys(ways) as Way[];

export function tampered(bundle: Bundle, way: Way, pick: Pick): Tampered {
  return { ...ways[way](bundle, pick), how: way };
}

type Change = Omit<Tampered, 'how'>;

/** One bit of one byte, anywhere. */
function flip({ bytes }: Bundle, pick: Pick): Change {
  const changed = Buffer.from(bytes);
  const at = pick(bytes.length);
  changed[at] = (bytes[at] as number) ^ (1 << pick(8));
  const line = bytes.subarray(0, at).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);
  return { bytes: changed, line };
}

function drop({ lines }: Bundle, pick: Pick): Change {
  return against(lines, lines.toSpliced(pick(lines.length), 1));
}

/** A line of the same bundle once more, somewhere else. */
function insert({ lines }: Bundle, pick: Pick): Change {
  const copy = lines[pick(lines.length)] as string;
  return against(lines, lines.toSpliced(pick(lines.length + 1), 0, copy));
}

function swap({ lines }: Bundle, pick: Pick): Change {
  const [one, other] = [pick(lines.length), pick(lines.length - 1)];
  const second = other >= one ? other + 1 : other;
  return against(lines, lines.with(one, lines[second] as string).with(second, lines[one] as string));
}

function against(lines: readonly string[], changed: readonly string[]): Change {
  const first = changed.findIndex((line, index) => line !== lines[index]);
  return { bytes: written(changed), line: (first < 0 ? changed.length : first) + 1 };
}

function truncate({ bytes }: Bundle, pick: Pick): Change {
  const changed = bytes.subarray(0, pick(bytes.length));
  return { bytes: changed, line: changed.filter((byte) => byte === 10).length + 1 };
}

/** Whoever holds the database and no key: an entry is changed, and every hash from there on is right again. */
function rechain({ lines, parts }: Bundle, pick: Pick): Change {
  const from = pick(parts.entries.length);
  const entries = chainedAgain(parts.entries.slice(0, from), parts.entries.slice(from), pick(60_000) + 1);
  const before = parts.headsAt.filter((count) => count <= from).at(-1) ?? 0;
  return { bytes: written(withEntries(lines, parts, entries)), sequence: before + 1 };
}

/** A database restored from before: its chain is whole, and shorter than what was signed. */
function restore({ lines, parts }: Bundle, pick: Pick): Change {
  const kept = pick(parts.entries.length);
  const entries = parts.entries.slice(0, kept);
  return { bytes: written(withEntries(lines, parts, entries)), sequence: kept + 1 };
}

/** A whole bundle of an earlier time, truly signed then: only somebody who kept a receipt can tell. */
function older({ log, parts }: Bundle, pick: Pick): Change {
  const kept = log.filter(({ kind }) => kind === 'member.joined' || kind === 'member.left');
  const entry = kept[pick(kept.length)];
  if (!entry || entry.sequence < 2) return { bytes: Buffer.alloc(0), line: 1 };
  const until = 1 + pick(entry.sequence - 1);
  const kind = entry.kind === 'member.joined' ? 'joined' : 'left';
  const receipts = [receiptOf(parts.signers.at(-1) as Signer, entry, kind)];
  const { bytes } = bundleOf(log.slice(0, until), parts.signers, 10);
  return { bytes, sequence: until + 1, receipts };
}

type Entries = Parts['entries'];

function chainedAgain(before: Entries, changed: Entries, laterMs: number): Entries {
  const entries = [...before];
  for (const { text } of changed) {
    const body = JSON.parse(text) as { atMs: number };
    const previousHash = entries.at(-1)?.hash ?? '0'.repeat(64);
    const again = canonical({ ...body, atMs: body.atMs + laterMs, previousHash });
    entries.push({ text: again, hash: sha256(`debate-hub/evidence/1\n${again}`) });
  }
  return entries;
}

/** The same file with another log in it, and its last line as right as it can be made without a key. */
function withEntries(lines: readonly string[], parts: Parts, entries: Entries): string[] {
  const first = 1 + parts.signers.length;
  const again = entries.map(({ text, hash }) => JSON.stringify({ entry: text, hash }));
  const changed = lines.toSpliced(first, parts.entries.length, ...again);
  const { end } = JSON.parse(changed.pop() as string) as { end: object };
  const digest = sha256(fileOf(changed));
  return [...changed, JSON.stringify({ end: { ...end, entries: entries.length, sha256: digest } })];
}

const written = (lines: readonly string[]): Buffer => Buffer.from(fileOf(lines));

/** Whether a bundle's entries are what was changed first, and not something around them. */
export function isAmongEntries({ parts }: Bundle, { line, sequence }: Tampered): boolean {
  const first = 2 + parts.signers.length;
  return (
    sequence !== undefined || (line !== undefined && first <= line && line < first + parts.entries.length)
  );
}

/** Whether this line, or this entry, is where the change begins. */
export function isThere(
  { parts }: Bundle,
  { line, sequence }: Tampered,
  found: { line: number; sequence: number | null },
): boolean {
  const lineOfEntry = found.sequence === null ? null : parts.signers.length + 1 + found.sequence;
  return sequence === undefined ? line === found.line || line === lineOfEntry : sequence === found.sequence;
}
