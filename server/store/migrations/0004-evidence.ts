import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const evidence: Migration = { up, down };

/** What is recorded stays: the triggers hold for every role, the owner of the tables included (EVID-3). */
async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table evidence (
      debate_id uuid not null references debate,
      sequence integer not null check (sequence > 0),
      kind text not null,
      at_ms bigint not null,
      command_id uuid,
      body text not null,
      hash text not null check (length(hash) = 64),
      primary key (debate_id, sequence)
    )`.execute(database);
  await sql`
    create index evidence_command on evidence (debate_id, command_id) where command_id is not null
  `.execute(database);
  await sql`
    create table act (
      id uuid primary key default gen_random_uuid(),
      at_ms bigint not null,
      account_id text references auth_user,
      action text not null,
      subject text not null,
      detail jsonb not null
    )`.execute(database);
  await sql`create index act_at on act (at_ms)`.execute(database);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$`.execute(database);
  for (const table of ['evidence', 'act']) await keepAppendOnly(database, table);
}

async function keepAppendOnly(database: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.raw(`${table}_is_append_only`);
  await sql`
    create trigger ${name} before update or delete or truncate on ${sql.table(table)}
    for each statement execute function refuse_change()
  `.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table act, evidence`.execute(database);
  await sql`drop function refuse_change()`.execute(database);
}
