import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bySystem, EvidenceLog, type EvidenceSource } from '../../server/debates/evidence-log.ts';
import { openClock } from '../../server/platform/clock.ts';
import { sha256 } from '../../server/platform/hash.ts';
import type { EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../server/rules/chain.ts';
import { evidenceStore, HomeLost } from '../../server/store/evidence.ts';
import { layDebate } from '../store/contract/laid-campaign.ts';
import { openStoresUnderTest, type StoresUnderTest } from '../support/stores.ts';

const clock = openClock();
const raised = (): EvidenceFact => ({ kind: 'hand.raised', payload: { slotId: randomUUID() } });

/** `late`: it is given up, and lands all the same right before the next. */
type Break = 'before' | 'after' | 'late' | 'never';

/** Breaks the line to the database around an append: before it arrives, or after it was committed. */
function flaky(source: EvidenceSource, breaks: Break[]): EvidenceSource {
  const late: (readonly EvidenceEntry[])[] = [];
  return {
    ...source,
    append: async (entries) => {
      for (const before of late.splice(0)) await source.append(before);
      const when = breaks.shift() ?? 'never';
      if (when === 'late') late.push(entries);
      if (when === 'before' || when === 'late') throw new Error('the line broke');
      await source.append(entries);
      if (when === 'after') throw new Error('the line broke');
    },
  };
}

describe('the head of a chain whose answers get lost', () => {
  let database: StoresUnderTest;
  beforeAll(async () => {
    database = await openStoresUnderTest();
  });
  afterAll(() => database?.close());

  async function open(breaks: Break[], known?: string) {
    const debateId = known ?? (await layDebate(database)).home.debateId;
    const committed: EvidenceEntry[] = [];
    const source = evidenceStore(database.database);
    const onCommitted = (entries: readonly EvidenceEntry[]) => void committed.push(...entries);
    const log = new EvidenceLog({ debateId, source: flaky(source, breaks), last: undefined, onCommitted });
    const append = () => log.append([raised(), raised()], bySystem, clock.read());
    return { append, committed, stored: () => source.read(debateId), log, debateId };
  }

  it('EVID-2 what was committed although the answer was lost counts once, and the chain goes on', async () => {
    const { append, committed, stored } = await open(['never', 'after', 'never']);
    for (let turn = 0; turn < 3; turn += 1) await append();
    expect(committed).toEqual(await stored());
    expect(committed).toHaveLength(6);
    expect(firstBrokenEntry(committed, sha256)).toBeNull();
  });

  it('EVID-2 what never arrived is refused, and its place is taken by the next', async () => {
    const { append, committed, stored } = await open(['never', 'before', 'never']);
    await append();
    await expect(append()).rejects.toThrow('the evidence was not committed');
    await append();
    expect(committed).toEqual(await stored());
    expect(committed).toHaveLength(4);
  });

  it('EVID-2 what was given up and lands before the next one is ours, and no other process’s', async () => {
    const { append, committed, stored } = await open(['late', 'never', 'never']);
    await expect(append()).rejects.toThrow('the evidence was not committed');
    await expect(append()).rejects.toThrow('the evidence was not committed');
    await append();
    expect(committed).toEqual(await stored());
    expect(committed).toHaveLength(4);
    expect(firstBrokenEntry(committed, sha256)).toBeNull();
  });

  it('EVID-2 where another process has written, this one stops', async () => {
    const mine = await open([]);
    await mine.append();
    const other = await open([], mine.debateId);
    await expect(other.append()).rejects.toThrow(HomeLost);
    expect(other.committed).toEqual([]);
  });
});
