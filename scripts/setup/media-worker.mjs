// mediasoup's worker program: mediasoup's prebuilt one where it can be had, else built here, once, into the cache.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { cachedWorkerPath, installedVersion } from '../media-worker/path.mjs';
import { hasApt } from './debian.mjs';
import { buildWithMediasoup, fetchPrebuilt } from './mediasoup-scripts.mjs';
import { Trouble } from './trouble.mjs';
import { buildFromPackage } from './worker-build.mjs';

export const mediaWorker = {
  isDone() {
    const { MEDIASOUP_WORKER_BIN } = process.env;
    if (!MEDIASOUP_WORKER_BIN) return starts(cachedWorkerPath(installedVersion()));
    requireExecutable(MEDIASOUP_WORKER_BIN);
    return true;
  },
  async carryOut() {
    const target = cachedWorkerPath(installedVersion());
    const prebuilt = await fetchPrebuilt();
    if (prebuilt && starts(prebuilt)) return putInCache(prebuilt, target);
    if (hasApt()) await buildFromPackage((binary) => putInCache(binary, target));
    else putInCache(await buildWithMediasoup(), target);
  },
};

// Without a parent's version in its environment the worker says so and ends with 41; whatever hinders it from
// starting (a missing library after a system upgrade, another processor) ends otherwise.
function starts(binary) {
  if (!existsSync(binary)) return false;
  const { MEDIASOUP_VERSION, ...env } = process.env;
  return spawnSync(binary, { env, timeout: 10_000 }).status === 41;
}

// Whoever looks at the path sees no worker or a whole one.
function putInCache(binary, target) {
  if (!starts(binary))
    throw new Trouble(`The media worker was built, but does not start: ${binary}`, `ldd ${binary}`);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(binary, `${target}.${process.pid}`);
  renameSync(`${target}.${process.pid}`, target);
}

function requireExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch (error) {
    throw new Trouble(`MEDIASOUP_WORKER_BIN names a program that cannot be run (${error.code}): ${file}`);
  }
}
