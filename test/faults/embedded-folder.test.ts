import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LockHeld, takeLock } from '../../server/embedded/lock.ts';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const program = fileURLToPath(new URL('../../server/embedded/database.ts', import.meta.url));

function startDatabase(socket: string): ChildProcess {
  return fork(program, [join(folder, 'data'), join(folder, socket, '.s.PGSQL.5432')], {
    execArgv: [],
    silent: true,
  });
}

describe('reliability scenario 15: two processes and one folder of the embedded database', () => {
  it('is opened when the process that has it is gone, and not before', async () => {
    await Promise.all(['first', 'second'].map((name) => mkdir(join(folder, name))));
    const first = startDatabase('first');
    await once(first, 'message');
    const pool = openPool(`postgres://postgres@/postgres?host=${join(folder, 'first')}`, openLog('silent'));
    await pool.query('create table kept (value integer)');
    await pool.query('insert into kept values (7)');
    await pool.end();

    process.kill(first.pid as number, 'SIGSTOP');
    first.disconnect();
    const second = startDatabase('second');
    const ready = once(second, 'message').then(() => 'ready');
    const waited = new Promise((resolve) => setTimeout(resolve, 4_000, 'waits'));
    expect(await Promise.race([ready, waited])).toBe('waits');
    const gone = once(first, 'exit');
    process.kill(first.pid as number, 'SIGCONT');
    expect(await gone).toEqual([0, null]);
    await ready;

    const again = openPool(`postgres://postgres@/postgres?host=${join(folder, 'second')}`, openLog('silent'));
    expect((await again.query('select value from kept')).rows).toEqual([{ value: 7 }]);
    await again.end();
    second.disconnect();
    await once(second, 'exit');
  });

  it('is taken over from a process that was killed, with everything that was acknowledged', async () => {
    await Promise.all(['first', 'second'].map((name) => mkdir(join(folder, name))));
    const first = startDatabase('first');
    await once(first, 'message');
    const pool = openPool(`postgres://postgres@/postgres?host=${join(folder, 'first')}`, openLog('silent'));
    await pool.query('create table kept (value integer)');
    for (let value = 1; value <= 50; value += 1) await pool.query('insert into kept values ($1)', [value]);
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    await pool.end();

    const second = startDatabase('second');
    await once(second, 'message');
    const again = openPool(`postgres://postgres@/postgres?host=${join(folder, 'second')}`, openLog('silent'));
    expect((await again.query('select count(*)::int as kept from kept')).rows).toEqual([{ kept: 50 }]);
    await again.end();
    second.disconnect();
    await once(second, 'exit');
  });

  it('says who has it when that process does not end', async () => {
    takeLock(join(folder, 'data.lock'));
    const late = startDatabase('.');
    let said = '';
    late.stderr?.on('data', (words: Buffer) => {
      said += words;
    });
    expect(await once(late, 'exit')).toEqual([1, null]);
    expect(said).toContain(`is still open in process ${process.pid}. End that one first.`);
  });
});

describe('a lock', () => {
  it('is held by one process, and given back', () => {
    const file = join(folder, 'lock');
    const giveBack = takeLock(file);
    expect(() => takeLock(file)).toThrow(LockHeld);
    giveBack();
    takeLock(file)();
  });

  it('of a process that is dead, or whose number another one has now, is taken by exactly one of many', async () => {
    const file = join(folder, 'lock');
    const take = fileURLToPath(new URL('../support/take-lock.ts', import.meta.url));
    for (const dead of ['999999999 1\n', `${process.pid} 1\n`, '']) {
      await writeFile(file, dead);
      const takers = Array.from({ length: 8 }, () => fork(take, [file], { execArgv: [] }));
      const said = await Promise.all(takers.map(async (taker) => (await once(taker, 'message'))[0]));
      expect(said.filter((word) => word === 'mine')).toHaveLength(1);
      const owner = takers[said.indexOf('mine')];
      expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^${owner?.pid} `));
      await Promise.all(takers.map((taker) => [taker.disconnect(), once(taker, 'exit')][1]));
    }
  });
});
