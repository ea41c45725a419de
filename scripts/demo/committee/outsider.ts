import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lastSeen } from '../waiting.ts';

const verifier = fileURLToPath(new URL('../../../verify/main.ts', import.meta.url));
/** A debate's bundle is whole within a minute of its end. */
const signedWithinMs = 70_000;

type Verified = {
  isSound: boolean;
  verdicts: { slotId: string; isEqual: boolean; computed: { outcome: string } }[];
};

/** Somebody who has nothing but the bundles and the campaign's first public key. */
export class Outsider {
  readonly #url: string;
  readonly #folder: string;
  #keyFile: string | undefined;

  constructor(url: string, folder: string) {
    this.#url = url;
    this.#folder = folder;
  }

  /** Downloads one debate's bundle and checks it with the verifier, which shares no code with the hub. */
  async check(debateId: string): Promise<Verified> {
    const file = join(this.#folder, `${debateId}.jsonl`);
    const text = await lastSeen({
      look: async () => (await fetch(`${this.#url}/api/debates/${debateId}/bundle`)).text(),
      isEnough: (bundle) => bundle.includes('"checkpoint"'),
      withinMs: signedWithinMs,
    });
    writeFileSync(file, text);
    this.#keyFile ??= this.#firstKeyIn(text);
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...[verifier, file, '--key', this.#keyFile, '--json'],
    ]).catch((error: { stdout: string }) => error);
    return JSON.parse(stdout) as Verified;
  }

  /** As the party would have published it. */
  #firstKeyIn(bundle: string): string {
    const line = bundle.split('\n').find((each) => each.startsWith('{"key"'));
    const { key } = JSON.parse(line ?? '{}') as { key: { publicKey: string } };
    const file = join(this.#folder, 'public-key.txt');
    writeFileSync(file, key.publicKey);
    return file;
  }
}
