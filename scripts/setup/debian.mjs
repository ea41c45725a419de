// Debian's packages, installed by whoever may: root, or a person whose sudo asks for no password.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { Trouble } from './trouble.mjs';

const installer = fileURLToPath(new URL('debian-install.sh', import.meta.url));

export function hasApt() {
  return process.platform === 'linux' && existsSync('/usr/bin/apt-get');
}

export async function installDebianPackages(label, packages) {
  const sudo = process.getuid() === 0 ? '' : 'sudo ';
  const byHand = `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const asRoot = rootCommand();
  if (!asRoot)
    throw new Trouble(`${label} must be installed, and this user may not do that. Please run:`, byHand);
  const progress = beginProgress(`${label} from Debian`);
  const [program, ...args] = [...asRoot, 'sh', installer, ...packages];
  const { succeeded, lines } = await run(program, args, {
    onLine: (line) => showPercent(progress, line),
  });
  if (!succeeded)
    throw new Trouble(`${label} could not be installed:\n${shortened(withoutStatus(lines))}`, byHand);
  progress.end();
}

export function missingDebianPackages(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n', ...packages]);
  const installed = new Set(String(stdout).split('\n'));
  return packages.filter((name) => !installed.has(`installed ${name}`));
}

function rootCommand() {
  if (process.getuid() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

// apt tells `dlstatus:…:percent:…` while it downloads and `pmstatus:…:percent:…` while it installs; half of the way each.
function showPercent(progress, line) {
  const [, phase, percent] = line.match(/^(dl|pm)status:.*?:(\d+\.\d+):/) ?? [];
  if (phase) progress.to(Number(percent) / 2 + (phase === 'pm' ? 50 : 0));
}

function withoutStatus(lines) {
  return lines.filter((line) => !/^(dl|pm)status:/.test(line));
}
