import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const records: Migration = { up, down };

/** The campaign's log and the keys that sign it are as little to be changed as evidence is (REC-1). */
async function up(database: Kysely<unknown>): Promise<void> {
  await layKeys(database);
  await sql`
    create table campaign_log (
      campaign_id uuid not null references campaign,
      sequence integer not null check (sequence > 0),
      kind text not null,
      at_ms bigint not null,
      body text not null,
      hash text not null check (length(hash) = 64),
      key_id text not null references signing_key,
      signature text not null,
      primary key (campaign_id, sequence)
    )`.execute(database);
  await sql`
    create table signed_head (
      debate_id uuid not null references debate,
      checkpoint_sequence integer not null,
      campaign_id uuid not null,
      sequence integer not null check (sequence > 0),
      hash text not null check (length(hash) = 64),
      primary key (debate_id, checkpoint_sequence),
      foreign key (campaign_id, checkpoint_sequence) references campaign_log
    )`.execute(database);
  await sql`
    create table checkpoint_timestamp (
      campaign_id uuid not null,
      sequence integer not null,
      response bytea not null,
      at_ms bigint not null,
      primary key (campaign_id, sequence),
      foreign key (campaign_id, sequence) references campaign_log
    )`.execute(database);
  await sql`
    create table process_heartbeat (
      boot_id uuid primary key,
      process text not null,
      name text,
      at_ms bigint not null
    )`.execute(database);
  for (const table of appendOnly) await keepAppendOnly(database, table);
}

/** There is one first key, and each key is followed by one at most: the keys are a chain too. */
async function layKeys(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table signing_key (
      key_id text primary key check (key_id ~ '^[0-9a-f]{16}$'),
      public_key text not null unique,
      created_at_ms bigint not null,
      previous_key_id text unique references signing_key,
      endorsement text,
      check ((previous_key_id is null) = (endorsement is null))
    )`.execute(database);
  await sql`
    create unique index signing_key_first on signing_key ((previous_key_id is null)) where previous_key_id is null
  `.execute(database);
}

const appendOnly = ['signing_key', 'campaign_log', 'signed_head', 'checkpoint_timestamp'];

async function keepAppendOnly(database: Kysely<unknown>, table: string): Promise<void> {
  await sql`
    create trigger ${sql.raw(`${table}_is_append_only`)} before update or delete or truncate on ${sql.table(table)}
    for each statement execute function refuse_change()
  `.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table process_heartbeat, checkpoint_timestamp, signed_head, campaign_log, signing_key
  `.execute(database);
}
