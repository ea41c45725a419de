import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const judgements: Migration = { up, down };

const appendOnly = [
  'rule_set',
  'confirmation',
  'partial_ruling',
  'objection',
  'objection_attachment',
  'objection_ruling',
  'objection_end',
  'attachment',
  'attachment_reader',
];

async function up(database: Kysely<unknown>): Promise<void> {
  await giveVerdictsAnOrigin(database);
  await createAttachments(database);
  await createConfirmations(database);
  await createObjections(database);
  for (const table of appendOnly) {
    await sql`
      create trigger ${sql.raw(`${table}_is_append_only`)}
      before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()
    `.execute(database);
  }
}

/** One verdict holds for a slot at a time, and each reading of the evidence is proposed once. */
async function giveVerdictsAnOrigin(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table verdict
      add column origin text not null default 'evidence',
      add column is_silent boolean not null default false,
      add column supersedes uuid references verdict
  `.execute(database);
  await sql`
    alter table verdict drop constraint verdict_slot_id_evidence_hash_rule_set_id_key
  `.execute(database);
  await sql`
    create unique index verdict_reading on verdict (slot_id, evidence_hash, rule_set_id)
    where origin = 'evidence'
  `.execute(database);
  await sql`create unique index verdict_standing on verdict (slot_id) where status <> 'superseded'`.execute(
    database,
  );
  await sql`
    create index verdict_undecided on verdict (computed_at_ms) where status in ('proposed', 'confirmed')
  `.execute(database);
}

async function createAttachments(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table attachment (
      id uuid primary key default gen_random_uuid(),
      account_id text not null references auth_user,
      file_name text not null,
      media_type text not null,
      size integer not null check (size between 1 and 5242880),
      sha256 text not null check (length(sha256) = 64),
      bytes bytea not null,
      at_ms bigint not null,
      unique (account_id, sha256)
    )`.execute(database);
  await sql`
    create table attachment_reader (
      attachment_id uuid not null references attachment,
      account_id text not null references auth_user,
      primary key (attachment_id, account_id)
    )`.execute(database);
}

async function createConfirmations(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table confirmation (
      verdict_id uuid not null references verdict,
      account_id text not null references auth_user,
      capacity text not null,
      at_ms bigint not null,
      primary key (verdict_id, account_id)
    )`.execute(database);
  await sql`
    create table partial_ruling (
      verdict_id uuid not null references verdict,
      account_id text not null references auth_user,
      ruling text not null,
      reason text not null,
      at_ms bigint not null,
      primary key (verdict_id, account_id)
    )`.execute(database);
}

async function createObjections(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table objection (
      id uuid primary key default gen_random_uuid(),
      verdict_id uuid not null unique references verdict,
      account_id text not null references auth_user,
      statement text not null,
      at_ms bigint not null
    )`.execute(database);
  await sql`
    create table objection_attachment (
      objection_id uuid not null references objection,
      attachment_id uuid not null references attachment,
      position integer not null check (position > 0),
      primary key (objection_id, attachment_id)
    )`.execute(database);
  await sql`
    create table objection_ruling (
      verdict_id uuid not null references verdict,
      account_id text not null references auth_user,
      ruling text not null,
      reason text not null,
      at_ms bigint not null,
      primary key (verdict_id, account_id)
    )`.execute(database);
  await sql`
    create table objection_end (
      objection_id uuid primary key references objection,
      cause text not null,
      at_ms bigint not null
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table objection_end, objection_ruling, objection_attachment, objection, partial_ruling, confirmation,
      attachment_reader, attachment
  `.execute(database);
  await sql`drop trigger rule_set_is_append_only on rule_set`.execute(database);
  await sql`drop index verdict_reading, verdict_standing, verdict_undecided`.execute(database);
  await sql`delete from verdict where origin <> 'evidence'`.execute(database);
  await sql`alter table verdict drop column origin, drop column is_silent, drop column supersedes`.execute(
    database,
  );
  await sql`
    alter table verdict add constraint verdict_slot_id_evidence_hash_rule_set_id_key
      unique (slot_id, evidence_hash, rule_set_id)
  `.execute(database);
}
