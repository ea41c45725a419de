import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckpointFile } from '../../server/platform/checkpoint-file.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { createSigningKey, type SigningKey } from '../../server/platform/signing.ts';
import { openRecords, type Signing } from '../../server/store/open-records.ts';
import type { RecordStore } from '../../server/store/records.ts';

/** A folder with a key of its own, gone with the process. */
export function keyFolder(): { signingKeyFile: string; checkpointFile: string; key: SigningKey } {
  const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const signingKeyFile = join(folder, 'signing-key.pem');
  const key = createSigningKey(signingKeyFile);
  return { signingKeyFile, checkpointFile: join(folder, 'checkpoints.jsonl'), key };
}

/** Signs with a new key onto a database that knows none. */
export function openSigning(given: {
  records: RecordStore;
  clock: Clock;
}): Promise<Signing & { checkpointFile: CheckpointFile }> {
  return openRecords(keyFolder(), given) as Promise<Signing & { checkpointFile: CheckpointFile }>;
}
