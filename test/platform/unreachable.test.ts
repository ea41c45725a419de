import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../support/pglite.ts';
import type { DatabaseServer } from '../support/postgres.ts';
import { keyFolder } from '../support/signing.ts';

const nobody = '127.0.0.1:1';
const mute = createServer((socket) => socket.resume());
let mutePort: number;
let database: DatabaseServer;

beforeAll(async () => {
  database = await openEmbeddedDatabase();
  await once(mute.listen(0, '127.0.0.1'), 'listening');
  ({ port: mutePort } = mute.address() as AddressInfo);
});
afterAll(async () => {
  mute.close();
  await database.close();
});

const settings = { HUB_SECRET: 'x'.repeat(32), SIGNING_KEY_FILE: keyFolder().signingKeyFile };

/** What a main file says before it ends with 1. */
async function lastWords(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = fork(fileURLToPath(new URL(`../../${program}`, import.meta.url)), {
    env: { ...process.env, ...settings, LOG_LEVEL: 'silent', PORT: '0', ...env },
    execArgv: [],
    silent: true,
  });
  let said = '';
  child.stderr?.on('data', (words: Buffer) => {
    said += words;
  });
  expect(await once(child, 'exit')).toEqual([1, null]);
  return said;
}

type Place = { what: string; env: () => NodeJS.ProcessEnv; complaint: string };

const places: Place[] = [
  {
    what: 'nothing listens at DATABASE_URL',
    env: () => ({ DATABASE_URL: `postgres://hub:open-sesame@${nobody}/hub`, REDIS_URL: `redis://${nobody}` }),
    complaint:
      `DATABASE_URL: it is "postgres://…@${nobody}/hub", where nothing usable answers ` +
      `(connect ECONNREFUSED ${nobody}); expected a PostgreSQL address such as`,
  },
  {
    what: 'nothing listens at REDIS_URL',
    env: () => ({ DATABASE_URL: database.url, REDIS_URL: `redis://${nobody}` }),
    complaint:
      `REDIS_URL: it is "redis://${nobody}", where nothing usable answers ` +
      `(connect ECONNREFUSED ${nobody}); expected a Redis address such as`,
  },
  {
    what: 'what listens at REDIS_URL never answers',
    env: () => ({ DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${mutePort}` }),
    complaint: 'where nothing usable answers (no answer in 10000 ms)',
  },
];
const programs = ['server/main.ts', 'workers/main.ts'];
const cases = programs.flatMap((program) => places.map((place) => ({ program, ...place })));

describe('a process that cannot reach what it needs says which setting it is, and does not start', () => {
  it.concurrent.each(cases)('$program, when $what', async ({ program, env, complaint }) => {
    const said = await lastWords(program, env());
    expect(said).toContain(complaint);
    expect(said).not.toMatch(/^\s+at /m);
  });
});
