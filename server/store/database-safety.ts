import { sql } from 'kysely';
import { cannotUse } from '../platform/config.ts';
import type { Database } from './tables.ts';

/** What of this database speaks against deciding by the evidence in it. */
export type DatabaseSafety = {
  /** It is for one machine: not all that it has written survives a loss of power. */
  isEmbedded: boolean;
  /** Tables of evidence that our role may change or delete, or whose triggers it may take off. */
  changeable: string[];
};

/** A commit that is answered must be on the disk: without one of these it may not be. */
const needed = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Nothing of these is ever changed by the hub: its role needs no right to. So it is with all tables of such a trigger. */
const appendOnly = ['evidence', 'campaign_log', 'signed_head', 'signing_key', 'checkpoint_timestamp'];

/** Refuses a PostgreSQL that may forget what it has answered (REC-9). */
export async function readDatabaseSafety(database: Database, url: string): Promise<DatabaseSafety> {
  const { rows } = await sql<{ version: string }>`select version()`.execute(database);
  const isEmbedded = /pglite|wasm|emscripten/i.test(rows[0]?.version ?? '');
  const off = isEmbedded ? [] : await settingsOff(database);
  if (off.length > 0) throw cannotUse('DATABASE_URL', url, `its PostgreSQL runs with ${off.join(', ')} off`);
  return { isEmbedded, changeable: await changeableTables(database) };
}

async function settingsOff(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in (${sql.join(needed)})
  `.execute(database);
  return rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
}

async function changeableTables(database: Database): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    select relname as "table" from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public'
      and (relname in (${sql.join(appendOnly)}) or exists (
        select from pg_trigger where tgrelid = pg_class.oid and tgname = relname || '_is_append_only'))
      and (pg_has_role(relowner, 'usage') or has_table_privilege(pg_class.oid, 'update, delete, truncate'))
    order by relname
  `.execute(database);
  return rows.map(({ table }) => table);
}
