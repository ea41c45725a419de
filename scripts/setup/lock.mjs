// One set-up at a time for each user: two would run apt and fill node_modules and the cache against each other.
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from '../media-worker/path.mjs';
import { Trouble } from './trouble.mjs';

const BEAT_MS = 5_000;
// Not one beat in this time: whoever held the lock is gone, also one in another container whose process we cannot see.
const GONE_AFTER_MS = 60_000;

/** Runs `work` while no other set-up of this user runs; waits for another to end, takes over from a dead one. */
export async function whileLocked(work) {
  const folder = join(cacheFolder(), 'setup.lock');
  makeCacheFolder();
  await acquire(folder);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  const beat = setInterval(() => utimesSync(folder, new Date(), new Date()), BEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function makeCacheFolder() {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
  } catch (error) {
    throw new Trouble(
      `The cache folder cannot be made (${error.code}): ${cacheFolder()}. XDG_CACHE_HOME names another.`,
    );
  }
}

async function acquire(folder) {
  for (let told = false; !take(folder); ) {
    if (removeDeadLock(folder)) continue;
    if (!told) process.stdout.write(`setup: waiting for another set-up to end (${folder})\n`);
    told = true;
    await pause(500);
  }
}

function take(folder) {
  if (!makeFolder(folder)) return false;
  writeFileSync(join(folder, 'owner'), `${hostname()} ${process.pid}`);
  return true;
}

// Looked at again while holding a second lock, so that nobody removes the lock of a set-up that just took over.
function removeDeadLock(folder) {
  if (!isDead(folder)) return false;
  const takeover = `${folder}.takeover`;
  if (!makeFolder(takeover)) {
    if (age(takeover) > GONE_AFTER_MS) rmdirSync(takeover);
    return false;
  }
  try {
    if (isDead(folder)) rmSync(folder, { recursive: true, force: true });
    return true;
  } finally {
    rmdirSync(takeover);
  }
}

function isDead(folder) {
  if (age(folder) > GONE_AFTER_MS) return true;
  const [host, pid] = ownerOf(folder);
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

// A lock without an owner is being taken or given back at this moment.
function ownerOf(folder) {
  try {
    return readFileSync(join(folder, 'owner'), 'utf8').split(' ');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function age(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found ? Date.now() - found.mtimeMs : 0;
}

function makeFolder(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}
