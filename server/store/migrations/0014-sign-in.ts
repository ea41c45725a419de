import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const signIn: Migration = { up, down };

/** What is said of sign-ins and revocations stays; the address of a sign-in lies apart, because it must be forgotten. */
async function up(database: Kysely<unknown>): Promise<void> {
  await layPasskeys(database);
  await laySignIns(database);
  await layRevocations(database);
  for (const table of ['sign_in', 'revocation']) {
    await sql`
      create trigger ${sql.raw(`${table}_is_append_only`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(database);
  }
}

async function layPasskeys(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table passkey (
      id text primary key,
      account_id text not null references auth_user on delete cascade,
      public_key bytea not null,
      counter bigint not null,
      transports jsonb not null,
      name text not null,
      is_synced boolean not null,
      is_user_verified boolean not null,
      created_at_ms bigint not null,
      last_used_at_ms bigint
    )`.execute(database);
  await sql`create index passkey_account on passkey (account_id)`.execute(database);
  await sql`
    create table fresh_session (
      session_id text primary key references auth_session on delete cascade,
      passkey_id text not null,
      fresh_at_ms bigint not null
    )`.execute(database);
}

async function laySignIns(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in (
      id uuid primary key default gen_random_uuid(),
      at_ms bigint not null,
      account_id text references auth_user,
      method text not null,
      outcome text not null,
      session_id text
    )`.execute(database);
  await sql`create index sign_in_account on sign_in (account_id, at_ms)`.execute(database);
  await sql`create index sign_in_at on sign_in (at_ms)`.execute(database);
  await sql`
    create table sign_in_address (
      sign_in_id uuid primary key references sign_in,
      prefix text not null,
      at_ms bigint not null
    )`.execute(database);
  await sql`create index sign_in_address_at on sign_in_address (at_ms)`.execute(database);
}

async function layRevocations(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table revocation (
      sequence bigint generated always as identity primary key,
      at_ms bigint not null,
      account_id text not null references auth_user,
      what text not null,
      session_id text,
      role text,
      reason text not null,
      revoked_by text references auth_user
    )`.execute(database);
  await sql`create index revocation_account on revocation (account_id)`.execute(database);
  await sql`
    create table barred_account (
      account_id text primary key references auth_user on delete cascade,
      at_ms bigint not null
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table barred_account, revocation, sign_in_address, sign_in, fresh_session, passkey`.execute(
    database,
  );
}
