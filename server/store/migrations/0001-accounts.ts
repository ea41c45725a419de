import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const accounts: Migration = { up, down };

/** The tables of the sign-in library, as it would create them; a test holds that it finds nothing to add. */
async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table auth_user (
      "id" text primary key,
      "name" text not null,
      "email" text not null unique,
      "emailVerified" boolean not null,
      "image" text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp
    )`.execute(database);
  await sql`
    create table auth_session (
      "id" text primary key,
      "expiresAt" timestamptz not null,
      "token" text not null unique,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null,
      "ipAddress" text,
      "userAgent" text,
      "userId" text not null references auth_user ("id") on delete cascade
    )`.execute(database);
  await sql`
    create table auth_account (
      "id" text primary key,
      "accountId" text not null,
      "providerId" text not null,
      "userId" text not null references auth_user ("id") on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz,
      "scope" text,
      "password" text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null
    )`.execute(database);
  await sql`
    create table auth_verification (
      "id" text primary key,
      "identifier" text not null,
      "value" text not null,
      "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp
    )`.execute(database);
  await sql`create index "auth_session_userId_idx" on auth_session ("userId")`.execute(database);
  await sql`create index "auth_account_userId_idx" on auth_account ("userId")`.execute(database);
  await sql`create index "auth_verification_identifier_idx" on auth_verification ("identifier")`.execute(
    database,
  );
}

async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table auth_verification, auth_account, auth_session, auth_user`.execute(database);
}
