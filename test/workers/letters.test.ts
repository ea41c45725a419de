import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notices } from '../../workers/notices.ts';
import { openPost, type Post } from '../../workers/post.ts';
import { type MailServer, openMailServer } from '../support/mail-server.ts';
import { type HubParts, openHubParts } from './hub-parts.ts';
import { startWorkers } from './process.ts';

const mailFrom = 'Debates <debates@party.example>';
const publicUrl = 'https://debates.example';

let hub: HubParts;
let server: MailServer;
let mailer: Post;

beforeAll(async () => {
  hub = await openHubParts();
  server = await openMailServer();
  mailer = openPost({ smtpUrl: server.url, mailFrom }, 500);
});
beforeEach(() => {
  server.taken.length = 0;
  server.recipients.refuseWith = null;
  server.hold.recipient = async () => undefined;
  server.hold.confirmation = async () => undefined;
});
afterAll(async () => {
  mailer?.close();
  await server?.close();
  await hub?.close();
});

async function person(): Promise<{ accountId: string; address: string }> {
  const accountId = randomUUID();
  const address = `${accountId}@example.invalid`;
  await sql`
    insert into auth_user ("id", "name", "email", "emailVerified", "updatedAt")
    values (${accountId}, 'Alma (fictional)', ${address}, false, now())
  `.execute(hub.database);
  return { accountId, address };
}

async function noticed(): Promise<{ accountId: string; address: string }> {
  const { accountId, address } = await person();
  await hub.stores.notices.put({
    ...{ accountId, kind: 'breach-notice', key: 'breach:1', atMs: hub.clock.now() },
    params: {
      number: 7,
      dueAtMs: Date.UTC(2030, 8, 30, 19),
      answerUntilAtMs: Date.UTC(2030, 9, 1, 9),
      zone: 'Asia/Almaty',
    },
  });
  return { accountId, address };
}

/** The job as a worker runs it, `laterMs` from now. */
const work = (laterMs = 0, given: Post = mailer) => {
  const clock = { ...hub.clock, now: () => hub.clock.now() + laterMs };
  return notices(
    {},
    { ...hub.tools, clock, post: { mailer: given, publicUrl } },
    new AbortController().signal,
  );
};

const rowOf = (accountId: string) =>
  hub.database
    .selectFrom('notice')
    .select(['sentAtMs', 'givenUpAtMs', 'attempts', 'nextAttemptAtMs'])
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();

/** As if the time had passed that a letter stays with a worker that gives no sign of life. */
const loseClaim = (accountId: string) =>
  hub.database.updateTable('notice').set({ nextAttemptAtMs: 0 }).where('accountId', '=', accountId).execute();

const minuteMs = 60_000;

