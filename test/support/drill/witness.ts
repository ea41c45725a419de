import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a person outside was told of a command: that it is done, or a "no" and which. */
export type Told = { commandId: string; name: string; by: string; answer: 'done' | (string & {}) };

/** A file of what the hub has said, on the disk before anything else happens. */
export class WitnessFile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hub-witness-'));
  readonly #file = join(this.#folder, 'told.ndjson');
  readonly #descriptor = openSync(this.#file, 'a');

  write(told: Told): void {
    writeSync(this.#descriptor, `${JSON.stringify(told)}\n`);
    fdatasyncSync(this.#descriptor);
  }

  read(): Told[] {
    const lines = readFileSync(this.#file, 'utf8').trim().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Told);
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
    rmSync(this.#folder, { recursive: true });
  }
}
