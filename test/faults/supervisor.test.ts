import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRunning, openSupervisedHub, until } from '../support/supervised.ts';

describe('the supervisor of `npm start`', () => {
  it('scenario 15: a second start on the same folder says that one is running, and the first goes on', async () => {
    await using hub = await openSupervisedHub({});
    const second = spawn(process.execPath, ['server/embedded/main.ts'], {
      env: { ...process.env, PORT: '0', DATA_DIR: join(hub.folder, 'data') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    second.stderr.on('data', (words: Buffer) => {
      said += words;
    });
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(said).toContain('A hub is already running');
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  });

  it('Ctrl-C stops everything it started', async () => {
    const hub = await openSupervisedHub({});
    await hub.close();
    expect(isRunning(hub.pids.server)).toBe(false);
    expect(isRunning(hub.pids.workers)).toBe(false);
  });

  it('a killed supervisor leaves nothing running, and its folder can be taken again', async () => {
    const hub = await openSupervisedHub({});
    hub.supervisor.kill('SIGKILL');
    await once(hub.supervisor, 'exit');
    await until(
      'server and workers have ended',
      async () => !isRunning(hub.pids.server) && !isRunning(hub.pids.workers),
    );
    await hub.close();
  });

  it('a killed worker process is started again', async () => {
    await using hub = await openSupervisedHub({});
    process.kill(hub.pids.workers, 'SIGKILL');
    await until('the workers have ended', async () => !isRunning(hub.pids.workers));
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  });
});
