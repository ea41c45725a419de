import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { sha256 } from '../../server/platform/hash.ts';
import { openLog } from '../../server/platform/log.ts';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import type { RequestName } from '../../server/protocol/requests.ts';
import { firstBrokenEntry } from '../../server/rules/chain.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { signIn } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { openPostgres } from '../support/postgres.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../support/supervised.ts';

const turnMs = 6_000;

describe('reliability scenario 1: SIGKILL of the server in the middle of a debate', () => {
  let hub: SupervisedHub;
  let stores: Stores;
  let debateId: string;
  const cookies: string[] = [];
  const acknowledged: string[] = [];
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    const postgres = opened.use(await openPostgres());
    // Lines have no media: here the session alone must be enough to count as present.
    hub = opened.use(
      await openSupervisedHub({ DATABASE_URL: postgres.url }, (seed) => ({
        ...seed,
        ruleSet: { ...seed.ruleSet, witnessesNeeded: 1 },
        formats: seed.formats.map((format) => ({
          ...format,
          phases: format.phases.map((phase) => ({ ...phase, turnMs })),
        })),
      })),
    );
    const pool = openPool(postgres.url, openLog('silent'));
    opened.defer(() => pool.end());
    stores = openStores(openDatabase<Tables>(pool));
    const campaign = await stores.campaigns.currentCampaign();
    debateId = (await stores.debates.list(campaign.id))[0]?.id as string;
    const { moderatorIds, slotOfAccount } = await stores.debates.homeRecord(debateId);
    const organiser = await signIn(
      hub.url,
      tokenOf(hub.links.find(({ role }) => role === 'organiser')?.link),
    );
    for (const accountId of [moderatorIds[0] as string, ...Object.keys(slotOfAccount).slice(0, 2)]) {
      cookies.push(await signIn(hub.url, await invite(hub.url, organiser, accountId)));
    }
  });
  afterAll(() => opened.disposeAsync());

  const join = async () => {
    const [moderator, first, second] = await Promise.all(
      cookies.map((cookie, index) =>
        Line.join({ url: hub.url, debateId }, index === 0 ? 'moderator' : 'candidate', cookie),
      ),
    );
    return { moderator, first, second } as { moderator: Line; first: Line; second: Line };
  };

  async function acknowledge(line: Line, name: RequestName, input: object): Promise<void> {
    const id = randomUUID();
    expect(await line.ask(name, input as never, id)).toEqual({ ok: true, data: {} });
    acknowledged.push(id);
  }

  const spoke = (line: Line, slotId: string) =>
    line.hear('stage', ({ stage }) => stage.status === 'live' && (stage.usedMs[slotId] ?? 0) > 0);

  it('the debate goes on, nothing acknowledged is lost, and the gap is an outage, not an absence', async () => {
    let people = await join();
    const [first, second] = [await slotOf(people.first), await slotOf(people.second)];
    for (const slotId of [first, second]) await acknowledge(people.moderator, 'identity.confirm', { slotId });
    await acknowledge(people.moderator, 'debate.start', {});
    await acknowledge(people.moderator, 'floor.give', { slotId: first });
    await spoke(people.moderator, first);
    await acknowledge(people.moderator, 'floor.give', { slotId: second });

    const cut = new Promise((resolve) => people.second.socket.once('disconnect', resolve));
    process.kill(hub.pids.server, 'SIGKILL');
    await cut;
    await until('the server is back', () =>
      fetch(`${hub.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    people = await join();
    const back = await people.moderator.ask('debate.enter', {});
    if (!back.ok || back.data.view.stage.status !== 'live')
      throw new Error('the debate is not live any more');
    expect(back.data.view.stage.turn?.slotId).toBe(second);
    await spoke(people.moderator, second);
    await acknowledge(people.moderator, 'debate.end', {});

    const entries = await stores.evidence.read(debateId);
    expect(firstBrokenEntry(entries, sha256)).toBeNull();
    const done = new Set(entries.map(({ commandId }) => commandId));
    expect(acknowledged.filter((id) => !done.has(id))).toEqual([]);
    expectOneGapOfOurs(entries);
    const verdicts = await until('verdicts', async () => {
      const found = await stores.verdicts.forDebate(debateId);
      return found.length > 0 && found;
    });
    const outcomes = Object.fromEntries(verdicts.map(({ slotId, outcome }) => [slotId, outcome]));
    expect(outcomes).toMatchObject({ [first]: 'attended', [second]: 'attended' });
    for (const line of Object.values(people)) line.leave();
  });
});

const tokenOf = (link: string | undefined): string => link?.split('#')[1] ?? '';

async function invite(url: string, cookie: string, accountId: string): Promise<string> {
  const response = await fetch(`${url}/api/organiser/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify({ accountId }),
  });
  return tokenOf(((await response.json()) as { link?: string }).link);
}

async function slotOf(line: Line): Promise<string> {
  const entered = await line.ask('debate.enter', {});
  if (!entered.ok || entered.data.slotId === null) throw new Error('no slot');
  return entered.data.slotId;
}

/** The turn's deadline moved by exactly the outage, so that it cost the speaker nothing. */
function expectOneGapOfOurs(entries: readonly EvidenceEntry[]): void {
  const outages = entries.flatMap((entry) =>
    entry.kind === 'outage' && entry.payload.slotId === null ? [entry.payload] : [],
  );
  const resumed = entries.flatMap((entry) =>
    entry.kind === 'debate.resumed' ? [entry.payload.shiftMs] : [],
  );
  expect(outages.map(({ cause }) => cause)).toEqual(['server-down']);
  expect(resumed).toEqual(outages.map(({ fromMs, toMs }) => toMs - fromMs));
  const turns = entries.flatMap((entry) => (entry.kind === 'turn.ended' ? [entry.payload] : []));
  expect(turns.map(({ cause, usedMs }) => ({ cause, usedMs }))).toEqual([
    { cause: 'clock', usedMs: turnMs },
    { cause: 'clock', usedMs: turnMs },
  ]);
  expect(new Set(entries.map(({ bootId }) => bootId)).size).toBe(2);
}
