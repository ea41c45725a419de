// Starts other programs, and makes sure none of them outlives the set-up.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

// Of a failed program's words the first tell the reason and the last the place.
const FIRST_SHOWN = 12;
const LAST_SHOWN = 15;
const running = new Set();

/**
 * Runs a program to its end. Resolves with whether it succeeded and what it said, also when it could not be
 * started or took longer than `timeout` ms. `onLine` sees each line, `log` is a stream that keeps them all.
 */
export function run(program, args, { cwd, env, timeout, onLine, log } = {}) {
  const lines = [];
  const keep = (line) => {
    log?.write(`${line}\n`);
    onLine?.(line);
    lines.push(line);
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', keep);
    const end = (succeeded, reason) => {
      running.delete(child);
      if (reason) keep(reason);
      resolve({ succeeded, lines });
    };
    child.once('error', (error) => end(false, error.message));
    child.once('close', (code, signal) =>
      end(code === 0, signal ? `${program} was stopped by ${signal}` : ''),
    );
  });
}

/** What a person needs to read of what a program said, without its colours, which garble a log. */
export function shortened(lines) {
  const tooLong = lines.length > FIRST_SHOWN + LAST_SHOWN;
  const shown = tooLong ? [...lines.slice(0, FIRST_SHOWN), '…', ...lines.slice(-LAST_SHOWN)] : lines;
  return stripVTControlCharacters(shown.join('\n'));
}

export function stopAllCommands() {
  for (const child of running) child.kill();
}
