// The pages the server serves, built from client/ when their sources changed.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode } from './npm-packages.mjs';
import { beginProgress } from './progress.mjs';
import { run, shortened } from './run.mjs';
import { hashOf, readStamp, root, writeStamp } from './stamp.mjs';
import { Trouble } from './trouble.mjs';

const stamp = join(root, 'dist', 'client.stamp');
const built = join(root, 'dist', 'client', 'index.html');

// The contract and the rules are compiled into the pages.
const sources = () => hashOf(['client', 'server/protocol', 'server/rules', 'package-lock.json']);

export const pages = {
  isDone() {
    if (!existsSync(join(root, 'client', 'index.html'))) return true;
    return existsSync(built) && readStamp(stamp) === sources();
  },
  async carryOut() {
    const made = sources();
    const progress = beginProgress('pages');
    rmSync(stamp, { force: true });
    const args = ['node_modules/vite/bin/vite.js', 'build', 'client', '--logLevel', 'warn'];
    const { succeeded, lines } = await run(projectNode, args, { cwd: root });
    if (!succeeded) throw new Trouble(`The pages could not be built:\n${shortened(lines)}`, 'npm run build');
    if (!existsSync(built))
      throw new Trouble('Vite built the pages, but not into dist/client: see client/vite.config.');
    writeStamp(stamp, made);
    progress.end();
  },
};
