import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const campaigns: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign (
      id uuid primary key default gen_random_uuid(),
      names jsonb not null,
      is_fictional boolean not null,
      created_at_ms bigint not null
    )`.execute(database);
  await sql`
    create table rule_set (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      version integer not null,
      valid_from_ms bigint not null,
      rules jsonb not null,
      unique (campaign_id, version)
    )`.execute(database);
  await sql`
    create table area (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      parent_id uuid references area,
      kind text not null,
      names jsonb not null,
      zone text not null
    )`.execute(database);
  await sql`
    create table campaign_stage (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      position integer not null,
      kind text not null,
      names jsonb not null,
      opens_at_ms bigint not null,
      closes_at_ms bigint not null,
      unique (campaign_id, position),
      check (closes_at_ms > opens_at_ms)
    )`.execute(database);
  await sql`
    create table office (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      code text not null,
      names jsonb not null,
      unique (campaign_id, code)
    )`.execute(database);
  await sql`
    create table format (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      names jsonb not null,
      phases jsonb not null
    )`.execute(database);
  await sql`
    create table candidacy (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      area_id uuid not null references area,
      account_id text not null references auth_user,
      name text not null,
      status text not null,
      offices jsonb not null
    )`.execute(database);
  await sql`create index candidacy_account on candidacy (account_id)`.execute(database);
  await sql`create index candidacy_campaign on candidacy (campaign_id)`.execute(database);
  await sql`
    create table role_grant (
      account_id text not null references auth_user,
      campaign_id uuid not null references campaign,
      role text not null,
      primary key (account_id, campaign_id, role)
    )`.execute(database);
  await sql`create index role_grant_campaign on role_grant (campaign_id, role)`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`
    drop table role_grant, candidacy, format, office, campaign_stage, area, rule_set, campaign
  `.execute(database);
}
