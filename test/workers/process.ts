import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keyFolder } from '../support/signing.ts';

const program = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));

export type Settings = { databaseUrl: string; redisUrl: string; signingKeyFile?: string };

/** The workers as a process of their own, the way a supervisor starts them. */
export function startWorkers(
  { databaseUrl, redisUrl, signingKeyFile = keyFolder().signingKeyFile }: Settings,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const settings = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HUB_SECRET: 'a secret of the hub, long enough to be one',
    SIGNING_KEY_FILE: signingKeyFile,
    LOG_LEVEL: 'fatal',
  };
  return fork(program, { env: { ...process.env, ...settings, ...env }, execArgv: [], silent: true });
}
