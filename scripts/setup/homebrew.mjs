// A Mac's programs, from Homebrew.
import { spawnSync } from 'node:child_process';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { Trouble } from './trouble.mjs';

export async function installWithHomebrew(label, missing) {
  if (spawnSync('brew', ['--version']).status !== 0) {
    throw new Trouble(
      `${label} must be installed, and Homebrew is not here: get it from https://brew.sh, start again.`,
    );
  }
  const progress = beginProgress(`${label} from Homebrew`);
  await brew(
    '--formula',
    missing.map((program) => program.brew),
  );
  await brew(
    '--cask',
    missing.map((program) => program.cask),
  );
  progress.end();
}

async function brew(kind, names) {
  const wanted = names.filter(Boolean);
  if (wanted.length === 0) return;
  const args = ['install', kind, ...wanted];
  const { succeeded, lines } = await run('brew', args);
  if (succeeded) return;
  const other = kind === '--cask' ? ' Google Chrome, or a browser named by CHROMIUM_PATH, does as well.' : '';
  throw new Trouble(
    `Homebrew could not install ${wanted.join(', ')}:\n${shortened(lines)}\n${other}`,
    `brew ${args.join(' ')}`,
  );
}
