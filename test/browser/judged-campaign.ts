import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sha256 } from '../../server/platform/hash.ts';
import type { EvidenceBody, EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { genesisHash, preimage } from '../../server/rules/chain.ts';
import type { HomeRecord } from '../../server/store/debates.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { openWorkersOf } from './campaign.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const heldMs = hourMs;

type Timed = readonly [number, EvidenceFact];

export type JudgedCampaign = {
  hub: TestHub;
  /** Held for an hour, ended an hour ago: one was there, one came late, one left early, one never came. */
  debateId: string;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The first campaign with one debate held in its evidence, and judged from it by the workers. */
export async function openJudgedCampaign(
  change: (seed: Seed) => Seed = (seed) => seed,
  pages?: string,
): Promise<JudgedCampaign> {
  await using opening = new AsyncDisposableStack();
  const file = new URL('../../server/embedded/campaigns/first.json', import.meta.url);
  const seed = Seed.parse(JSON.parse(await readFile(file, 'utf8')));
  const later = seed.debates.map((debate, nth) => ({ ...debate, startsInMs: 2 * dayMs + nth * hourMs }));
  const hub = opening.use(
    await openTestHub(() => change({ ...withThreeMembers(seed), debates: later }), {
      ...(pages === undefined ? {} : { pages }),
    }),
  );
  const { debateId } = hub;
  const home = await hub.stores.debates.homeRecord(debateId);
  await hold(hub, home, Date.now() - 2 * hourMs);
  opening.use(await openWorkersOf(hub));
  const opened = opening.move();
  return { hub, debateId, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

function withThreeMembers(seed: Seed): Seed {
  const members = ['Nura', 'Sarysu'].map((river) => ({
    key: `member-${river.toLowerCase()}`,
    name: `Committee member ${river} (fictional)`,
    email: `member-${river.toLowerCase()}@example.invalid`,
    roles: ['committee' as const],
  }));
  return { ...seed, people: [...seed.people, ...members] };
}

async function hold({ stores }: TestHub, home: HomeRecord, startedAtMs: number): Promise<void> {
  const { debateId } = home;
  await stores.debates.setStatus(debateId, 'lobby');
  await stores.debates.setStatus(debateId, 'live', { startedAtMs });
  await stores.evidence.append(chainOf(debateId, courseOf(home, startedAtMs)));
  await stores.debates.setStatus(debateId, 'ended', { endedAtMs: startedAtMs + heldMs });
}

function chainOf(debateId: string, facts: readonly Timed[]): EvidenceEntry[] {
  const entries: EvidenceEntry[] = [];
  const bootId = randomUUID();
  for (const [atMs, fact] of [...facts].sort(([a], [b]) => a - b)) {
    const body: EvidenceBody = {
      ...fact,
      ...{ debateId, sequence: entries.length + 1, previousHash: entries.at(-1)?.hash ?? genesisHash },
      ...{ atMs, monotonicMs: entries.length, bootId, actor: { kind: 'system' }, commandId: null },
    };
    entries.push({ ...body, hash: sha256(preimage(body)) });
  }
  return entries;
}

type Device = { slotId: string; device: string };

/** With a pause of five minutes, an outage of ours of two, and a gap that the rule's grace bridges. */
function courseOf({ format, ruleSet, lineup }: HomeRecord, startMs: number): Timed[] {
  const at = (minutes: number) => startMs + minutes * minuteMs;
  const devices = lineup.map(({ id }) => ({ slotId: id, device: randomUUID() }));
  const [there, late, leaving] = devices;
  if (!there || !late || !leaving) throw new Error('a lineup of three at least');
  const phone = { slotId: there.slotId, device: randomUUID() };
  const opened = { format, ruleSet, lineup, plannedStartMs: startMs, plannedMs: heldMs };
  return [
    [at(-5), { kind: 'debate.opened', payload: opened }],
    ...arrives(there, at(-4)),
    ...arrives(leaving, at(-3)),
    [at(0), { kind: 'debate.started', payload: {} }],
    [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
    ...turn(there.slotId, at(1)),
    ...turn(leaving.slotId, at(5)),
    ...arrives(late, at(12)),
    ...turn(late.slotId, at(13)),
    ...seen(there, { isPresent: false, atMs: at(20) }),
    ...arrives(phone, at(21.5)),
    [at(27), { kind: 'debate.paused', payload: { reason: 'The hall has no light.' } }],
    [at(32), { kind: 'debate.continued', payload: { shiftMs: 5 * minuteMs } }],
    [at(40), { kind: 'member.left', payload: { ...leaving, cause: 'connection-lost' } }],
    [at(47), outage(at(45), at(47))],
    ...snapshots([there, phone, late, leaving], startMs),
    [at(60), { kind: 'debate.ended', payload: { cause: 'moderator' } }],
  ];
}

function outage(fromMs: number, toMs: number): EvidenceFact {
  return { kind: 'outage', payload: { slotId: null, fromMs, toMs, cause: 'server-stalled' } };
}

function seen(who: Device, { isPresent, atMs }: { isPresent: boolean; atMs: number }): Timed[] {
  return (['session', 'transport', 'media'] as const).map(
    (witness): Timed => [
      atMs,
      { kind: 'witness.changed', payload: { ...who, witness, isPresent, sinceMs: atMs } },
    ],
  );
}

function arrives(who: Device, atMs: number): Timed[] {
  return [
    [atMs, { kind: 'member.joined', payload: who }],
    ...seen(who, { isPresent: true, atMs }),
    [atMs, { kind: 'identity.confirmed', payload: { slotId: who.slotId, by: 'moderator' } }],
  ];
}

function turn(slotId: string, atMs: number): Timed[] {
  const usedMs = 3 * minuteMs;
  return [
    [atMs, { kind: 'turn.started', payload: { slotId, phase: 0, endsAtMs: atMs + usedMs } }],
    [atMs + usedMs, { kind: 'turn.ended', payload: { slotId, phase: 0, cause: 'clock', usedMs } }],
  ];
}

/** Every thirty seconds, of whoever is there by then and has not left. */
function snapshots([there, phone, late, leaving]: readonly Device[], startMs: number): Timed[] {
  const isThere = (who: Device | undefined, minutes: number) => {
    if (who === there) return minutes < 20;
    if (who === phone) return minutes >= 21.5;
    return who === late ? minutes >= 12 : minutes < 40;
  };
  return Array.from({ length: 119 }, (_, index): Timed => {
    const minutes = (index + 1) / 2;
    const readings = [there, phone, late, leaving]
      .filter((who): who is Device => who !== undefined && isThere(who, minutes))
      .map((who) => ({ ...who, session: true, transport: true, media: true }));
    return [startMs + minutes * minuteMs, { kind: 'witness.snapshot', payload: { readings } }];
  });
}
