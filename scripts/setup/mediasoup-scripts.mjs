// mediasoup's own ways to a worker: the prebuilt one of its releases, and its source build.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediasoupFolder } from '../media-worker/path.mjs';
import { projectNode } from './npm-packages.mjs';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { Trouble } from './trouble.mjs';

const result = join(mediasoupFolder, 'worker', 'out', 'Release', 'mediasoup-worker');
const ANSWER_MS = 5_000;
const DOWNLOAD_MS = 120_000;

/** The path of mediasoup's prebuilt worker, or undefined where it cannot be had. */
export async function fetchPrebuilt() {
  if (existsSync(result)) return result;
  if (!(await answers(releases()))) return undefined;
  const progress = beginProgress("mediasoup's prebuilt worker");
  // The same script would go on to its source build; without a Python it cannot.
  const env = { PYTHON: 'false', MEDIASOUP_FORCE_WORKER_PREBUILT_DOWNLOAD: '1' };
  await mediasoupTask('postinstall', env, DOWNLOAD_MS);
  if (!existsSync(result)) return undefined;
  progress.end();
  return result;
}

/** mediasoup's source build: needs Python with pip, a C++ compiler and the whole internet. */
export async function buildWithMediasoup() {
  const progress = beginProgress('building the media worker (some minutes)');
  const { succeeded, lines } = await mediasoupTask('worker:build', {});
  if (succeeded && existsSync(result)) {
    progress.end();
    return result;
  }
  const tools = process.platform === 'darwin' ? 'xcode-select --install; brew install python' : undefined;
  const needs =
    'It needs Python 3 with pip, a C++20 compiler and make; or set MEDIASOUP_WORKER_BIN to a worker.';
  throw new Trouble(`mediasoup could not build its worker:\n${shortened(lines)}\n${needs}`, tools);
}

function mediasoupTask(task, env, timeout) {
  const cleared = { ...process.env, MEDIASOUP_WORKER_BIN: '', MEDIASOUP_BUILDTYPE: 'Release' };
  return run(projectNode, ['npm-scripts.mjs', task], {
    cwd: mediasoupFolder,
    env: { ...cleared, ...env },
    timeout,
  });
}

function releases() {
  const { repository } = JSON.parse(readFileSync(join(mediasoupFolder, 'package.json'), 'utf8'));
  return process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || repository.url.replace(/^git\+/, '');
}

// A network that swallows packets would hold the download for minutes, so the host is asked first.
async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}
