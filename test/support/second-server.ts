import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, hubSecret, type TestHub } from './hub.ts';

const program = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export type SecondServer = { url: string; child: ChildProcess; [Symbol.asyncDispose](): Promise<void> };

/** One more server on the hub's database and Redis, as a process of its own. */
export async function startSecondServer({ ground }: TestHub): Promise<SecondServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = {
    DATABASE_URL: ground.databaseUrl,
    REDIS_URL: ground.redisUrl,
    SIGNING_KEY_FILE: ground.signingKeyFile,
    CHECKPOINT_FILE: ground.checkpointFile,
    HUB_SECRET: hubSecret,
    PUBLIC_URL: url,
    PORT: String(port),
    HOST: 'localhost',
    MEDIA_WORKERS: '1',
    LOG_LEVEL: 'fatal',
  };
  const child = fork(program, { env: { ...process.env, ...settings }, execArgv: [], silent: true });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('it did not start'))),
  ]);
  return {
    url,
    child,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
