import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const debates: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table debate (
      id uuid primary key default gen_random_uuid(),
      campaign_id uuid not null references campaign,
      stage_id uuid not null references campaign_stage,
      area_id uuid not null references area,
      title jsonb not null,
      format jsonb not null,
      rule_set_id uuid not null references rule_set,
      status text not null,
      planned_start_ms bigint not null,
      planned_ms bigint not null,
      draw_seed text not null,
      started_at_ms bigint,
      ended_at_ms bigint,
      created_by text not null references auth_user
    )`.execute(database);
  await sql`create index debate_campaign on debate (campaign_id, planned_start_ms)`.execute(database);
  await sql`create index debate_status on debate (status)`.execute(database);
  await sql`
    create table slot (
      id uuid primary key default gen_random_uuid(),
      debate_id uuid not null references debate,
      candidacy_id uuid not null references candidacy,
      position integer not null check (position > 0),
      unique (debate_id, candidacy_id),
      unique (debate_id, position)
    )`.execute(database);
  await sql`create index slot_candidacy on slot (candidacy_id)`.execute(database);
  await sql`
    create table moderation (
      debate_id uuid not null references debate,
      account_id text not null references auth_user,
      primary key (debate_id, account_id)
    )`.execute(database);
  await sql`create index moderation_account on moderation (account_id)`.execute(database);
  await sql`
    create table home_heartbeat (
      debate_id uuid primary key references debate,
      boot_id uuid not null,
      at_ms bigint not null
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table home_heartbeat, moderation, slot, debate`.execute(database);
}
