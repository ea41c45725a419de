import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClock } from '../../server/platform/clock.ts';
import { ConfigError } from '../../server/platform/config.ts';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { readDatabaseSafety } from '../../server/store/database-safety.ts';
import { migrateAt } from '../../server/store/migrate.ts';
import { openRecords } from '../../server/store/open-records.ts';
import type { Tables } from '../../server/store/tables.ts';
import { openEmbeddedDatabase } from '../support/pglite.ts';
import { openPostgres } from '../support/postgres.ts';
import { keyFolder } from '../support/signing.ts';
import { openStoresUnderTest, type StoresUnderTest } from '../support/stores.ts';

const log = openLog('silent');
const clock = openClock();
const { signingKeyFile } = keyFolder();

/** The very commands that the README gives to whoever sets up a production database. */
function rightsOfReadme(): string {
  const [, commands] = readFileSync('README.md', 'utf8').match(/```sql\n([\s\S]*?)```/) ?? [];
  if (commands === undefined) throw new Error('the README gives no SQL');
  return commands;
}

describe('REC-9 what of a database speaks against deciding by it', () => {
  let owner: StoresUnderTest;
  beforeAll(async () => {
    owner = await openStoresUnderTest(openPostgres);
  });
  afterAll(() => owner.close());

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
    'a PostgreSQL with %s off is refused at the start, and taken when it is on again',
    async (setting) => {
      const settings = { databaseUrl: owner.url, signingKeyFile };
      const tools = { database: owner.database, clock, log };
      const set = async (value: string) => {
        await owner.pool.query(`alter system set ${setting} = ${value}`);
        await owner.pool.query('select pg_reload_conf()');
        await expect
          .poll(async () => (await owner.pool.query(`show ${setting}`)).rows[0][setting])
          .toBe(value);
      };
      await set('off');
      const refusal = await openRecords(settings, tools).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ConfigError);
      expect((refusal as Error).message).toMatch(new RegExp(`DATABASE_URL: .*${setting}`));
      await set('on');
      await openRecords(settings, tools);
    },
  );

  it('the owner of the tables could change evidence, and every table of it is named', async () => {
    const { isEmbedded, changeable } = await readDatabaseSafety(owner.database, owner.url);
    expect(isEmbedded).toBe(false);
    expect(changeable).toEqual(expect.arrayContaining(['act', 'campaign_log', 'evidence', 'signing_key']));
  });

  it('an account with the rights of the README can start a hub, and can change none of it', async () => {
    await owner.pool.query(rightsOfReadme());
    const url = owner.url.replace('postgres@', 'hub_app@');
    const pool = openPool(url, log);
    try {
      const database = openDatabase<Tables>(pool);
      await migrateAt(url, log);
      const { recordsState } = await openRecords(
        { databaseUrl: url, signingKeyFile },
        { database, clock, log },
      );
      expect((await recordsState()).doubts).toEqual([]);
      for (const table of ['evidence', 'campaign_log', 'signed_head', 'signing_key', 'act']) {
        for (const text of [`delete from ${table}`, `truncate ${table}`, `drop table ${table} cascade`]) {
          await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
        }
        const disable = `alter table ${table} disable trigger all`;
        await expect(pool.query(disable)).rejects.toMatchObject({ code: '42501' });
      }
      await pool.query('delete from process_heartbeat');
    } finally {
      await pool.end();
    }
  });

  it('the embedded database says that it is one', async () => {
    await using embedded = await openEmbeddedDatabase();
    const pool = openPool(embedded.url, log);
    await migrateAt(embedded.url, log);
    const database = openDatabase<Tables>(pool);
    const { recordsState } = await openRecords(
      { databaseUrl: embedded.url, signingKeyFile },
      { database, clock, log },
    );
    expect((await recordsState()).doubts).toContain('embedded-database');
    await pool.end();
  });
});
