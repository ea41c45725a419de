import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../server/debates/bundle.ts';
import { CheckpointFile } from '../../server/platform/checkpoint-file.ts';
import { attendance } from '../../workers/attendance.ts';
import { checkpoints } from '../../workers/checkpoints.ts';
import { type Authority, openTimeStampAuthority } from '../support/time-stamp-authority.ts';
import { verifyFile } from '../support/verified.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts, workOn } from './hub-parts.ts';

let hub: HubParts;
let authority: Authority;
let held: HeldDebate;

beforeAll(async () => {
  hub = await openHubParts();
  authority = await openTimeStampAuthority();
});
afterAll(async () => {
  await authority[Symbol.asyncDispose]();
  await hub.close();
});
beforeEach(async () => {
  const nowMs = hub.clock.now();
  held = await holdDebate(hub, { startedAtMs: nowMs - heldMs - 1_000, dueAtMs: nowMs + 3600_000 });
  await hub.stores.evidence.append(chainOf(held));
});

const newest = () => hub.stores.records.lastCheckpoint(held.campaignId);

describe('checkpoints', () => {
  it('REC-3 are signed once for what has moved, however often the job runs, and remembered outside', async () => {
    for (let times = 0; times < 3; times += 1) await checkpoints({}, hub.tools);
    const entries = await hub.stores.records.read(held.campaignId, 1, 10);
    expect(entries).toHaveLength(1);
    const { checkpointFile } = hub.signing;
    const head = { debateId: held.debateId, sequence: chainOf(held).length };
    expect(checkpointFile?.read().heads.get(held.debateId)).toMatchObject(head);
    expect(checkpointFile?.read().campaigns.get(held.campaignId)?.hash).toBe(entries[0]?.hash);
  });

  it('REC-3 two jobs at once sign no debate twice', async () => {
    await Promise.all([checkpoints({}, hub.tools), checkpoints({}, hub.tools), checkpoints({}, hub.tools)]);
    expect(await hub.stores.records.read(held.campaignId, 1, 10)).toHaveLength(1);
  });

  it('REC-3 come by themselves: the workers put the job into its queue', async () => {
    await using _workers = await workOn(hub);
    await expect.poll(newest, { timeout: 10_000 }).not.toBeNull();
  });

  it('REC-10 the newest one is stamped by the authority, once, and the stamp is in the bundle', async () => {
    const tools = { ...hub.tools, timestampUrl: authority.url };
    await attendance(held, tools, new AbortController().signal);
    await checkpoints({}, tools);
    const asked = authority.asked;
    await checkpoints({}, tools);
    expect(authority.asked).toBe(asked);
    const { hash = '', sequence = 0 } = (await newest()) ?? {};
    const [stamp] = await hub.stores.records.timestamps(held.campaignId, sequence, sequence);
    expect(await authority.isItsWord(stamp?.response ?? Buffer.alloc(0), hash)).toBe(true);
    const { parts } = await bundleOf(held.debateId, { ...hub.tools, stores: hub.stores });
    const lines = (await Array.fromAsync(parts)).map((line) => JSON.parse(String(line)));
    const stamped = { checkpointSequence: sequence, response: stamp?.response.toString('base64') };
    expect(lines.filter((line) => 'timestamp' in line)).toEqual([{ timestamp: stamped }]);
    const file = join(dirname(hub.checkpointPath), 'bundle.jsonl');
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(await verifyFile(file)).toMatchObject({ code: 0 });
  });

  it('REC-10 an authority that is away keeps no checkpoint from being signed, and is asked again', async () => {
    await checkpoints({}, { ...hub.tools, timestampUrl: 'http://127.0.0.1:1/' });
    const { sequence = 0, hash = '' } = (await newest()) ?? {};
    expect(sequence).toBe(1);
    await checkpoints({}, { ...hub.tools, timestampUrl: authority.url });
    const [stamp] = await hub.stores.records.timestamps(held.campaignId, sequence, sequence);
    expect(await authority.isItsWord(stamp?.response ?? Buffer.alloc(0), hash)).toBe(true);
  });

  it('REC-8 a line that a crash has torn is nothing, and the next one stands on its own', async () => {
    await checkpoints({}, hub.tools);
    const path = hub.checkpointPath;
    const [line = ''] = readFileSync(path, 'utf8').split('\n').filter(Boolean).slice(-1);
    appendFileSync(path, line.slice(0, 40));
    const file = new CheckpointFile(path);
    const noted = { ...JSON.parse(line), sequence: 77 };
    file.note(noted);
    expect(file.read().campaigns.get(held.campaignId)?.sequence).toBe(77);
  });
});
