/** A whole server in a process of its own, as `npm start` has one: what it uses is measured apart from its clients. */
import { observer, type types } from 'mediasoup';
import type { Format } from '../../../server/protocol/campaign.ts';
import type { Seed } from '../../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../../support/hub.ts';
import { withLineup } from '../../support/rehearsal/campaign.ts';
import { epochNowMs } from '../../support/rtc/source.ts';
import { type CpuMs, cpuOf } from './cpu.ts';
import { serve } from './process.ts';

export type HubWish = { speakers: number; format: Format; mediaWorkers?: number };

/** Where the hub is, and the cookies of those who can go in with one. */
export type HubPlace = {
  url: string;
  debateId: string;
  databaseUrl: string;
  moderators: string[];
  observer: string;
  candidates: { slotId: string; cookie: string }[];
};

const workers: types.Worker[] = [];
const carrying = new Set<types.Worker>();
let hub: TestHub | undefined;

observer.on('newworker', (worker) => {
  workers.push(worker);
  worker.observer.on('newrouter', (router) => {
    carrying.add(worker);
    router.observer.once('close', () => carrying.delete(worker));
  });
});

/** A second moderator, who does not lead. */
function withDeputy(seed: Seed): Seed {
  const deputy = {
    key: 'deputy',
    name: 'Deputy moderator (fictional)',
    email: 'deputy@example.invalid',
    roles: ['moderator' as const],
  };
  const debates = seed.debates.map((debate) => ({ ...debate, moderators: [...debate.moderators, 'deputy'] }));
  return { ...seed, people: [...seed.people, deputy], debates };
}

async function placeOf({ url, debateId, ground, stores, candidates, ...its }: TestHub): Promise<HubPlace> {
  const { moderatorIds } = await stores.debates.homeRecord(debateId);
  const cookiesOf = async (accounts: readonly string[]) => {
    const cookies: string[] = [];
    for (const accountId of accounts) cookies.push(await its.signIn(accountId));
    return cookies;
  };
  const theirs = await cookiesOf(candidates.map(({ accountId }) => accountId));
  return {
    url,
    debateId,
    databaseUrl: ground.databaseUrl,
    moderators: await cookiesOf(moderatorIds),
    observer: await its.signIn(await its.accountOf('observer')),
    candidates: candidates.map(({ slotId }, index) => ({ slotId, cookie: theirs[index] as string })),
  };
}

const procedures = {
  open: async ({ speakers, format, mediaWorkers = 1 }: HubWish): Promise<HubPlace> => {
    hub = await openTestHub((seed) => withLineup(withDeputy(seed), speakers, format), { mediaWorkers });
    return placeOf(hub);
  },

  cpu: (): Promise<CpuMs> => cpuOf(workers),

  /** Kills the media worker that carries the debate, and tells when. */
  killMediaWorker: (): number => {
    const [worker] = carrying;
    if (worker === undefined) throw new Error('no media worker carries the debate');
    process.kill(worker.pid, 'SIGKILL');
    return epochNowMs();
  },
};

export type HubProcedures = typeof procedures;
serve(procedures, async () => hub?.[Symbol.asyncDispose]());
