import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import type { RecordsState, SignedReceipt } from '../../server/protocol/records.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { signIn } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { openPostgres } from '../support/postgres.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../support/supervised.ts';
import { verifyFile } from '../support/verified.ts';

/** The database is `hub`; what it was like yesterday lies beside it until somebody restores it. */
describe("reliability scenario 19: yesterday's backup is restored", () => {
  const opened = new AsyncDisposableStack();
  const kept: SignedReceipt[] = [];
  let postgresUrl: string;
  let hub: SupervisedHub;
  let debateId: string;
  let accounts: { moderator: string; candidate: string };
  let cookies: { organiser: string; committee: string };

  const databaseUrl = () => postgresUrl.replace(/\/postgres$/, '/hub');

  async function asOwner(...commands: string[]): Promise<void> {
    const pool = openPool(postgresUrl, openLog('silent'));
    for (const command of commands) await pool.query(command);
    await pool.end();
  }

  async function inDatabase<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    const pool = openPool(databaseUrl(), openLog('silent'));
    try {
      return await work(openStores(openDatabase<Tables>(pool)));
    } finally {
      await pool.end();
    }
  }

  async function stop(): Promise<void> {
    hub.supervisor.kill('SIGINT');
    await once(hub.supervisor, 'exit');
  }

  beforeAll(async () => {
    postgresUrl = opened.use(await openPostgres()).url;
    await asOwner('create database hub');
    hub = await openSupervisedHub({ DATABASE_URL: databaseUrl() }, (seed) => ({
      ...seed,
      // Lines have no media: here the session alone must be enough to count as present.
      ruleSet: { ...seed.ruleSet, witnessesNeeded: 1, minimumSpeakers: 1 },
    }));
    opened.defer(() => hub.close());
    await signOfficersIn();
    await inDatabase(async (stores) => {
      const { id } = await stores.campaigns.currentCampaign();
      debateId = (await stores.debates.list(id))[0]?.id as string;
      const { moderatorIds, slotOfAccount } = await stores.debates.homeRecord(debateId);
      accounts = { moderator: moderatorIds[0] as string, candidate: Object.keys(slotOfAccount)[0] as string };
    });
  });
  afterAll(() => opened.disposeAsync());

  const enter = (link = '') => signIn(hub.url, link.split('#')[1] ?? '');
  const linkOf = (role: string) => hub.links.find((link) => link.role === role)?.link;

  async function signOfficersIn(): Promise<void> {
    cookies = {
      organiser: await enter(linkOf('organiser')),
      committee: await enter(linkOf('committee')),
    };
  }

  async function join(as: 'moderator' | 'candidate'): Promise<Line> {
    const cookie = cookies.organiser;
    const headers = { 'content-type': 'application/json', origin: hub.url, cookie };
    const body = JSON.stringify({ accountId: accounts[as] });
    const request = { method: 'POST', headers, body };
    const answer = await fetch(`${hub.url}/api/organiser/invitations`, request);
    const { link } = (await answer.json()) as { link: string };
    return Line.join({ url: hub.url, debateId }, as, await enter(link));
  }

  async function again(): Promise<{ moderator: Line; candidate: Line }> {
    hub = await hub.startAgain();
    await signOfficersIn();
    const [moderator, candidate] = [await join('moderator'), await join('candidate')];
    candidate.socket.on('receipt', ({ receipt }) => kept.push(receipt));
    return { moderator, candidate };
  }

  const recordsState = async (): Promise<RecordsState> => {
    const headers = { cookie: cookies.committee };
    const answer = await fetch(`${hub.url}/api/committee/records`, { headers });
    return (await answer.json()) as RecordsState;
  };

  const verdicts = () =>
    until(
      'verdicts',
      async () => {
        const found = await inDatabase((stores) => stores.verdicts.forDebate(debateId));
        return found.length > 0 && found;
      },
      // A job of the time before, which finds its debate begun again, is tried anew after this long at most.
      100_000,
    );

  async function bundle(): Promise<string> {
    const file = pathOf(hub.folder, 'bundle.jsonl');
    const response = await fetch(`${hub.url}/api/debates/${debateId}/bundle`);
    await writeFile(file, await response.text());
    return file;
  }

  it('is noticed at the start, said to the committee, and nobody is judged by it', {
    timeout: 240_000,
  }, async () => {
    const [moderator, first] = [await join('moderator'), await join('candidate')];
    const entered = await first.ask('debate.enter', {});
    const slotId = entered.ok ? (entered.data.slotId as string) : '';
    await moderator.ask('identity.confirm', { slotId });
    await moderator.ask('debate.start', {});
    await stop();
    await asOwner('create database yesterday template hub');
    const today = await again();
    await today.moderator.ask('floor.give', { slotId });
    await today.candidate.hear('receipt', ({ receipt }) => receipt.body.includes('"turn"'));
    await today.moderator.ask('debate.end', {});
    expect((await recordsState()).doubts).toEqual(['role-may-change-evidence']);
    expect((await verdicts()).map(({ outcome }) => outcome)).not.toContain('unknown');
    const receipts = pathOf(hub.folder, 'receipts.jsonl');
    await writeFile(receipts, kept.map((receipt) => `${JSON.stringify({ receipt })}\n`).join(''));
    expect(await verifyFile(await bundle(), ['--receipts', receipts])).toMatchObject({ code: 0 });

    await stop();
    await asOwner('alter database hub rename to lost', 'alter database yesterday rename to hub');
    const restored = await again();
    const state = await recordsState();
    expect(state.doubts).toContain('older-than-signed');
    expect(state.olderDebates).toEqual([debateId]);
    expect(await readFile(pathOf(hub.folder, 'data/logs/server.log'), 'utf8')).toContain(
      'database.older-than-signed',
    );

    expect(await restored.moderator.ask('debate.end', {})).toMatchObject({ ok: true });
    const outcomes = (await verdicts()).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['unknown']));
    expect(await verifyFile(await bundle(), ['--receipts', receipts])).toMatchObject({ code: 1 });
  });
});
