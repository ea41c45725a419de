import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const duties: Migration = { up, down };

/** What was said, published or decided about duties stays as it was said; only how a duty stands now changes. */
const appendOnly = [
  'obligation_row',
  'duty_terms',
  'published_list',
  'list_rating',
  'list_entry',
  'excuse',
  'excuse_act',
  'duty_settlement',
  'duty_waiver',
  'reminder',
];

async function up(database: Kysely<unknown>): Promise<void> {
  await layTerms(database);
  await layLists(database);
  await changeObligations(database);
  await layExcuses(database);
  await layReminders(database);
  for (const table of appendOnly) {
    await sql`
      create trigger ${sql.raw(`${table}_is_append_only`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(database);
  }
}

async function layTerms(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table obligation_row (
      campaign_id uuid not null references campaign,
      valid_from_ms bigint not null,
      position integer not null check (position > 0),
      rule text not null,
      office text,
      area_kind text,
      stage_kind text not null,
      after_stage_kind text,
      debates integer not null check (debates > 0),
      primary key (campaign_id, valid_from_ms, position)
    )`.execute(database);
  await sql`
    create table duty_terms (
      campaign_id uuid not null references campaign,
      version integer not null check (version > 0),
      valid_from_ms bigint not null,
      terms jsonb not null,
      primary key (campaign_id, version)
    )`.execute(database);
}

async function layLists(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table published_list (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      stage_id uuid not null references campaign_stage,
      area_id uuid not null references area,
      version integer not null check (version > 0),
      seats jsonb not null,
      published_at_ms bigint not null,
      closes_at_ms bigint not null,
      published_by text references auth_user,
      unique (stage_id, area_id, version)
    )`.execute(database);
  await sql`
    create table list_rating (
      list_id uuid not null references published_list,
      candidacy_id uuid not null references candidacy,
      votes integer not null check (votes >= 0),
      primary key (list_id, candidacy_id)
    )`.execute(database);
  await sql`
    create table list_entry (
      list_id uuid not null references published_list,
      candidacy_id uuid not null references candidacy,
      office text not null,
      votes integer,
      rank integer check (rank > 0),
      is_tied boolean not null,
      entered_at_ms bigint not null,
      primary key (list_id, candidacy_id, office)
    )`.execute(database);
  await sql`create index list_entry_candidacy on list_entry (candidacy_id)`.execute(database);
}

async function changeObligations(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table obligation
      add column area_id uuid references area,
      add column list_id uuid references published_list,
      add column settled_at_ms bigint
  `.execute(database);
  await sql`
    update obligation set area_id = candidacy.area_id from candidacy where candidacy.id = obligation.candidacy_id
  `.execute(database);
  await sql`alter table obligation alter column area_id set not null`.execute(database);
  await sql`create index obligation_candidacy on obligation (candidacy_id)`.execute(database);
  await sql`
    create table duty_settlement (
      obligation_id uuid not null references obligation,
      sequence integer not null check (sequence > 0),
      at_ms bigint not null,
      status text not null,
      reason jsonb not null,
      primary key (obligation_id, sequence)
    )`.execute(database);
  await sql`
    create table duty_waiver (
      obligation_id uuid not null references obligation,
      account_id text not null references auth_user,
      at_ms bigint not null,
      reason text not null,
      primary key (obligation_id, account_id)
    )`.execute(database);
}

async function layExcuses(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table excuse (
      id uuid primary key default gen_random_uuid(),
      obligation_id uuid not null references obligation,
      debate_id uuid not null references debate,
      ground text not null,
      words text not null,
      level text not null,
      terms_version integer not null,
      filed_at_ms bigint not null,
      filed_by text not null references auth_user,
      unique (obligation_id, debate_id)
    )`.execute(database);
  await sql`
    create table excuse_act (
      excuse_id uuid not null references excuse,
      sequence integer not null check (sequence > 0),
      at_ms bigint not null,
      account_id text references auth_user,
      act jsonb not null,
      primary key (excuse_id, sequence)
    )`.execute(database);
}

async function layReminders(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table reminder (
      slot_id uuid not null references slot,
      planned_start_ms bigint not null,
      before_ms bigint not null,
      at_ms bigint not null,
      is_sent boolean not null,
      primary key (slot_id, planned_start_ms, before_ms)
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table reminder, excuse_act, excuse, duty_waiver, duty_settlement`.execute(database);
  await sql`drop index obligation_candidacy`.execute(database);
  await sql`
    alter table obligation drop column area_id, drop column list_id, drop column settled_at_ms
  `.execute(database);
  await sql`drop table list_entry, list_rating, published_list, duty_terms, obligation_row`.execute(database);
}
