import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isRunning,
  openSupervisedHub,
  processesNaming,
  type SupervisedHub,
  until,
} from '../support/supervised.ts';

/** A running Redis names its socket and nothing else. */
async function redisServers({ sockets }: SupervisedHub) {
  return (await processesNaming(sockets)).filter(({ command }) => command.startsWith('redis-server'));
}

async function guardOf({ folder }: SupervisedHub) {
  const [guard] = await processesNaming(join(folder, 'data', 'redis.lock'));
  if (guard === undefined) throw new Error('no guard');
  return guard;
}

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
    expect(await redisServers(hub)).toHaveLength(1);
    await hub.close();
    expect(isRunning(hub.pids.server)).toBe(false);
    expect(isRunning(hub.pids.workers)).toBe(false);
    expect(await processesNaming(hub.sockets)).toEqual([]);
    expect(existsSync(hub.sockets)).toBe(false);
  });

  it('Ctrl-C while it still starts leaves nothing running', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hub-supervised-'));
    const supervisor = spawn(process.execPath, ['server/embedded/main.ts'], {
      env: { ...process.env, PORT: '0', DATA_DIR: folder },
      stdio: 'ignore',
    });
    const exited = once(supervisor, 'exit');
    await until(
      'its Redis starts',
      async () => (await processesNaming(join(folder, 'redis.lock'))).length > 0,
    );
    supervisor.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    expect(await processesNaming(folder)).toEqual([]);
    await rm(folder, { recursive: true });
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

  it('killed and started again at once, it has all its rows, and nothing is left of the first', async () => {
    const first = await openSupervisedHub({});
    const debates = await (await fetch(`${first.url}/api/debates`)).json();
    first.supervisor.kill('SIGKILL');
    await using second = await first.startAgain();
    expect(await (await fetch(`${second.url}/api/debates`)).json()).toEqual(debates);
    expect(existsSync(first.sockets)).toBe(false);
    await until('the first is gone', async () => (await processesNaming(first.sockets)).length === 0);
    expect(await redisServers(second)).toHaveLength(1);
  });

  it('killed together with the guard of its Redis, the next start ends that Redis before its own', async () => {
    const first = await openSupervisedHub({});
    first.supervisor.kill('SIGKILL');
    process.kill((await guardOf(first)).pid, 'SIGKILL');
    await using second = await first.startAgain();
    expect(await redisServers(first)).toEqual([]);
    expect(await redisServers(second)).toHaveLength(1);
  });

  it('a killed guard takes its Redis with it: never two write the same files', async () => {
    await using hub = await openSupervisedHub({});
    const [before] = await redisServers(hub);
    process.kill((await guardOf(hub)).pid, 'SIGKILL');
    await until('another Redis runs', async () => {
      const now = await redisServers(hub);
      expect(now.length).toBeLessThan(2);
      return now.length === 1 && now[0]?.pid !== before?.pid;
    });
    await until('all is well again', async () => (await fetch(`${hub.url}/readyz`)).ok);
  });

  it('a killed worker process is started again', async () => {
    await using hub = await openSupervisedHub({});
    process.kill(hub.pids.workers, 'SIGKILL');
    await until('the workers have ended', async () => !isRunning(hub.pids.workers));
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  });
});
