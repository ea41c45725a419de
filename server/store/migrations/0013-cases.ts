import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const cases: Migration = { up, down };

/** What happened in a case, and what it opened with, stays as it was written. */
const appendOnly = ['case_file', 'case_step', 'case_terms', 'voting_days'];

async function up(database: Kysely<unknown>): Promise<void> {
  await createNotices(database);
  await createTerms(database);
  await createCases(database);
  for (const table of appendOnly) {
    await sql`
      create trigger ${sql.raw(`${table}_is_append_only`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(database);
  }
}

async function createTerms(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_terms (
      campaign_id uuid not null references campaign,
      version integer not null check (version > 0),
      valid_from_ms bigint not null,
      terms jsonb not null,
      primary key (campaign_id, version)
    )`.execute(database);
  await sql`
    create table voting_days (
      campaign_id uuid not null references campaign,
      version integer not null check (version > 0),
      opens_at_ms bigint not null,
      closes_at_ms bigint not null check (closes_at_ms > opens_at_ms),
      said_at_ms bigint not null,
      said_by text references auth_user,
      reason text not null,
      primary key (campaign_id, version)
    )`.execute(database);
  await sql`
    create table committee_seat (
      campaign_id uuid not null references campaign,
      account_id text not null references auth_user,
      level text not null,
      area_id uuid references area,
      primary key (campaign_id, account_id),
      check ((area_id is null) = (level in ('centre', 'panel')))
    )`.execute(database);
}

async function createCases(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_file (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      number integer not null check (number > 0),
      kind text not null check (kind in ('breach', 'complaint')),
      ground text not null,
      candidacy_id uuid references candidacy,
      area_id uuid not null references area,
      obligation_id uuid unique references obligation,
      complainant_id text references auth_user,
      tracking_hash text unique check (length(tracking_hash) = 64),
      evidence jsonb,
      terms jsonb not null,
      opened_at_ms bigint not null,
      unique (campaign_id, number),
      check ((kind = 'breach') = (obligation_id is not null))
    )`.execute(database);
  await sql`create index case_file_candidacy on case_file (candidacy_id)`.execute(database);
  await sql`
    create table case_step (
      case_id uuid not null references case_file,
      sequence integer not null check (sequence > 0),
      at_ms bigint not null,
      account_id text references auth_user,
      command_id uuid,
      event jsonb not null,
      campaign_id uuid not null references campaign,
      decision_number integer check (decision_number > 0),
      primary key (case_id, sequence),
      unique (campaign_id, decision_number)
    )`.execute(database);
  await sql`
    create unique index case_step_command on case_step (case_id, command_id) where command_id is not null
  `.execute(database);
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
  await sql`
    create table notice_language (
      account_id text primary key references auth_user,
      language text not null
    )`.execute(database);
  await sql`create index notice_account on notice (account_id, created_at_ms desc)`.execute(database);
  await sql`
    create index notice_unsent on notice (next_attempt_at_ms) where sent_at_ms is null and given_up_at_ms is null
  `.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table case_step, case_file, committee_seat, voting_days, case_terms`.execute(database);
  await sql`drop table notice_language, notice`.execute(database);
}
