import { ConfigError } from './config.ts';
import type { Log } from './log.ts';

/** Stops within this long, whatever hangs: the supervisor or the operator must not have to wait. */
const closeWithinMs = 8_000;

export type Opened = { close(): Promise<void> };

/**
 * The life of a process: opens, tells the parent that it is ready, and closes when a signal comes or the parent is
 * gone. Asked to go before it is open, it goes at once: what it has half opened ends with it.
 */
export async function live(log: Log, open: () => Promise<Opened>): Promise<void> {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled-rejection'));
  const asked = askedToGo();
  const opened = await Promise.race([open(), asked]);
  if (typeof opened === 'string') process.exit(0);
  log.info('ready');
  process.send?.({ ready: true });
  const because = await asked;
  log.info({ because }, 'closing');
  setTimeout(() => leave(because, 1), closeWithinMs).unref();
  try {
    await opened.close();
    log.info('closed');
    leave(because, 0);
  } catch (error) {
    log.error({ err: error }, 'close-failed');
    leave(because, 1);
  }
}

/** An exit waits for the threads of libraries, and can hang in them: where nobody is left to be told a code, none is. */
function leave(because: string, code: number): void {
  if (because === 'disconnect') process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

/** Resolves to what asks: a signal, or that nobody is left who could send one. */
function askedToGo(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => resolve(event));
  return promise;
}

/** Where the errors of a main file end: a wrong setting is a sentence, everything else comes with its stack. */
export function fail(error: unknown): never {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
