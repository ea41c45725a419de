import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { bodyOf } from '../../server/rules/records.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { signIn } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../support/supervised.ts';
import { verifyFile } from '../support/verified.ts';

const hourMs = 3_600_000;
const turnMs = 4_000;

describe("reliability scenario 21: the machine's clock is set in the middle of a debate", () => {
  const opened = new AsyncDisposableStack();
  let folder: string;
  let hub: SupervisedHub;
  let stores: Stores;
  let debateId: string;
  let campaignId: string;
  const cookies: string[] = [];

  /** All of it at once: nobody may read half a number. */
  async function setClock(aheadMs: number): Promise<void> {
    await writeFile(join(folder, 'clock.new'), `${aheadMs}`);
    await rename(join(folder, 'clock.new'), join(folder, 'clock'));
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-clock-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    await setClock(0);
    const preload = pathToFileURL('test/support/set-clock.mjs').href;
    const env = { NODE_OPTIONS: `--import=${preload}`, CLOCK_FILE: join(folder, 'clock') };
    hub = opened.use(
      await openSupervisedHub(env, (seed) => ({
        ...seed,
        // Lines have no media: here the session alone must be enough to count as present.
        ruleSet: { ...seed.ruleSet, witnessesNeeded: 1, minimumSpeakers: 1, openingTurnMinMs: 0 },
        formats: seed.formats.map((format) => ({
          ...format,
          phases: format.phases.map((phase) => ({ ...phase, turnMs })),
        })),
      })),
    );
    const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(hub.sockets)}`;
    const pool = openPool(url, openLog('silent'));
    opened.defer(() => pool.end());
    stores = openStores(openDatabase<Tables>(pool));
    campaignId = (await stores.campaigns.currentCampaign()).id;
    debateId = (await stores.debates.list(campaignId))[0]?.id as string;
    const { moderatorIds, slotOfAccount } = await stores.debates.homeRecord(debateId);
    const organiser = await signIn(
      hub.url,
      tokenOf(hub.links.find(({ role }) => role === 'organiser')?.link),
    );
    for (const accountId of [moderatorIds[0] as string, Object.keys(slotOfAccount)[0] as string]) {
      cookies.push(await signIn(hub.url, await invite(hub.url, organiser, accountId)));
    }
  });
  afterAll(() => opened.disposeAsync());

  const jumps = async () => {
    const log = await stores.records.read(campaignId, 1, 10_000);
    return log.flatMap((record) => {
      const body = bodyOf(record);
      return body?.kind === 'clock-jump' ? [body.payload] : [];
    });
  };

  const jumped = (byMs: number) =>
    until(`a jump by ${byMs} ms in the log of both kinds of process`, async () => {
      const like = (await jumps()).filter((jump) => Math.abs(jump.byMs - byMs) < 1_000);
      return new Set(like.map(({ process }) => process)).size === 2;
    });

  it('forth and back by hours: no turn and no minute changes, and every jump is in the signed log', async () => {
    const place = { url: hub.url, debateId };
    const [moderator, candidate] = [
      await Line.join(place, 'moderator', cookies[0]),
      await Line.join(place, 'candidate', cookies[1]),
    ];
    const entered = await candidate.ask('debate.enter', {});
    const slotId = entered.ok ? (entered.data.slotId as string) : '';
    await moderator.ask('identity.confirm', { slotId });
    const startedMs = performance.now();
    await moderator.ask('debate.start', {});
    expect(await moderator.ask('floor.give', { slotId })).toMatchObject({ ok: true });
    await setClock(hourMs);
    await moderator.hear('stage', ({ stage }) => stage.status === 'live' && (stage.usedMs[slotId] ?? 0) > 0);
    await jumped(hourMs);
    await setClock(-hourMs);
    await jumped(-2 * hourMs);
    await moderator.sampled(2);
    const ended = await moderator.ask('debate.end', {});
    expect(ended).toMatchObject({ ok: true });
    const tookMs = performance.now() - startedMs;

    const entries = await stores.evidence.read(debateId);
    const instants = entries.map(({ atMs }) => atMs);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    const turns = entries.flatMap((entry) => (entry.kind === 'turn.ended' ? [entry.payload.usedMs] : []));
    expect(turns).toEqual([turnMs]);
    expect(entries.filter(({ kind }) => kind === 'outage')).toEqual([]);
    const [verdict] = await until('verdicts', async () => {
      const found = await stores.verdicts.forDebate(debateId);
      return (
        found.filter((one) => one.slotId === slotId).length > 0 &&
        found.filter((one) => one.slotId === slotId)
      );
    });
    expect(verdict).toMatchObject({ outcome: 'attended', presentMs: verdict?.countableMs });
    expect(Math.abs((verdict?.countableMs ?? 0) - tookMs)).toBeLessThan(2_000);
    for (const line of [moderator, candidate]) line.leave();
  });

  it('the bundle of that debate is sound to an outsider', async () => {
    const response = await fetch(`${hub.url}/api/debates/${debateId}/bundle`);
    const file = join(folder, 'bundle.jsonl');
    await writeFile(file, await response.text());
    expect(await verifyFile(file)).toMatchObject({ code: 0 });
  });
});

const tokenOf = (link: string | undefined): string => link?.split('#')[1] ?? '';

async function invite(url: string, cookie: string, accountId: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url, cookie };
  const body = JSON.stringify({ accountId });
  const response = await fetch(`${url}/api/organiser/invitations`, { method: 'POST', headers, body });
  return tokenOf(((await response.json()) as { link?: string }).link);
}
