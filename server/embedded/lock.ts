import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder is in use: two processes on one embedded database lose rows without an error. */
export class FolderInUse extends Error {}

/** Takes the data folder for this process, also from one that died without giving it back. Returns the way back. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  const mine = `${process.pid} ${bornAt(process.pid)}\n`;
  if (!claim(file, mine)) {
    const owner = readFileSync(file, 'utf8');
    if (isRunning(owner)) {
      throw new FolderInUse(
        `A hub is already running on ${folder} (process ${owner.split(' ')[0]}). Stop it, or set DATA_DIR to another folder.`,
      );
    }
    rmSync(file);
    if (!claim(file, mine)) throw new FolderInUse(`Another hub is just starting on ${folder}.`);
  }
  return () => rmSync(file, { force: true });
}

function claim(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(owner: string): boolean {
  const [, pid, born] = /^(\d+) (.*)\n$/.exec(owner) ?? [];
  return pid !== undefined && bornAt(Number(pid)) === born;
}

/**
 * When a process was started, as text to compare; empty when there is none. A number alone can have been given to
 * another process since.
 */
function bornAt(pid: number): string {
  if (process.platform === 'linux') return bornAtLinux(pid);
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch (error) {
    // `ps` ends with 1 when there is no such process.
    if ((error as { status?: number }).status === 1) return '';
    throw error;
  }
}

function bornAtLinux(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return `${afterName.split(' ')[19]}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
