import { expect, it } from 'vitest';
import { openDatabase, openPool } from '../../../server/platform/database.ts';
import { openLog } from '../../../server/platform/log.ts';
import { migrateDown, migrateDownToNothing, migrateToLatest } from '../../../server/store/migrate.ts';
import type { Tables } from '../../../server/store/tables.ts';
import type { Given } from './laid-campaign.ts';

export function migrationContract(given: Given): void {
  const ownTables = async () => {
    const { rows } = await given().pool.query<{ name: string }>(
      `select tablename as name from pg_tables
       where schemaname = 'public' and tablename not like 'kysely%' order by tablename`,
    );
    return rows.map(({ name }) => name);
  };

  it('go forward, back to nothing and forward again, and leave the same tables', async () => {
    const { database } = given();
    const tables = await ownTables();
    expect(tables).toContain('evidence');
    const undone = await migrateDownToNothing(database);
    expect(await ownTables()).toEqual([]);
    expect(await migrateToLatest(database)).toEqual(undone.toReversed());
    expect(await ownTables()).toEqual(tables);
  });

  it('each step can be taken back alone and made again', async () => {
    const { database } = given();
    const [newest] = await migrateDown(database);
    expect(await migrateToLatest(database)).toEqual([newest]);
    expect(await migrateToLatest(database)).toEqual([]);
  });

  it('asked for by several processes at once they are made once', async () => {
    const { database, url } = given();
    const undone = await migrateDownToNothing(database);
    const pools = Array.from({ length: 4 }, () => openPool(url, openLog('silent'), 2));
    const made = await Promise.all(pools.map((pool) => migrateToLatest(openDatabase<Tables>(pool))));
    await Promise.all(pools.map((pool) => pool.end()));
    expect(made.flat()).toEqual(undone.toReversed());
  });
}
