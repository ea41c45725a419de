// The npm packages, among them the Node that everything but the set-up runs on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedWorkerPath } from '../media-worker/path.mjs';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { hashOf, readStamp, root, writeStamp } from './stamp.mjs';
import { Trouble } from './trouble.mjs';

const stamp = join(root, 'node_modules', '.setup-stamp');

/** The Node of the npm package `node`, whatever version runs the set-up. */
export const projectNode = join(root, 'node_modules', '.bin', 'node');

export const npmPackages = {
  isDone() {
    if (!existsSync(projectNode)) return false;
    const wanted = hashOf(['package-lock.json']);
    if (readStamp(stamp) === wanted) return true;
    if (!treeMatchesLock()) return false;
    writeStamp(stamp, wanted);
    return true;
  },
  async carryOut() {
    const wanted = hashOf(['package-lock.json']);
    const progress = beginProgress('npm packages');
    const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--include=dev'];
    // mediasoup's own install step does nothing when it believes that a worker is given.
    const env = { ...process.env, MEDIASOUP_WORKER_BIN: cachedWorkerPath(lockedMediasoup()) };
    const { succeeded, lines } = await run('npm', args, { cwd: root, env });
    if (!succeeded)
      throw new Trouble(`npm could not install the packages:\n${shortened(lines)}`, `npm ${args.join(' ')}`);
    requireNode();
    writeStamp(stamp, wanted);
    progress.end();
  },
};

// A person who ran npm by hand has the right packages already: npm notes in node_modules what it put there.
function treeMatchesLock() {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, note))) return false;
  const installed = packagesIn(note);
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional;
  });
}

function requireNode() {
  const { status, error } = spawnSync(projectNode, ['--version']);
  if (status === 0) return;
  throw new Trouble(
    `npm installed the packages, but ${projectNode} does not run (${error?.message ?? `exit ${status}`}).`,
    'npm rebuild node --foreground-scripts',
  );
}

function lockedMediasoup() {
  return packagesIn('package-lock.json')['node_modules/mediasoup'].version;
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
}
