import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '../../../server/platform/hash.ts';
import type { EvidenceBody, EvidenceEntry } from '../../../server/protocol/evidence.ts';
import { firstBrokenEntry, genesisHash, preimage } from '../../../server/rules/chain.ts';
import { HomeLost } from '../../../server/store/evidence.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';

const bootId = randomUUID();

type Place = { sequence: number; hash: string };
const beginning: Place = { sequence: 0, hash: genesisHash };

function entryAfter(before: Place, debateId: string, commandId: string | null = null): EvidenceEntry {
  const body: EvidenceBody = {
    debateId,
    sequence: before.sequence + 1,
    previousHash: before.hash,
    atMs: startMs + before.sequence,
    monotonicMs: before.sequence,
    bootId,
    actor: { kind: 'system' },
    commandId,
    kind: 'hand.raised',
    payload: { slotId: randomUUID() },
  };
  return { ...body, hash: sha256(preimage(body)) };
}

function chainOf(debateId: string, length: number): EvidenceEntry[] {
  const entries: EvidenceEntry[] = [];
  while (entries.length < length) entries.push(entryAfter(entries.at(-1) ?? beginning, debateId));
  return entries;
}

export function evidenceContract(given: Given): void {
  it('EVID-1 what is read is what was appended, in order, and its chain is whole', async () => {
    const { evidence } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    expect(await evidence.head(debateId)).toBeNull();
    const entries = chainOf(debateId, 5);
    await evidence.append(entries.slice(0, 2));
    await evidence.append(entries.slice(2));
    await evidence.append([]);
    const read = await evidence.read(debateId);
    expect(read).toEqual(entries);
    expect(firstBrokenEntry(read, sha256)).toBeNull();
    expect(await evidence.head(debateId)).toEqual({ sequence: 5, hash: entries[4]?.hash });
  });

  it('EVID-1 the stored text is the one that was hashed, byte for byte', async () => {
    const { stores, pool } = given();
    const { debateId } = (await layDebate(given())).home;
    await stores.evidence.append(chainOf(debateId, 1));
    const { rows } = await pool.query('select body, hash from evidence where debate_id = $1', [debateId]);
    expect(sha256(`debate-hub/evidence/1\n${rows[0].body}`)).toBe(rows[0].hash);
  });

  it('EVID-2 of many writers of one place one writes and the others lose their home', async () => {
    const { evidence } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    const writers = Array.from({ length: 8 }, () => evidence.append([entryAfter(beginning, debateId)]));
    const settled = await Promise.allSettled(writers);
    const lost = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(lost).toHaveLength(7);
    for (const reason of lost) expect(reason).toBeInstanceOf(HomeLost);
    expect(await evidence.read(debateId)).toHaveLength(1);
  });

  it('EVID-2 an append that meets a taken place stores none of its entries', async () => {
    const { evidence } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    const [first, second, third] = chainOf(debateId, 3) as [EvidenceEntry, EvidenceEntry, EvidenceEntry];
    await evidence.append([first, second]);
    await expect(evidence.append([second, third])).rejects.toBeInstanceOf(HomeLost);
    expect(await evidence.head(debateId)).toEqual({ sequence: 2, hash: second.hash });
  });

  it('EVID-3 the database refuses to change, delete or empty evidence', async () => {
    const { stores, pool } = given();
    const { debateId } = (await layDebate(given())).home;
    await stores.evidence.append(chainOf(debateId, 2));
    for (const text of [
      "update evidence set body = '{}'",
      'delete from evidence where sequence = 1',
      'truncate evidence',
      'truncate debate cascade',
    ]) {
      await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await stores.evidence.read(debateId)).toHaveLength(2);
  });

  it('EVID-4 a command finds itself in the evidence of its own debate only', async () => {
    const { evidence } = given().stores;
    const [here, elsewhere] = [(await layDebate(given())).home, (await layDebate(given())).home];
    const commandId = randomUUID();
    await evidence.append([entryAfter(beginning, here.debateId, commandId)]);
    const commandsIn = async (debateId: string) =>
      (await evidence.read(debateId)).map((entry) => entry.commandId);
    expect(await commandsIn(here.debateId)).toEqual([commandId]);
    expect(await commandsIn(elsewhere.debateId)).toEqual([]);
  });
}
