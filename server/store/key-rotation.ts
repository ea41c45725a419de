import { existsSync, renameSync } from 'node:fs';
import { cannotUse } from '../platform/config.ts';
import { createSigningKey, readSigningKey } from '../platform/signing.ts';
import type { RecordStore } from './records.ts';
import { endorsed } from './signing-keys.ts';

/**
 * Puts a new key in the place of the one in this file, with the old one's word for it in the database, and forgets the old
 * one. Interrupted anywhere, it is finished by doing it again; resolves to both names.
 */
export async function rotateKey(
  records: Pick<RecordStore, 'keys' | 'addKey'>,
  file: string,
  nowMs: number,
): Promise<{ from: string; to: string }> {
  const old = readSigningKey(file);
  const nextFile = `${file}.next`;
  const next = existsSync(nextFile) ? readSigningKey(nextFile) : createSigningKey(nextFile);
  const newest = (await records.keys()).at(-1)?.keyId;
  if (newest !== next.keyId && newest !== old.keyId)
    throw cannotUse('SIGNING_KEY_FILE', file, `this database is signed with ${newest ?? 'nothing yet'}`);
  // It is in the database before it is in the file: a crash between leaves the old one, which can finish this.
  if (newest === old.keyId && !(await records.addKey(endorsed(next, old, nowMs))))
    throw cannotUse('SIGNING_KEY_FILE', file, 'somebody else has put another key behind it meanwhile');
  renameSync(nextFile, file);
  return { from: old.keyId, to: next.keyId };
}
