import { cannotUse } from '../platform/config.ts';
import { isSignedBy, type SigningKey } from '../platform/signing.ts';
import type { SigningKeyRecord } from '../protocol/records.ts';
import { endorsementText } from '../rules/records.ts';
import type { RecordStore } from './records.ts';

type Keys = Pick<RecordStore, 'keys' | 'addKey'>;

/**
 * Lets a key sign, or refuses the setting it came from: the first key a database sees is taken as given, any other must
 * be the newest of the keys that were endorsed one by the other (REC-5).
 */
export async function admitKey(
  records: Keys,
  key: SigningKey,
  at: { file: string; nowMs: number },
): Promise<void> {
  const first = { ...publicPart(key, at.nowMs), previousKeyId: null, endorsement: null };
  if ((await records.keys()).length === 0) await records.addKey(first);
  const known = await records.keys();
  const broken = firstUnendorsed(known);
  if (broken !== null) {
    throw cannotUse('SIGNING_KEY_FILE', at.file, `in this database nobody has endorsed the key ${broken}`);
  }
  const newest = known.at(-1);
  if (newest?.keyId === key.keyId) return;
  const why = `it holds the key ${key.keyId}, and this database is signed with ${newest?.keyId}, which has not endorsed it`;
  throw cannotUse('SIGNING_KEY_FILE', at.file, why);
}

const publicPart = ({ keyId, publicKey }: SigningKey, createdAtMs: number) => ({
  keyId,
  publicKey,
  createdAtMs,
});

/** The first key, in their order, that the one before it has not signed. */
export function firstUnendorsed(keys: readonly SigningKeyRecord[]): string | null {
  const unendorsed = keys.find((key, index) => {
    const before = keys[index - 1];
    if (before === undefined) return key.previousKeyId !== null;
    const { endorsement } = key;
    return endorsement === null || !isSignedBy(before.publicKey, endorsementText(key), endorsement);
  });
  return unendorsed?.keyId ?? null;
}

/** What the database must hold before the new key may sign: the old one's word for it. */
export function endorsed(key: SigningKey, by: SigningKey, nowMs: number): SigningKeyRecord {
  const record = { ...publicPart(key, nowMs), previousKeyId: by.keyId };
  return { ...record, endorsement: by.sign(endorsementText(record)) };
}
