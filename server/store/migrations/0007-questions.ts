import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const questions: Migration = { up, down };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table listed_word (
      campaign_id uuid not null references campaign,
      language text not null,
      word text not null,
      primary key (campaign_id, language, word)
    )`.execute(database);
  await sql`
    create table question (
      id uuid primary key default gen_random_uuid(),
      debate_id uuid not null references debate,
      text text not null,
      text_key text not null,
      language text not null,
      author text not null,
      caught_word text,
      votes integer not null default 0 check (votes >= 0),
      status text not null default 'waiting'
        check (status in ('waiting', 'admitted', 'rejected', 'asked', 'not-asked')),
      reason text check ((reason is not null) = (status in ('rejected', 'not-asked'))),
      put_at_ms bigint not null,
      asked_at_ms bigint check ((asked_at_ms is not null) = (status = 'asked')),
      unique (debate_id, text_key)
    )`.execute(database);
  await sql`
    create index question_order on question (debate_id, status, votes desc, put_at_ms desc)
  `.execute(database);
  await sql`create index question_author on question (debate_id, author)`.execute(database);
  await sql`
    create table question_vote (
      question_id uuid not null references question,
      voter text not null,
      primary key (question_id, voter)
    )`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table question_vote, question, listed_word`.execute(database);
}
