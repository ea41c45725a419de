// Runs the verifier: with this Node where it reads TypeScript, and otherwise with the project's own, once that is there.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const unreadable = 2;
const pathOf = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** What it says goes where a person reads it, never among the result. */
function setUp() {
  const { status } = spawnSync(process.execPath, [pathOf('scripts/setup.mjs')], { stdio: ['inherit', 2, 2] });
  if (status !== 0) process.exit(unreadable);
}

function withOwnNode() {
  const args = [pathOf('verify/main.ts'), ...process.argv.slice(2)];
  const { status } = spawnSync(pathOf('node_modules/.bin/node'), args, { stdio: 'inherit' });
  process.exit(status ?? unreadable);
}

if (process.features.typescript) {
  await import('../verify/main.ts');
} else {
  setUp();
  withOwnNode();
}
