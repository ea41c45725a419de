import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const calendars: Migration = { up, down };

/**
 * A debate's revision rises by trigger, with whatever changes the debate: a calendar program takes a change only with
 * a higher number. Its instant is the database's own, and stands in feeds only.
 */
async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_feed (
      id uuid primary key default gen_random_uuid(),
      account_id text not null unique references auth_user,
      created_at_ms bigint not null
    )`.execute(database);
  await sql`
    create table calendar_revision (
      debate_id uuid primary key references debate,
      sequence integer not null default 0,
      changed_at_ms bigint not null
    )`.execute(database);
  await sql`
    create function calendar_now_ms() returns bigint language sql as $$
      select (extract(epoch from clock_timestamp()) * 1000)::bigint
    $$`.execute(database);
  await sql`
    create function calendar_standing(status text) returns text language sql immutable as $$
      select case when status in ('live', 'ended', 'final', 'lobby') then 'published' else status end
    $$`.execute(database);
  await sql`
    create function raise_calendar_revision() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        insert into calendar_revision (debate_id, changed_at_ms) values (new.id, calendar_now_ms());
      elsif (new.title, new.area_id, new.planned_start_ms, new.planned_ms, calendar_standing(new.status))
        is distinct from (old.title, old.area_id, old.planned_start_ms, old.planned_ms, calendar_standing(old.status))
      then
        update calendar_revision set sequence = sequence + 1, changed_at_ms = calendar_now_ms()
          where debate_id = new.id;
      end if;
      return null;
    end $$`.execute(database);
  await sql`insert into calendar_revision (debate_id, changed_at_ms) select id, calendar_now_ms() from debate`.execute(
    database,
  );
  await sql`
    create trigger debate_calendar_revision after insert or update on debate
    for each row execute function raise_calendar_revision()`.execute(database);
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop trigger debate_calendar_revision on debate`.execute(database);
  await sql`drop function raise_calendar_revision(), calendar_standing(text), calendar_now_ms()`.execute(
    database,
  );
  await sql`drop table calendar_revision, calendar_feed`.execute(database);
}
