import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const goneWithinMs = 2_000;

/** Ends whatever is left of the group that a process led, and waits until nobody of it runs any more. */
export async function endGroup(leaderPid: number | undefined): Promise<void> {
  const endsAtMs = performance.now() + goneWithinMs;
  // Where nobody reaps what lost its parent, the dead stay listed: they must not be waited for.
  while (killGroup(leaderPid) && mayRun(leaderPid) && performance.now() < endsAtMs) await pause(20);
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

/** False only where the system tells that all who are left in the group are dead and wait to be reaped. */
function mayRun(leaderPid: number | undefined): boolean {
  if (process.platform !== 'linux') return true;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    const { state, group } = standingOf(pid);
    return group === leaderPid && state !== 'Z' && state !== 'X';
  });
}

function standingOf(pid: string): { state?: string; group?: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; after it come the state, the parent and the group.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { ...(state === undefined ? {} : { state }), group: Number(group) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return {};
    throw error;
  }
}
