import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SignInLink } from '../../server/campaign.ts';
import { Seed } from '../../server/store/seed-shape.ts';

const root = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

export type SupervisedHub = {
  url: string;
  links: SignInLink[];
  pids: { server: number; workers: number };
  folder: string;
  /** Where its private database and Redis are reached. */
  sockets: string;
  supervisor: ChildProcess;
  /** Once more on the same folder and port, without waiting for anything. */
  startAgain(): Promise<SupervisedHub>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** `npm start` as a user runs it, on a free port and a folder of its own; stopped with Ctrl-C's signal. */
export async function openSupervisedHub(
  env: NodeJS.ProcessEnv,
  change: (seed: Seed) => Seed = (seed) => seed,
): Promise<SupervisedHub> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-supervised-'));
  const campaignFile = join(folder, 'campaign.json');
  const seed = Seed.parse(JSON.parse(await readFile(root('server/embedded/campaigns/demo.json'), 'utf8')));
  await writeFile(campaignFile, JSON.stringify(change(seed)));
  return start(folder, { PORT: '0', CAMPAIGN_FILE: campaignFile, ...env });
}

async function start(folder: string, env: NodeJS.ProcessEnv): Promise<SupervisedHub> {
  const dataFolder = join(folder, 'data');
  const supervisor = fork(root('server/embedded/main.ts'), {
    env: { ...process.env, DATA_DIR: dataFolder, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(supervisor, 'exit');
  const [ready] = (await Promise.race([once(supervisor, 'message'), exited])) as [
    { publicUrl: string; links: SignInLink[]; pids: SupervisedHub['pids'] } | number,
  ];
  if (ready === null || typeof ready !== 'object') throw new Error(`the hub did not start (${ready})`);
  const sockets = await readFile(join(dataFolder, 'sockets'), 'utf8');
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      if (supervisor.exitCode === null && supervisor.signalCode === null) supervisor.kill('SIGINT');
      await exited;
      for (const left of [folder, sockets]) await rm(left, { recursive: true, force: true });
    })();
    return closing;
  };
  return {
    url: ready.publicUrl,
    links: ready.links,
    pids: ready.pids,
    folder,
    sockets,
    supervisor,
    startAgain: () => start(folder, { ...env, PORT: new URL(ready.publicUrl).port }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Every process whose command names this text, as any Unix lists them. */
export async function processesNaming(text: string): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args=']);
  return [...stdout.matchAll(/^ *(\d+) (.*)$/gm)]
    .map(([, pid, command = '']) => ({ pid: Number(pid), command }))
    .filter(({ command }) => command.includes(text));
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Asks again until it is so; the only way to wait for another process that cannot tell us. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null>,
  withinMs = 30_000,
): Promise<T> {
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > endsAtMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
