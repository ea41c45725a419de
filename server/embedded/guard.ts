/**
 * Main file of a guard: `guard.ts READY_LINE LOCK COMMAND [ARGUMENT…]` runs a program that does not know our supervisor,
 * and ends it when the supervisor asks or dies. Says it is ready when the program prints what READY_LINE names.
 * The program itself holds the lock: when a guard was killed, the next one finds what it left and ends that first.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { awaitLock, LockHeld, takeLock } from './lock.ts';

const formerEndsWithinMs = 10_000;

async function main(readyLine: string, lock: string, command: readonly string[]): Promise<void> {
  const asked = askedToEnd();
  await endFormer(lock);
  const [file = '', ...args] = command;
  const program = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const unlock = program.pid === undefined ? undefined : takeLock(lock, program.pid);
  program.once('error', (error) => {
    console.error(error);
    process.exit(1);
  });
  program.once('exit', (code, signal) => {
    unlock?.();
    process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1));
  });
  createInterface({ input: program.stdout }).on('line', (line) => {
    console.log(line);
    if (line.includes(readyLine) && process.connected) process.send?.({ ready: true });
  });
  await asked;
  program.kill('SIGTERM');
}

function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['SIGTERM', 'disconnect']) process.once(event, () => resolve());
  });
}

async function endFormer(lock: string): Promise<void> {
  try {
    takeLock(lock)();
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    process.kill(error.pid, 'SIGTERM');
    (await awaitLock(lock, formerEndsWithinMs))();
  }
}

const [, , readyLine, lock, ...command] = process.argv;
if (readyLine === undefined || lock === undefined || command.length === 0)
  throw new Error('usage: guard.ts READY_LINE LOCK COMMAND [ARGUMENT…]');
await main(readyLine, lock, command);
