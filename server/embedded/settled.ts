import { execFile } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Resolves when everything in this folder that was written by now is on the disk, and can be found there. */
export async function settled(folder: string): Promise<void> {
  // At once for the whole file system: a thousand new files one by one take seconds.
  if (process.platform === 'linux') await promisify(execFile)('sync', ['-f', folder]);
  else await settledOneByOne(folder);
}

async function settledOneByOne(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) await settleOne(join(entry.parentPath, entry.name));
  }
  await settleOne(folder);
}

async function settleOne(path: string): Promise<void> {
  try {
    await using file = await open(path);
    await file.sync();
  } catch (error) {
    // Removed since it was listed: what is gone needs no place on the disk.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
