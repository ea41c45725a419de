import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../server/debates/bundle.ts';
import { attendance } from '../../workers/attendance.ts';
import { checkpoints } from '../../workers/checkpoints.ts';
import { type Authority, openTimeStampAuthority } from '../support/time-stamp-authority.ts';
import { chainOf, type HeldDebate, heldMs, holdDebate } from '../workers/held-debate.ts';
import { type HubParts, openHubParts } from '../workers/hub-parts.ts';
import { asked } from './asked.ts';

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
  held = await holdDebate(hub, { startedAtMs: nowMs - heldMs - 1_000, dueAtMs: nowMs + 3_600_000 });
});

const exported = () => bundleOf(held.debateId, { ...hub.tools, stores: hub.stores });
const whole = (parts: readonly unknown[]): string => parts.map(String).join('');

describe('REC-7 what the hub gives out, to somebody with the verifier alone', () => {
  it('is sound to its last byte: entries, signatures, a time-stamp, and verdicts that are equal', async () => {
    const log = chainOf(held);
    await hub.stores.evidence.append(log.slice(0, 9));
    await checkpoints({}, { ...hub.tools, timestampUrl: authority.url });
    await hub.stores.evidence.append(log.slice(9));
    await attendance({ debateId: held.debateId }, hub.tools, new AbortController().signal);
    const { keyId, publicKey } = hub.tools.key;
    const result = await asked(whole(await Array.fromAsync((await exported()).parts)), {
      firstKey: publicKey,
    });
    expect(result).toMatchObject({ problem: null, isSound: true, isFirstKeyGiven: true });
    expect(result).toMatchObject({ entries: log.length, checkpoints: 2, keys: [{ keyId }] });
    expect(result.verdicts.map(({ isEqual, computed }) => [isEqual, computed.outcome])).toEqual([
      [true, 'attended'],
      [true, 'late'],
      [true, 'partial'],
      [true, 'absent'],
    ]);
    expect(result.timeStampsMs).toHaveLength(1);
    expect(Math.abs((result.timeStampsMs[0] ?? 0) - Date.now())).toBeLessThan(120_000);
  });

  it('is what stood there when it was asked for, whatever is written while it is sent', async () => {
    const log = chainOf(held);
    await hub.stores.evidence.append(log.slice(0, -1));
    const { parts } = await exported();
    const lines = parts[Symbol.asyncIterator]();
    const first = await lines.next();
    await hub.stores.evidence.append(log.slice(-1));
    await checkpoints({}, hub.tools);
    const rest = await Array.fromAsync({ [Symbol.asyncIterator]: () => lines });
    const result = await asked(whole([first.value, ...rest]));
    expect(result).toMatchObject({ problem: null, entries: log.length - 1 });
    // Nobody has judged it yet.
    expect(result.verdicts.map(({ said }) => said)).toEqual([null, null, null, null]);
  });
});
