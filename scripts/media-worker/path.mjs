// Where mediasoup's worker program is. The set-up puts it there; the server hands the path to mediasoup.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const recipeFolder = fileURLToPath(new URL('recipe', import.meta.url));
export const mediasoupFolder = fileURLToPath(new URL('../../node_modules/mediasoup', import.meta.url));

/** The operator's own worker when MEDIASOUP_WORKER_BIN names one, else the cached one, be it there yet or not. */
export function mediaWorkerPath() {
  return process.env.MEDIASOUP_WORKER_BIN || cachedWorkerPath(installedVersion());
}

/** One file for each mediasoup version and recipe, outside node_modules, so that `npm ci` keeps it. */
export function cachedWorkerPath(mediasoupVersion) {
  return join(cacheFolder(), `media-worker-${mediasoupVersion}-${recipeHash()}`, 'mediasoup-worker');
}

/** What the set-up makes once for this user and all clones of the project. */
export function cacheFolder() {
  const { XDG_CACHE_HOME } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'debate-hub');
  return join(
    XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache'),
    'debate-hub',
  );
}

export function installedVersion() {
  return JSON.parse(readFileSync(join(mediasoupFolder, 'package.json'), 'utf8')).version;
}

// A home folder may be shared by machines of different kinds, so the kind counts as an ingredient.
function recipeHash() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of recipeFiles()) hash.update(`\0${file}\0`).update(readFileSync(join(recipeFolder, file)));
  return hash.digest('hex').slice(0, 12);
}

function recipeFiles() {
  return readdirSync(recipeFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(recipeFolder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}
