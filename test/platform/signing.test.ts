import { generateKeyPairSync } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigningKey, isSignedBy, readSigningKey } from '../../server/platform/signing.ts';
import type { SigningKeyRecord } from '../../server/protocol/records.ts';
import { rotateKey } from '../../server/store/key-rotation.ts';
import { admitKey, endorsed, firstUnendorsed } from '../../server/store/signing-keys.ts';
import { keyFolder } from '../support/signing.ts';

/** The ledger of keys as the database keeps it, where nothing but its order matters. */
function ledger() {
  const kept: SigningKeyRecord[] = [];
  return {
    keys: async () => [...kept],
    addKey: async (key: SigningKeyRecord) => {
      const isFree = (kept.at(-1)?.keyId ?? null) === key.previousKeyId;
      if (isFree) kept.push(key);
      return isFree;
    },
  };
}

describe("REC-5 the key that signs in the hub's name", () => {
  it('is readable for its owner only, and the same after it is read again', () => {
    const { signingKeyFile, key } = keyFolder();
    expect(statSync(signingKeyFile).mode & 0o777).toBe(0o600);
    const again = readSigningKey(signingKeyFile);
    expect(again.keyId).toBe(key.keyId);
    expect(again.sign('the same')).toBe(key.sign('the same'));
  });

  it('a file that is there already is not written over', () => {
    const { signingKeyFile } = keyFolder();
    expect(() => createSigningKey(signingKeyFile)).toThrow(/EEXIST/);
  });

  it('vouches for its own texts, and for none that is changed', () => {
    const { key } = keyFolder();
    const other = keyFolder().key;
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, changed) => {
        const signature = key.sign(text);
        expect(isSignedBy(key.publicKey, text, signature)).toBe(true);
        expect(isSignedBy(key.publicKey, changed, signature)).toBe(changed === text);
        expect(isSignedBy(other.publicKey, text, signature)).toBe(false);
      }),
    );
  });

  it.each([
    ['nothing', (file: string) => `${file}.missing`],
    ['no key', (file: string) => write(file, 'not a key')],
    ['another kind of key', (file: string) => write(file, ellipticKey())],
  ])('a file with %s is a wrong setting', (_, at) => {
    const file = at(keyFolder().signingKeyFile);
    expect(() => readSigningKey(file)).toThrow(/SIGNING_KEY_FILE: it is ".+" \(.+\); expected a PEM file/);
  });

  it('is followed by a new one with its word for it, and the new file is the one that opens', async () => {
    const records = ledger();
    const { signingKeyFile: file, key } = keyFolder();
    await admitKey(records, key, { file, nowMs: 1 });
    const { from, to } = await rotateKey(records, file, 2);
    expect(from).toBe(key.keyId);
    expect(readSigningKey(file).keyId).toBe(to);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await admitKey(records, readSigningKey(file), { file, nowMs: 3 });
    await expect(admitKey(records, key, { file, nowMs: 3 })).rejects.toThrow(/has not endorsed it/);
    expect(firstUnendorsed(await records.keys())).toBeNull();
  });

  it.each(['before the new one is in the database', 'before the new one is in its file'])(
    'a change that ended %s is finished by the next one',
    async (when) => {
      const records = ledger();
      const { signingKeyFile: file, key } = keyFolder();
      await admitKey(records, key, { file, nowMs: 1 });
      const isEarly = when.includes('database');
      const failing = isEarly ? { ...records, addKey: () => Promise.reject(new Error('cut')) } : records;
      if (isEarly) await expect(rotateKey(failing, file, 2)).rejects.toThrow('cut');
      else await addNext(records, file);
      await rotateKey(records, file, 3);
      const keys = await records.keys();
      expect(keys).toHaveLength(2);
      expect(readSigningKey(file).keyId).toBe(keys[1]?.keyId);
    },
  );

  it('a key that somebody put behind the other without its word is not let in', async () => {
    const records = ledger();
    const { signingKeyFile: file, key } = keyFolder();
    await admitKey(records, key, { file, nowMs: 1 });
    const forged = keyFolder();
    const { keyId, publicKey } = forged.key;
    const endorsement = forged.key.sign('I say so myself');
    await records.addKey({ keyId, publicKey, createdAtMs: 2, previousKeyId: key.keyId, endorsement });
    await expect(admitKey(records, forged.key, { file: forged.signingKeyFile, nowMs: 3 })).rejects.toThrow(
      /nobody has endorsed the key/,
    );
  });
});

function write(file: string, text: string): string {
  const other = join(file, '..', 'other.pem');
  writeFileSync(other, text);
  return other;
}

function ellipticKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** As far as the change came when the process was killed: endorsed, and not yet in its place. */
async function addNext(records: ReturnType<typeof ledger>, file: string): Promise<void> {
  await records.addKey(endorsed(createSigningKey(`${file}.next`), readSigningKey(file), 2));
}
