import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const questionShares: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table question add column came_from text`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table question drop column came_from`.execute(database);
}
