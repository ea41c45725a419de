import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { sha256 } from '../../server/platform/hash.ts';
import { openLog } from '../../server/platform/log.ts';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../server/rules/chain.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { signIn } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { type DatabaseServer, openPostgres } from '../support/postgres.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../support/supervised.ts';

const shortTurns = 60_000;

describe('reliability scenario 1: SIGKILL of the server in the middle of a debate', () => {
  let postgres: DatabaseServer;
  let hub: SupervisedHub;
  let stores: Stores;
  let debateId: string;
  const cookies: Record<string, string> = {};
  const acknowledged: string[] = [];
  const opened = new AsyncDisposableStack();

  beforeAll(async () => {
    postgres = opened.use(await openPostgres());
    // Lines have no media: here the session alone must be enough to count as present.
    hub = opened.use(
      await openSupervisedHub({ DATABASE_URL: postgres.url }, (seed) => ({
        ...seed,
        ruleSet: { ...seed.ruleSet, witnessesNeeded: 1 },
        formats: seed.formats.map((format) => ({
          ...format,
          phases: format.phases.map((phase) => ({ ...phase, turnMs: shortTurns })),
        })),
      })),
    );
    const pool = openPool(postgres.url, openLog('silent'));
    opened.defer(() => pool.end());
    stores = openStores(openDatabase<Tables>(pool));
    const campaign = await stores.campaigns.currentCampaign();
    debateId = (await stores.debates.list(campaign.id))[0]?.id as string;
    for (const { role, link } of hub.links)
      cookies[role] = await signIn(hub.url, link.split('#')[1] as string);
  });
  afterAll(() => opened.disposeAsync());

  const join = (as: 'moderator' | 'candidate') => Line.join({ url: hub.url, debateId }, as, cookies[as]);

  async function acknowledge(line: Line, name: Parameters<Line['ask']>[0], input: object): Promise<void> {
    const id = randomUUID();
    expect(await line.ask(name, input as never, id)).toEqual({ ok: true, data: {} });
    acknowledged.push(id);
  }

  it('the debate goes on, nothing acknowledged is lost, and the gap is an outage, not an absence', async () => {
    const home = await stores.debates.homeRecord(debateId);
    let moderator = await join('moderator');
    let candidate = await join('candidate');
    const entered = await candidate.ask('debate.enter', {});
    const slotId = entered.ok ? (entered.data.slotId as string) : '';
    await acknowledge(moderator, 'identity.confirm', { slotId });
    await acknowledge(moderator, 'debate.start', {});
    await acknowledge(moderator, 'floor.give', { slotId });
    await candidate.hear('presence', ({ presence }) =>
      presence.some((slot) => slot.slotId === slotId && slot.session),
    );

    const cut = new Promise((resolve) => candidate.socket.once('disconnect', resolve));
    process.kill(hub.pids.server, 'SIGKILL');
    await cut;
    await until('the server is back', () =>
      fetch(`${hub.url}/readyz`).then(
        (response) => response.ok,
        () => false,
      ),
    );

    candidate = await join('candidate');
    moderator = await join('moderator');
    const back = await moderator.ask('debate.enter', {});
    if (!back.ok || back.data.view.stage.status !== 'live')
      throw new Error('the debate is not live any more');
    expect(back.data.view.stage.turn?.slotId).toBe(slotId);

    await acknowledge(moderator, 'floor.take', {});
    await acknowledge(moderator, 'debate.end', {});
    const entries = await stores.evidence.read(debateId);
    expect(firstBrokenEntry(entries, sha256)).toBeNull();
    const done = new Set(entries.map(({ commandId }) => commandId));
    expect(acknowledged.filter((id) => !done.has(id))).toEqual([]);
    expectOneGapOfOurs(entries);

    const verdicts = await until('verdicts', async () => {
      const found = await stores.verdicts.forDebate(debateId);
      return found.length === home.lineup.length && found;
    });
    expect(verdicts.find((verdict) => verdict.slotId === slotId)).toMatchObject({ outcome: 'attended' });
    candidate.leave();
    moderator.leave();
  });
});

/** The turn's deadline moved by exactly the outage, so that it cost the speaker nothing. */
function expectOneGapOfOurs(entries: readonly EvidenceEntry[]): void {
  const outages = entries.flatMap((entry) =>
    entry.kind === 'outage' && entry.payload.slotId === null ? [entry.payload] : [],
  );
  const resumed = entries.flatMap((entry) =>
    entry.kind === 'debate.resumed' ? [entry.payload.shiftMs] : [],
  );
  expect(outages).toHaveLength(1);
  expect(outages[0]?.cause).toBe('server-down');
  expect(resumed).toEqual([(outages[0]?.toMs ?? 0) - (outages[0]?.fromMs ?? 0)]);
  expect(new Set(entries.map(({ bootId }) => bootId)).size).toBe(2);
}
