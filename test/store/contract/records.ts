import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Clock, openClock } from '../../../server/platform/clock.ts';
import { sha256 } from '../../../server/platform/hash.ts';
import { isSignedBy, type SigningKey } from '../../../server/platform/signing.ts';
import type { EvidenceBody, EvidenceEntry } from '../../../server/protocol/evidence.ts';
import { genesisHash, preimage } from '../../../server/rules/chain.ts';
import { bodyOf, firstBrokenRecord } from '../../../server/rules/records.ts';
import { CampaignLog, KeySuperseded } from '../../../server/store/campaign-log.ts';
import { admitKey, endorsed, firstUnendorsed } from '../../../server/store/signing-keys.ts';
import { keyFolder } from '../../support/signing.ts';
import { type Given, layDebate } from './laid-campaign.ts';

const { key: firstKey } = keyFolder();
const file = 'a-key.pem';

function grow(debateId: string, after: EvidenceEntry | undefined, length: number): EvidenceEntry[] {
  const entries: EvidenceEntry[] = [];
  for (let last = after; entries.length < length; last = entries.at(-1)) {
    const sequence = (last?.sequence ?? 0) + 1;
    const place = { debateId, sequence, previousHash: last?.hash ?? genesisHash };
    const by = { actor: { kind: 'system' as const }, commandId: null, bootId: randomUUID() };
    const slotId = randomUUID();
    const body: EvidenceBody = {
      ...{ ...place, ...by, atMs: sequence, monotonicMs: sequence },
      ...{ kind: 'hand.raised', payload: { slotId } },
    };
    entries.push({ ...body, hash: sha256(preimage(body)) });
  }
  return entries;
}