describe('CASE-10 letters over a real SMTP server', () => {
  it('go out once, in the language chosen, and say what happened, what can be done, by when and where', async () => {
    const { accountId, address } = await noticed();
    await hub.stores.notices.chooseLanguage(accountId, 'ru');
    await Promise.all([work(), work()]);
    await work();
    expect(server.taken).toHaveLength(1);
    const [mail = expect.fail()] = server.taken;
    expect(mail.to).toEqual([address]);
    expect(mail.subject).toBe('Дело № 7: вы не участвовали в обязательных дебатах — просим ответить');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    for (const part of ['Здравствуйте, Alma (fictional)!', '№ 7', '14:00', `${publicUrl}/candidate/cases`])
      expect(mail.body).toContain(part);
    expect(await rowOf(accountId)).toMatchObject({
      attempts: 1,
      givenUpAtMs: null,
      sentAtMs: expect.any(Number),
    });
  });

  it('speak all three languages to somebody whose language nobody knows', async () => {
    await noticed();
    await work();
    for (const greeting of ['Сәлеметсіз бе', 'Здравствуйте', 'Hello'])
      expect(server.taken[0]?.body).toContain(greeting);
  });

  it('a refusal of the address is final, and the notice stays on the page', async () => {
    const { accountId } = await noticed();
    server.recipients.refuseWith = 550;
    await work();
    await work(24 * 60 * minuteMs);
    expect(await rowOf(accountId)).toMatchObject({
      attempts: 1,
      sentAtMs: null,
      givenUpAtMs: expect.any(Number),
    });
    expect(await hub.stores.notices.ofAccount(accountId)).toMatchObject([
      { kind: 'breach-notice', isRead: false },
    ]);
  });

  it('a passing refusal is tried again after a minute, then two, then four, and arrives once', async () => {
    const { accountId } = await noticed();
    server.recipients.refuseWith = 451;
    const beganMs = hub.clock.now();
    for (const [attempt, laterMs] of [0, 2 * minuteMs, 5 * minuteMs].entries()) {
      await work(laterMs);
      const { attempts, nextAttemptAtMs } = await rowOf(accountId);
      expect(attempts).toBe(attempt + 1);
      expect(nextAttemptAtMs - beganMs - laterMs).toBeGreaterThanOrEqual(2 ** attempt * minuteMs);
    }
    server.recipients.refuseWith = null;
    await work(6 * minuteMs);
    expect(server.taken).toHaveLength(0);
    await work(10 * minuteMs);
    await work(60 * minuteMs);
    expect(server.taken).toHaveLength(1);
  });

  it('gives up after eight attempts', async () => {
    const { accountId } = await noticed();
    server.recipients.refuseWith = 451;
    for (let hours = 0; hours < 10; hours += 1) await work(hours * 3 * 60 * minuteMs);
    expect(await rowOf(accountId)).toMatchObject({ attempts: 8, givenUpAtMs: expect.any(Number) });
  });

  it('a server that never says a word holds a letter up for its time alone', async () => {
    const { accountId } = await noticed();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const impatient = openPost({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom }, 200);
    await work(0, impatient);
    impatient.close();
    silent.close();
    expect(await rowOf(accountId)).toMatchObject({ attempts: 1, sentAtMs: null, givenUpAtMs: null });
    await work(2 * minuteMs);
    expect(server.taken).toHaveLength(1);
  });

  it('what is three days old is not sent any more', async () => {
    const { accountId } = await noticed();
    await work(4 * 24 * 60 * minuteMs);
    expect(server.taken).toEqual([]);
    expect(await rowOf(accountId)).toMatchObject({ givenUpAtMs: expect.any(Number) });
  });
});

describe('CASE-10 a worker that is killed', () => {
  const env = () => ({ SMTP_URL: server.url, MAIL_FROM: mailFrom, PUBLIC_URL: publicUrl });
  /** Resolves when a letter stands at this gate, which never opens. */
  const standsAt = (gate: 'recipient' | 'confirmation') =>
    new Promise<void>((reached) => {
      server.hold[gate] = () => {
        reached();
        return new Promise(() => undefined);
      };
    });

  async function killAt(gate: 'recipient' | 'confirmation'): Promise<void> {
    const standing = standsAt(gate);
    using victim = startWorkers(hub, env());
    await hub.queues.add('notices', {});
    await standing;
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    server.hold[gate] = async () => undefined;
  }

  it('before the letter was handed over loses nothing and doubles nothing', async () => {
    const { accountId } = await noticed();
    await killAt('recipient');
    expect(server.taken).toEqual([]);
    await loseClaim(accountId);
    await work();
    await work(60 * minuteMs);
    expect(server.taken).toHaveLength(1);
  });

  it('between sending and marking sends once more under the same Message-ID, and then no more', async () => {
    const { accountId } = await noticed();
    await killAt('confirmation');
    expect(server.taken).toHaveLength(1);
    await work();
    expect(server.taken).toHaveLength(1);
    await loseClaim(accountId);
    await work();
    await work(60 * minuteMs);
    expect(server.taken).toHaveLength(2);
    expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
