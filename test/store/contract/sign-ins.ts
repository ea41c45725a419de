import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkKeptMs } from '../../../server/protocol/sign-in.ts';
import { forgetting } from '../../../workers/forgetting.ts';
import type { Tools } from '../../../workers/tools.ts';
import { openHandClock } from '../../support/hand-clock.ts';
import { createAccount, type Given, startMs } from './laid-campaign.ts';

const known = { publicKey: new Uint8Array([1, 2, 3]), transports: ['internal'], name: 'Phone' };
const usual = { ...known, isSynced: false, isUserVerified: true, createdAtMs: startMs, lastUsedAtMs: null };

export function signInContract(given: Given): void {
  let made = 0;
  const passkeyAt = async (counter: number): Promise<string> => {
    made += 1;
    const accountId = await createAccount(given(), `Holder ${made}`);
    const id = `key-${made}`;
    await given().stores.passkeys.add({ ...usual, id, accountId, counter });
    return id;
  };

  it('a passkey comes back byte for byte', async () => {
    const id = await passkeyAt(0);
    const found = await given().stores.passkeys.find(id);
    expect(found).toMatchObject({ transports: ['internal'], name: 'Phone', counter: 0 });
    expect([...(found?.publicKey ?? [])]).toEqual([1, 2, 3]);
  });

  it('SIGN-2 a counter that counts only grows, and one that does not count stays at nothing', async () => {
    const { passkeys } = given().stores;
    const before = fc.nat(20);
    await fc.assert(
      fc.asyncProperty(before, fc.nat(20), async (stored, shown) => {
        const id = await passkeyAt(stored);
        const isGood = shown > stored || (shown === 0 && stored === 0);
        expect(await passkeys.used(id, shown, startMs)).toBe(isGood);
      }),
      { numRuns: 30 },
    );
  });

  it('SIGN-2 of ten proofs with the same counter at the same time one counts', async () => {
    const id = await passkeyAt(4);
    const used = Array.from({ length: 10 }, () => given().stores.passkeys.used(id, 5, startMs));
    expect((await Promise.all(used)).filter(Boolean)).toHaveLength(1);
  });

  it('SIGN-5 whoever reads revocations on from the last one misses none, however many come at once', async () => {
    const { stores } = given();
    const accountId = await createAccount(given(), 'Revoked');
    const from = await stores.revocations.newest();
    const revocation = {
      ...{ atMs: startMs, accountId, what: 'sessions' as const, reason: 'a test' },
      ...{ sessionId: null, role: null, revokedBy: null },
    };
    const adding = Promise.all(
      Array.from({ length: 12 }, () => stores.together((within) => within.revocations.add(revocation))),
    );
    let isOver = false;
    adding.finally(() => {
      isOver = true;
    });
    const read: number[] = [];
    for (let isLast = false; !isLast; ) {
      isLast = isOver;
      const found = await stores.revocations.after(read.at(-1) ?? from);
      read.push(...found.map(({ sequence }) => sequence));
    }
    await adding;
    expect(read).toHaveLength(12);
    expect(read).toEqual([...read].sort((one, other) => one - other));
  });

  it.each(['sign_in', 'revocation'])(
    'SIGN-6 what stands in %s is neither changed nor deleted',
    async (table) => {
      const { stores, pool } = given();
      const accountId = await createAccount(given(), `Of ${table}`);
      const tried = {
        atMs: startMs,
        accountId,
        method: 'passkey',
        outcome: 'done',
        sessionId: null,
      } as const;
      await stores.signIns.record({ ...tried, network: '192.0.2.0/24' });
      await expect(pool.query(`update ${table} set at_ms = 0`)).rejects.toThrow('append-only');
      await expect(pool.query(`delete from ${table}`)).rejects.toThrow('append-only');
    },
  );

  it('SIGN-6 a network is forgotten after ninety days, and its sign-in stays', async () => {
    const { stores } = given();
    const accountId = await createAccount(given(), 'Remembered');
    const clock = openHandClock(startMs);
    const record = () =>
      stores.signIns.record({
        ...{ atMs: clock.now(), accountId, method: 'invitation', outcome: 'done', sessionId: null },
        network: '192.0.2.0/24',
      });
    await record();
    clock.forward(networkKeptMs);
    await record();
    clock.forward(1);
    const log = { info: () => undefined };
    await forgetting({}, { ...stores, clock, log } as unknown as Tools);
    const networks = (await stores.signIns.of(accountId)).map(({ network }) => network);
    expect(networks).toEqual(['192.0.2.0/24', null]);
  });
}
