import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const formatClocks: Migration = { up, down };

/** A stored format is a promise that others have read: who wants another one stores another one. */
async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table format
      add column clock jsonb not null default '{}',
      add column position integer generated always as identity
  `.execute(database);
  await sql`create index format_campaign on format (campaign_id, position)`.execute(database);
  await sql`
    create trigger format_is_append_only before update or delete or truncate on format
    for each statement execute function refuse_change()
  `.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop trigger format_is_append_only on format`.execute(database);
  await sql`drop index format_campaign`.execute(database);
  await sql`alter table format drop column clock, drop column position`.execute(database);
}
