import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigningKey, type SigningKey } from '../../server/platform/signing.ts';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with a key of its own, gone with the process. */
export function keyFolder(): { signingKeyFile: string; checkpointFile: string; key: SigningKey } {
  const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
  folders.push(folder);
  const signingKeyFile = join(folder, 'signing-key.pem');
  const key = createSigningKey(signingKeyFile);
  return { signingKeyFile, checkpointFile: join(folder, 'checkpoints.jsonl'), key };
}
