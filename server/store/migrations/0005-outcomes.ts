import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const outcomes: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table verdict (
      id uuid primary key default gen_random_uuid(),
      debate_id uuid not null references debate,
      slot_id uuid not null references slot,
      outcome text not null,
      reasons jsonb not null,
      present_ms bigint not null,
      countable_ms bigint not null,
      arrived_at_ms bigint,
      status text not null,
      rule_set_id uuid not null references rule_set,
      rule_version integer not null,
      evidence_sequence integer not null,
      evidence_hash text not null,
      computed_at_ms bigint not null,
      unique (slot_id, evidence_hash, rule_set_id)
    )`.execute(database);
  await sql`create index verdict_debate on verdict (debate_id)`.execute(database);
  await sql`
    create table obligation (
      id uuid primary key default gen_random_uuid(),
      candidacy_id uuid not null references candidacy,
      stage_id uuid not null references campaign_stage,
      rule text not null,
      ordinal integer not null check (ordinal > 0),
      due_at_ms bigint not null,
      status text not null,
      reason jsonb not null,
      fulfilled_by_slot uuid references slot,
      unique (candidacy_id, stage_id, rule, ordinal)
    )`.execute(database);
  await sql`create index obligation_open on obligation (stage_id) where status = 'open'`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table obligation, verdict`.execute(database);
}
