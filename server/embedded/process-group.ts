import { setTimeout as pause } from 'node:timers/promises';

const goneWithinMs = 2_000;

/** Ends whatever is left of the group that a process led, and waits until it is gone. */
export async function endGroup(leaderPid: number | undefined): Promise<void> {
  const endsAtMs = performance.now() + goneWithinMs;
  // Where nobody reaps what lost its parent, the dead stay listed: they must not be waited for without limit.
  while (killGroup(leaderPid) && performance.now() < endsAtMs) await pause(20);
}

/** False when nobody is left in it. */
export function killGroup(leaderPid: number | undefined): boolean {
  if (leaderPid === undefined) return false;
  try {
    process.kill(-leaderPid, 'SIGKILL');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // EPERM: all that is left are dead, as macOS says it.
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}
