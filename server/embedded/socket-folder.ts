import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'debate-hub-';

/**
 * A folder with room for Unix sockets: their path may have about 100 characters, and the data folder's may be longer.
 * The data folder remembers it, so that the next start removes what a killed supervisor left.
 */
export function openSocketFolder(dataFolder: string): { path: string; remove(): void } {
  const note = join(dataFolder, 'sockets');
  if (existsSync(note)) removeFolder(readFileSync(note, 'utf8'));
  const path = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(note, path, { mode: 0o600 });
  return {
    path,
    remove: () => {
      removeFolder(path);
      rmSync(note, { force: true });
    },
  };
}

function removeFolder(path: string): void {
  if (basename(path).startsWith(prefix)) rmSync(path, { recursive: true, force: true });
}
