import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvidenceBody, EvidenceBodySchema, type EvidenceEntry } from '../../server/protocol/evidence.ts';
import {
  canonicalBody,
  firstBrokenEntry,
  genesisHash,
  linkIsIntact,
  preimage,
} from '../../server/rules/chain.ts';
import { at, idOf, logOf, opened, sha256 } from './debate-log.ts';

const log = logOf([
  [at(-60), opened(2)],
  [at(-5), { kind: 'member.joined', payload: { slotId: idOf(1), device: idOf(51) } }],
  [at(0), { kind: 'debate.started', payload: {} }],
  [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
  [at(1), { kind: 'turn.started', payload: { slotId: idOf(1), phase: 0, endsAtMs: at(4) } }],
  [at(2), { kind: 'outage', payload: { slotId: null, fromMs: at(1), toMs: at(2), cause: 'server-down' } }],
  [at(4), { kind: 'debate.ended', payload: { cause: 'moderator' } }],
]);
const [first] = log as [EvidenceEntry];

describe('EVID-1 the form that is hashed', () => {
  it('is RFC 8785 after the name of this format, in the order of the keys and without spaces', () => {
    const body: EvidenceBody = {
      kind: 'debate.started',
      payload: {},
      sequence: 1,
      previousHash: genesisHash,
      debateId: idOf(9),
      atMs: 1000,
      monotonicMs: 5,
      bootId: idOf(8),
      actor: { kind: 'system' },
      commandId: null,
    };
    expect(preimage(body)).toBe(
      `debate-hub/evidence/1\n{"actor":{"kind":"system"},"atMs":1000,"bootId":"${idOf(8)}","commandId":null,` +
        `"debateId":"${idOf(9)}","kind":"debate.started","monotonicMs":5,"payload":{},` +
        `"previousHash":"${genesisHash}","sequence":1}`,
    );
  });

  it('is the same whatever the order of the fields, and holds nothing but the body', () => {
    const turned = Object.fromEntries(
      Object.entries({ ...first, hash: 'another' }).reverse(),
    ) as EvidenceEntry;
    expect(canonicalBody(turned)).toBe(canonicalBody(first));
    expect(EvidenceBodySchema.parse(JSON.parse(canonicalBody(first)))).toBeTruthy();
  });
});

describe('EVID-2 the chain', () => {
  it('an untouched log has no broken entry, nor has the beginning of one', () => {
    expect(first.previousHash).toBe('0'.repeat(64));
    for (let length = 0; length <= log.length; length += 1) {
      expect(firstBrokenEntry(log.slice(0, length), sha256)).toBeNull();
    }
  });

  it('a link is intact only after the entry it names', () => {
    expect(linkIsIntact(genesisHash, first, sha256)).toBe(true);
    expect(linkIsIntact(first.hash, first, sha256)).toBe(false);
  });

  it('any single change of any value in any entry is found at exactly its sequence', () => {
    const index = fc.nat(log.length - 1);
    fc.assert(
      fc.property(index, fc.nat(), fc.integer({ min: 1, max: 9 }), (entry, leaf, by) => {
        const changed = structuredClone(log);
        const paths = leavesOf(changed[entry]);
        changeAt(changed[entry], paths[leaf % paths.length] ?? [], by);
        expect(firstBrokenEntry(changed, sha256)).toBe(entry + 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('an entry taken out, put in twice or out of its place is found where the order breaks', () => {
    const inside = fc.nat(log.length - 2);
    fc.assert(
      fc.property(inside, (index) => {
        const one = log[index] as EvidenceEntry;
        const next = log[index + 1] as EvidenceEntry;
        expect(firstBrokenEntry(log.toSpliced(index, 1), sha256)).toBe(index + 1);
        expect(firstBrokenEntry(log.toSpliced(index, 2, next, one), sha256)).toBe(index + 1);
        expect(firstBrokenEntry(log.toSpliced(index, 0, one), sha256)).toBe(index + 2);
      }),
    );
  });

  it('a last entry that claims another sequence is found, though its hash fits', () => {
    const last = log.at(-1) as EvidenceEntry;
    const claimed = { ...last, sequence: last.sequence + 1 };
    const forged = { ...claimed, hash: sha256(preimage(claimed)) };
    expect(firstBrokenEntry([...log.slice(0, -1), forged], sha256)).toBe(last.sequence);
  });

  it('an entry changed and hashed anew is found at the one after it', () => {
    const forged = { ...first, atMs: first.atMs + 1 };
    const rehashed = { ...forged, hash: sha256(preimage(forged)) };
    expect(firstBrokenEntry([rehashed, ...log.slice(1)], sha256)).toBe(2);
  });
});

/** The paths to every value that is not an object itself. */
function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function changeAt(root: unknown, path: readonly string[], by: number): void {
  const [last] = path.slice(-1) as [string];
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
  const fields = holder as Record<string, unknown>;
  const value = fields[last];
  fields[last] = typeof value === 'number' ? value + by : `${value}${by}`;
}
