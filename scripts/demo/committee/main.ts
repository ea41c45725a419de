/** Main file of `npm run demo -- committee`: a campaign of sixty from its first debate to the last appeal. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../progress.ts';
import { within } from '../waiting.ts';
import { differences, summary, table } from './report.ts';
import { runCampaign } from './run.ts';

const wholeRunMs = 1_200_000;

const folder = mkdtempSync(join(tmpdir(), 'debate-campaign-'));
const folders = {
  hub: join(folder, 'hub'),
  outsider: join(folder, 'outsider'),
  photographs: join(folder, 'screenshots'),
};
const opened = new AsyncDisposableStack();
let closing: Promise<void> | undefined;

/** What the outsider downloaded stays; of the hub only its logs, when something went wrong. */
function close(isOk: boolean): Promise<void> {
  closing ??= (async () => {
    await opened.disposeAsync();
    const logs = join(folders.hub, 'logs');
    if (!isOk && existsSync(logs)) renameSync(logs, join(folder, 'logs'));
    rmSync(folders.hub, { recursive: true, force: true });
  })();
  return closing;
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void close(false).finally(() => process.exit(code)));

try {
  mkdirSync(folders.outsider, { recursive: true });
  const outcome = await within(wholeRunMs, runCampaign(folders, opened));
  const found = differences(outcome);
  await close(found.length === 0);
  say('everything is closed');
  console.log(`\n${table(outcome)}\n`);
  for (const sentence of found) console.error(sentence);
  console.log(`The bundles are in ${folders.outsider}, screenshots in ${folders.photographs}`);
  console.log(summary(outcome, found.length === 0));
  process.exit(found.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  await close(false);
  console.error(`What is left is in ${folder}`);
  console.log(JSON.stringify({ ok: false }));
  process.exit(1);
}
