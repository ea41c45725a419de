import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabasePool, openDatabase, openPool, openSetupPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openEmbeddedDatabase } from '../support/pglite.ts';
import { openPostgres } from '../support/postgres.ts';

const log = openLog('silent');
const oneConnection = 1;

describe('a database that falls silent', () => {
  let embedded: Awaited<ReturnType<typeof openEmbeddedDatabase>>;
  let pool: DatabasePool;
  beforeEach(async () => {
    embedded = await openEmbeddedDatabase();
    pool = openPool(embedded.url, log, oneConnection);
  });
  afterEach(async () => {
    process.kill(embedded.pid, 'SIGCONT');
    await pool.end();
    await embedded.close();
  });

  it('reliability scenario 4: is waited for five seconds, and its connection is not used again', async () => {
    const database = openDatabase<Record<string, never>>(pool);
    const ask = () => sql`select 1`.execute(database);
    await ask();
    process.kill(embedded.pid, 'SIGSTOP');
    const askedAtMs = performance.now();
    await expect(ask()).rejects.toThrow('timeout');
    expect(performance.now() - askedAtMs).toBeLessThan(7_000);
    expect(pool.totalCount).toBe(0);
    process.kill(embedded.pid, 'SIGCONT');
    await ask();
  });
});

describe('a database that ends a connection', () => {
  it('in the middle of a query: the query fails, the process and its pool go on', async () => {
    await using postgres = await openPostgres();
    const pool = openPool(postgres.url, log);
    const client = await pool.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const asleep = client.query('select pg_sleep(3)');
    const failed = expect(asleep).rejects.toThrow('terminat');
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
    await failed;
    await ended;
    client.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('what may take its time is not cut off after five seconds', async () => {
    await using postgres = await openPostgres();
    const pool = await openSetupPool(postgres.url, log);
    await pool.query('select pg_sleep(6)');
    await pool.end();
  });

  it('a name that the database refuses is refused at once', async () => {
    await using postgres = await openPostgres();
    const startedAtMs = performance.now();
    const nowhere = postgres.url.replace(/postgres$/, 'nowhere');
    await expect(openSetupPool(nowhere, log)).rejects.toThrow('database "nowhere" does not exist');
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  });
});
