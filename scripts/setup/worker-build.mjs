// Builds the media worker with our recipe, from the sources in mediasoup's npm package and Debian's libraries.
import { createWriteStream, rmSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, mediasoupFolder, recipeFolder } from '../media-worker/path.mjs';
import { installDebianPackages, missingDebianPackages } from './debian.mjs';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { Trouble } from './trouble.mjs';

const TOOLS = ['cmake', 'ninja-build', 'g++', 'pkg-config', 'flatbuffers-compiler'];
const LIBRARIES = ['libssl-dev', 'libuv1-dev', 'libsrtp2-dev', 'libabsl-dev', 'libflatbuffers-dev'];
// What one compilation of twelve files takes at most.
const JOB_BYTES = 1e9;

/** Calls `use` with the path of the built program, which is gone afterwards. */
export async function buildFromPackage(use) {
  const missing = missingDebianPackages([...TOOLS, ...LIBRARIES]);
  if (missing.length) await installDebianPackages("the media worker's build tools", missing);
  // One name for all: what a killed set-up left behind goes first, and no other set-up runs now.
  const folder = join(cacheFolder(), 'media-worker-building');
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  clear();
  process.once('exit', clear);
  try {
    await build(folder);
    use(join(folder, 'mediasoup-worker'));
  } finally {
    process.off('exit', clear);
    clear();
  }
}

async function build(folder) {
  const progress = beginProgress('building the media worker, one to five minutes, only this once');
  const logFile = join(cacheFolder(), 'media-worker-build.log');
  const log = createWriteStream(logFile);
  const onLine = (line) => showPercent(progress, line);
  const source = ['-S', recipeFolder, '-B', folder, `-DMEDIASOUP=${mediasoupFolder}`];
  for (const [program, args] of [
    ['cmake', ['-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release', ...source]],
    ['ninja', ['-C', folder, '-j', String(jobs())]],
  ]) {
    const { succeeded, lines } = await run(program, args, { log, onLine });
    if (!succeeded)
      throw new Trouble(`The media worker could not be built (all of it: ${logFile}):\n${shortened(lines)}`);
  }
  log.end();
  progress.end();
}

// Ninja starts each line with `[done/all]`.
function showPercent(progress, line) {
  const [, done, all] = line.match(/^\[(\d+)\/(\d+)\]/) ?? [];
  if (all > 2) progress.to((100 * done) / all);
}

function jobs() {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / JOB_BYTES)));
}
