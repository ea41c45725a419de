// Installs what the project needs and does not find: node scripts/setup.mjs [--tests]
// Runs on any Node from 20 on, before anything is installed. A run that finds everything says nothing.
import { whileLocked } from './setup/lock.mjs';
import { mediaWorker } from './setup/media-worker.mjs';
import { npmPackages } from './setup/npm-packages.mjs';
import { pages } from './setup/pages.mjs';
import { passage } from './setup/passage.mjs';
import { systemPrograms } from './setup/programs.mjs';
import { stopAllCommands } from './setup/run.mjs';
import { Trouble } from './setup/trouble.mjs';

// Each step needs those before it. `isDone` is asked again right before each, so two set-ups at once do nothing twice.
const withTests = process.argv.includes('--tests');
const steps = [npmPackages, systemPrograms(withTests), passage(withTests), mediaWorker, pages];

async function setUp() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Trouble(
      `Node ${process.versions.node} is too old, 20 or newer is needed: see https://nodejs.org`,
    );
  }
  if (steps.every((step) => step.isDone())) return;
  await whileLocked(async () => {
    for (const step of steps) if (!step.isDone()) await step.carryOut();
  });
}

process.on('exit', stopAllCommands);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => process.exit(code));
}

try {
  await setUp();
} catch (error) {
  process.stderr.write(`\nsetup: ${error instanceof Trouble ? error.message : error.stack}\n`);
  process.exit(1);
}
