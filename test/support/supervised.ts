import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SignInLink } from '../../server/campaign.ts';
import { Seed } from '../../server/store/seed-shape.ts';

const root = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

export type SupervisedHub = {
  url: string;
  links: SignInLink[];
  pids: { server: number; workers: number };
  folder: string;
  supervisor: ChildProcess;
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
  const supervisor = fork(root('server/embedded/main.ts'), {
    env: { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data'), CAMPAIGN_FILE: campaignFile, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(supervisor, 'exit');
  const [ready] = (await Promise.race([once(supervisor, 'message'), exited])) as [
    { publicUrl: string; links: SignInLink[]; pids: SupervisedHub['pids'] } | number,
  ];
  if (ready === null || typeof ready !== 'object') throw new Error(`the hub did not start (${ready})`);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      if (supervisor.exitCode === null && supervisor.signalCode === null) supervisor.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    })();
    return closing;
  };
  return {
    url: ready.publicUrl,
    links: ready.links,
    pids: ready.pids,
    folder,
    supervisor,
    close,
    [Symbol.asyncDispose]: close,
  };
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
