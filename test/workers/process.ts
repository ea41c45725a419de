import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));

export type Settings = { databaseUrl: string; redisUrl: string };

/** The workers as a process of their own, the way a supervisor starts them. */
export function startWorkers({ databaseUrl, redisUrl }: Settings, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const settings = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HUB_SECRET: 'a secret of the hub, long enough to be one',
    LOG_LEVEL: 'fatal',
  };
  return fork(program, { env: { ...process.env, ...settings, ...env }, execArgv: [], silent: true });
}
