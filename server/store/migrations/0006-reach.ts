import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const reach: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table reach_minute (
      debate_id uuid not null references debate,
      minute_ms bigint not null,
      viewers integer not null,
      watch_ms bigint not null,
      peak integer not null,
      sketch bytea not null,
      primary key (debate_id, minute_ms)
    )`.execute(database);
  await sql`
    create table reach (
      debate_id uuid primary key references debate,
      unique_viewers integer not null,
      error_percent double precision not null,
      watch_ms bigint not null,
      average_minute_audience double precision not null,
      peak_concurrency integer not null,
      method text not null,
      closed_at_ms bigint not null
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table reach, reach_minute`.execute(database);
}
