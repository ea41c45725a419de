import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import type { RecordBody } from '../../server/protocol/records.ts';
import { bodyOf } from '../../server/rules/records.ts';
import { openStores, type Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../support/supervised.ts';

/** A process counts as silent after 20 s without a beat; the rest is what a busy machine may take. */
const silenceNoticedMs = 90_000;

async function logOf(stores: Stores): Promise<RecordBody[]> {
  const { id } = await stores.campaigns.currentCampaign();
  const records = await stores.records.read(id, 1, 10_000);
  return records.map((record) => bodyOf(record) as RecordBody);
}

const outages = async (stores: Stores, cause: string) =>
  (await logOf(stores)).flatMap((body) =>
    body.kind === 'outage' && body.payload.cause === cause ? [body.payload] : [],
  );

describe('REC-4 what becomes of a process is in the signed log', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it('that it began, and that it ended in order', async () => {
    const another = await hub.startAnother();
    await until('two boots', async () => (await logOf(hub.stores)).filter(({ kind }) => kind === 'boot')[1]);
    await another.close();
    const log = await logOf(hub.stores);
    const [, second] = log.filter(({ kind }) => kind === 'boot');
    const drains = log.filter(({ kind }) => kind === 'drain');
    expect(drains.map(({ bootId }) => bootId)).toEqual([second?.bootId]);
  });

  it('that a media worker of it died', async () => {
    const [worker] = mediaWorkers();
    const killedAtMs = Date.now();
    process.kill(worker as number, 'SIGKILL');
    const [outage] = await until('the outage', async () => {
      const found = await outages(hub.stores, 'media-worker-died');
      return found.length > 0 && found;
    });
    expect(outage?.process).toBe('server');
    expect(outage?.toMs).toBeGreaterThanOrEqual(outage?.fromMs ?? Number.NaN);
    expect(Math.abs((outage?.fromMs ?? 0) - killedAtMs)).toBeLessThan(5_000);
  });
});

describe('REC-4 a process that is killed says no goodbye, and that is in the signed log', () => {
  const opened = new AsyncDisposableStack();
  let hub: SupervisedHub;
  let stores: Stores;
  beforeAll(async () => {
    hub = opened.use(await openSupervisedHub({}));
    const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(hub.sockets)}`;
    const pool = openPool(url, openLog('silent'));
    opened.defer(() => pool.end());
    stores = openStores(openDatabase<Tables>(pool));
  });
  afterAll(() => opened.disposeAsync());

  it('SIGKILL of the server: the next one tells from when until when nobody was there', async () => {
    const [first] = await until('its boot', async () => {
      const boots = (await logOf(stores)).filter(
        (body) => body.kind === 'boot' && body.payload.process === 'server',
      );
      return boots.length > 0 && boots;
    });
    const killedAtMs = Date.now();
    process.kill(hub.pids.server, 'SIGKILL');
    const [gap] = await until(
      'the gap',
      async () => {
        const found = await outages(stores, 'heartbeat-gap');
        return found.length > 0 && found;
      },
      silenceNoticedMs,
    );
    expect(gap).toMatchObject({ process: 'server', bootId: first?.bootId });
    expect(gap?.fromMs).toBeLessThanOrEqual(killedAtMs);
    expect(gap?.toMs).toBeGreaterThan(killedAtMs);
  }, 120_000);
});

/** The media workers this process has started. */
function mediaWorkers(): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return processes
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, program]) => Number(parent) === process.pid && program?.includes('mediasoup-worker'))
    .map(([pid]) => Number(pid));
}
