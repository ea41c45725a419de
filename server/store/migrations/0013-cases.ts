import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const cases: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await createNotices(database);
}

async function createNotices(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      id uuid primary key default gen_random_uuid(),
      account_id text not null references auth_user,
      kind text not null,
      params jsonb not null,
      key text not null,
      language text,
      created_at_ms bigint not null,
      sent_at_ms bigint,
      given_up_at_ms bigint,
      attempts integer not null default 0 check (attempts >= 0),
      next_attempt_at_ms bigint not null,
      read_at_ms bigint,
      unique (account_id, key)
    )`.execute(database);
  await sql`create index notice_account on notice (account_id, created_at_ms desc)`.execute(database);
  await sql`
    create index notice_unsent on notice (next_attempt_at_ms) where sent_at_ms is null and given_up_at_ms is null
  `.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table notice`.execute(database);
}