export function recordContract(given: Given): void {
  const logOf = (key: SigningKey = firstKey, clock: Clock = openClock()) =>
    new CampaignLog({ records: given().stores.records, key, clock });

  const laid = async () => {
    const { records } = given().stores;
    const newest = (await records.keys()).at(-1);
    if (newest === undefined) await admitKey(records, firstKey, { file, nowMs: 1 });
    return layDebate(given());
  };

  const wholeLog = async (campaignId: string) => {
    const { records } = given().stores;
    const publicKeys = new Map((await records.keys()).map(({ keyId, publicKey }) => [keyId, publicKey]));
    const verify = (keyId: string, text: string, signature: string) =>
      isSignedBy(publicKeys.get(keyId) ?? '', text, signature);
    const entries = await records.read(campaignId, 1, 1_000_000);
    return { entries, broken: firstBrokenRecord(entries, { digest: sha256, verify }) };
  };

  it('REC-3 a checkpoint names each debate that has moved since the one before, and none where nothing has', async () => {
    const { stores } = given();
    const { campaignId, home } = await laid();
    const log = logOf();
    expect(await log.checkpoint(campaignId)).toBeNull();
    const entries = grow(home.debateId, undefined, 3);
    await stores.evidence.append(entries);
    const first = await log.checkpoint(campaignId);
    expect(first?.heads).toEqual([{ debateId: home.debateId, sequence: 3, hash: entries[2]?.hash }]);
    expect(await log.checkpoint(campaignId)).toBeNull();
    await stores.evidence.append(grow(home.debateId, entries[2], 1));
    expect((await log.checkpoint(campaignId))?.heads).toMatchObject([{ sequence: 4 }]);
    const { firstCheckpoint, lastCheckpoint, sequence } =
      (await stores.records.signedHead(home.debateId)) ?? {};
    expect({ firstCheckpoint, lastCheckpoint, sequence }).toEqual({
      ...{ firstCheckpoint: 1, lastCheckpoint: 2, sequence: 4 },
    });
  });

  it('REC-1 many writers of one log leave one chain without gaps, each entry signed', async () => {
    const { campaignId } = await laid();
    const logs = Array.from({ length: 4 }, () => logOf());
    const boot = { kind: 'boot', payload: { process: 'server' } } as const;
    await Promise.all(logs.flatMap((log) => [1, 2, 3].map(() => log.append(campaignId, boot))));
    const { entries, broken } = await wholeLog(campaignId);
    expect(entries.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(broken).toBeNull();
  });

  it('REC-2 no entry is before the one that it stands behind, whatever the clock of its writer says', async () => {
    const { campaignId } = await laid();
    const boot = { kind: 'boot', payload: { process: 'workers' } } as const;
    await logOf(
      firstKey,
      openClock(() => 2_000_000_000_000),
    ).append(campaignId, boot);
    await logOf(
      firstKey,
      openClock(() => 1_000_000_000_000),
    ).append(campaignId, boot);
    const { entries, broken } = await wholeLog(campaignId);
    const instants = entries.map((entry) => bodyOf(entry)?.atMs ?? 0);
    expect(broken).toBeNull();
    expect(instants[1]).toBe(instants[0]);
  });

  it('REC-1 the database refuses to change or delete what is signed, and by which keys', async () => {
    const { pool, stores } = given();
    const { campaignId, home } = await laid();
    await stores.evidence.append(grow(home.debateId, undefined, 1));
    await logOf().checkpoint(campaignId);
    const tables = ['campaign_log', 'signed_head', 'signing_key', 'checkpoint_timestamp'];
    for (const table of tables) {
      for (const text of [`delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
      }
    }
    await expect(pool.query("update campaign_log set body = '{}'")).rejects.toMatchObject({ code: '42501' });
  });

  it('REC-8 a signed head that is not in the evidence is found, and the debate it belongs to', async () => {
    const { pool, stores } = given();
    const { campaignId, home } = await laid();
    const entries = grow(home.debateId, undefined, 3);
    await stores.evidence.append(entries);
    await logOf().checkpoint(campaignId);
    const head = { debateId: home.debateId, sequence: 3, hash: entries[2]?.hash ?? '' };
    expect(await stores.records.missingHeads([head])).toEqual([]);
    expect(await stores.records.debatesUnlikeSigned()).toEqual([]);
    await pool.query('alter table evidence disable trigger all');
    await pool.query('delete from evidence where debate_id = $1 and sequence = 3', [home.debateId]);
    expect(await stores.records.missingHeads([head])).toEqual([head]);
    expect(await stores.records.debatesUnlikeSigned()).toEqual([home.debateId]);
    await stores.evidence.append(entries.slice(2));
    await pool.query('alter table evidence enable trigger all');
  });

  it('REC-5 a second key signs only with the word of the first, and the first no more after that', async () => {
    const { records } = given().stores;
    const { campaignId } = await laid();
    const { key: second } = keyFolder();
    const boot = { kind: 'boot', payload: { process: 'server' } } as const;
    await expect(admitKey(records, second, { file, nowMs: 2 })).rejects.toThrow(
      /SIGNING_KEY_FILE.*not endorsed/,
    );
    expect(await records.addKey(endorsed(second, firstKey, 2))).toBe(true);
    expect(await records.addKey(endorsed(keyFolder().key, firstKey, 3))).toBe(false);
    await admitKey(records, second, { file, nowMs: 4 });
    await expect(admitKey(records, firstKey, { file, nowMs: 5 })).rejects.toThrow(/SIGNING_KEY_FILE/);
    await expect(logOf(firstKey).append(campaignId, boot)).rejects.toBeInstanceOf(KeySuperseded);
    await logOf(second).append(campaignId, boot);
    expect((await wholeLog(campaignId)).broken).toBeNull();
    const keys = await records.keys();
    expect(keys.map(({ keyId }) => keyId)).toEqual([firstKey.keyId, second.keyId]);
    expect(firstUnendorsed(keys)).toBeNull();
    expect(firstUnendorsed(keys.map((key) => ({ ...key, createdAtMs: key.createdAtMs + 1 })))).toBe(
      second.keyId,
    );
  });
}
