/** Main file of `npm run demo`: one real debate from outside, checked against what its screenplay implies. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrate } from './demo.ts';
import { differences } from './expectations.ts';
import { say } from './progress.ts';
import { summary, table } from './report.ts';
import { within } from './waiting.ts';

const wholeRunMs = 235_000;

const folder = mkdtempSync(join(tmpdir(), 'debate-demo-'));
const folders = { hub: join(folder, 'hub'), screenshots: join(folder, 'screenshots') };
const logs = join(folder, 'logs');
const opened = new AsyncDisposableStack();
let closing: Promise<void> | undefined;
let isStopped = false;

/** Closes everything; of the hub's folder only the logs stay, and only when something went wrong. */
function close(isOk: boolean): Promise<void> {
  closing ??= (async () => {
    await opened.disposeAsync();
    const kept = join(folders.hub, 'logs');
    if (!isOk && existsSync(kept)) {
      renameSync(kept, logs);
      console.error(`Logs are in ${logs}`);
    }
    rmSync(folders.hub, { recursive: true, force: true });
  })();
  return closing;
}

function closeOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      isStopped = true;
      say('stopping');
      close(false).finally(() => process.exit(code));
    });
  }
}

async function main(): Promise<void> {
  closeOnSignals();
  const outcome = await within(wholeRunMs, demonstrate(folders, opened));
  const found = differences(outcome);
  await close(found.length === 0);
  say('everything is closed');
  console.log(`\n${table(outcome)}\n`);
  for (const sentence of found) console.error(sentence);
  console.log(`Screenshots are in ${folders.screenshots}`);
  console.log(summary(outcome, found.length === 0));
  process.exitCode = found.length === 0 ? 0 : 1;
}

main().catch(async (error: unknown) => {
  // Whoever stops the demo pulls the browsers away under it; that needs no report.
  if (isStopped) return;
  console.error(error);
  await close(false);
  console.error(`Screenshots are in ${folders.screenshots}`);
  console.log(JSON.stringify({ ok: false }));
  process.exit(1);
});
