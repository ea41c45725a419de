/**
 * Main file of a guard: `guard.ts COMMAND [ARGUMENT…]` runs a program that does not know our supervisor, and ends it
 * when the supervisor asks or dies. Says it is ready when the program prints what READY_LINE names.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [, , readyLine, command, ...args] = process.argv;
if (readyLine === undefined || command === undefined)
  throw new Error('usage: guard.ts READY_LINE COMMAND [ARGUMENT…]');

const program = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
program.once('error', (error) => {
  console.error(error);
  process.exit(1);
});
program.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1)));
createInterface({ input: program.stdout }).on('line', (line) => {
  console.log(line);
  if (line.includes(readyLine)) process.send?.({ ready: true });
});
for (const event of ['SIGTERM', 'disconnect'] as const) process.once(event, () => program.kill('SIGTERM'));
