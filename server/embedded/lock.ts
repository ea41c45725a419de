import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The lock is held by a process that is running. */
export class LockHeld extends Error {
  readonly pid: number;

  constructor(file: string, pid: number) {
    super(`${file} is held by process ${pid}, which is still running.`);
    this.pid = pid;
  }
}

/** Takes the lock for a process, also from one that died without giving it back. Returns the way back. */
export function takeLock(file: string, pid = process.pid): () => void {
  const mine = `${pid} ${bornAt(pid)}\n`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    // A link appears with all of its text, and only where nothing is.
    while (!succeeds(() => linkSync(draft, file), 'EEXIST')) clearAway(file);
  } finally {
    rmSync(draft);
  }
  return () => {
    if (textOf(file) === mine) rmSync(file, { force: true });
  };
}

/** Waits for a holder that is about to end. */
export async function awaitLock(file: string, withinMs: number): Promise<() => void> {
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof LockHeld) || performance.now() > endsAtMs) throw error;
    }
    await pause(50);
  }
}

/** Removes what a dead process left. Who was quicker may have put their own lock there: that one goes back. */
function clearAway(file: string): void {
  const left = textOf(file);
  if (left === undefined) return;
  const pid = holderOf(left);
  if (pid !== undefined) throw new LockHeld(file, pid);
  const aside = `${file}.${process.pid}.left`;
  if (!succeeds(() => renameSync(file, aside), 'ENOENT')) return;
  if (textOf(aside) !== left) linkSync(aside, file);
  rmSync(aside);
}

function textOf(file: string): string | undefined {
  let text: string | undefined;
  succeeds(() => {
    text = readFileSync(file, 'utf8');
  }, 'ENOENT');
  return text;
}

function succeeds(act: () => void, expectedCode: string): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expectedCode) return false;
    throw error;
  }
}

function holderOf(text: string): number | undefined {
  const [, pid, born] = /^(\d+) (.+)\n$/.exec(text) ?? [];
  return pid !== undefined && bornAt(Number(pid)) === born ? Number(pid) : undefined;
}

/**
 * When a process was started, as text to compare; empty when it runs no more. A number alone can have been given to
 * another process since.
 */
function bornAt(pid: number): string {
  const [state = '', born = ''] = process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  // Dead, and waiting for a parent that never asks.
  return state.startsWith('Z') ? '' : born;
}

type StateAndBirth = readonly (string | undefined)[];

function fromPs(pid: number): StateAndBirth {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return /^(\S+)\s+(.+)$/.exec(line.trim())?.slice(1) ?? [];
  } catch (error) {
    // `ps` ends with 1 when there is no such process.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}

function fromProc(pid: number): StateAndBirth {
  const afterName = textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ') ?? [];
  return [afterName[0], afterName[19]];
}
