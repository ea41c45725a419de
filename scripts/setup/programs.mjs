// The programs of the operating system that the hub and its tests start.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasApt, installDebianPackages } from './debian.mjs';
import { installWithHomebrew } from './homebrew.mjs';
import { Trouble } from './trouble.mjs';

const MAC_BROWSERS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const HOMEBREW_FOLDERS = ['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt'];
const KAZAKH_FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';

// A minimal Debian has no font for Kazakh and Russian, so the browser's screenshots would show boxes.
const programs = [
  {
    name: 'Redis',
    find: () => process.env.REDIS_URL || onPath('redis-server'),
    debian: 'redis-server',
    brew: 'redis',
  },
  { name: 'ffmpeg', find: () => onPath('ffmpeg'), debian: 'ffmpeg', brew: 'ffmpeg' },
  { name: 'Chromium', find: findChromium, debian: 'chromium', cask: 'chromium', forTests: true },
  { name: 'PostgreSQL', find: findPostgres, debian: 'postgresql', brew: 'postgresql@18', forTests: true },
  {
    name: 'fonts',
    find: () => !hasApt() || existsSync(KAZAKH_FONT),
    debian: 'fonts-dejavu-core',
    forTests: true,
  },
];

export function systemPrograms(withTests) {
  const missing = () => programs.filter((program) => (withTests || !program.forTests) && !program.find());
  return {
    isDone: () => missing().length === 0,
    async carryOut() {
      await install(missing());
      const still = missing().map((program) => program.name);
      if (still.length) throw new Trouble(`Installed, but not found on the PATH: ${still.join(', ')}.`);
    },
  };
}

/** A browser the tests can drive: CHROMIUM_PATH when set, else an installed Chromium or Chrome. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return isExecutable(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  const onPathNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return onPathNames.map(onPath).find(Boolean) ?? MAC_BROWSERS.find(isExecutable);
}

/** The folder with PostgreSQL's `postgres` and `initdb`, the newest installed one. */
export function findPostgres() {
  return postgresFolders().find((folder) =>
    ['postgres', 'initdb'].every((name) => isExecutable(join(folder, name))),
  );
}

function postgresFolders() {
  const debian = subfolders('/usr/lib/postgresql', /^\d+$/);
  const homebrew = HOMEBREW_FOLDERS.flatMap((folder) => subfolders(folder, /^postgresql@\d+$/));
  return [...debian, ...homebrew].map((folder) => join(folder, 'bin')).concat(pathFolders());
}

function subfolders(folder, pattern) {
  if (!existsSync(folder)) return [];
  const version = (name) => Number(name.match(/\d+/)[0]);
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.sort((a, b) => version(b) - version(a)).map((name) => join(folder, name));
}

async function install(missing) {
  const names = missing.map((program) => program.name).join(', ');
  if (hasApt())
    return installDebianPackages(
      names,
      missing.map((program) => program.debian),
    );
  if (process.platform === 'darwin') return installWithHomebrew(names, missing);
  throw new Trouble(
    `Missing: ${names}. Please install them with this system's package manager, then start again.`,
  );
}

function onPath(name) {
  return pathFolders()
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
