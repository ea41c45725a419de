import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sha256 } from '../../server/platform/hash.ts';
import type { EvidenceBody, EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { type SlotVerdict, verdictsOf } from '../../server/rules/attendance.ts';
import { genesisHash, preimage } from '../../server/rules/chain.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import type { HomeRecord } from '../../server/store/debates.ts';
import { Seed } from '../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { openWorkersOf } from './campaign.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const heldMs = hourMs;

type Timed = readonly [number, EvidenceFact];

export type JudgedCampaign = {
  hub: TestHub;
  /** Held for an hour, ended an hour ago: one was there, one came late, one left early, one never came. */
  debateId: string;
  /** Held the day before yesterday and confirmed: its verdicts are final, and who left early was ruled absent. */
  settledId: string;
  /** The accounts of the committee's five members; the first three had no part in the settled verdicts. */
  members: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** The first campaign with debates held in their evidence and judged from it; its duties are due, and cases open. */
export async function openJudgedCampaign(
  change: (seed: Seed) => Seed = (seed) => seed,
  pages?: string,
): Promise<JudgedCampaign> {
  await using opening = new AsyncDisposableStack();
  const file = new URL('../../server/embedded/campaigns/first.json', import.meta.url);
  const seed = Seed.parse(JSON.parse(await readFile(file, 'utf8')));
  const hub = opening.use(
    await openTestHub(() => change(dueNow(withFiveMembers(seed))), pages === undefined ? {} : { pages }),
  );
  const { id } = await hub.stores.campaigns.currentCampaign();
  const [first, second] = await hub.stores.debates.list(id);
  if (!first || !second) throw new Error('the first campaign has fewer than two debates');
  const members = await hub.stores.roles.accountsWith(id, 'committee');
  const accountIds = members.map(({ accountId }) => accountId);
  await hold(hub, first.id, Date.now() - 2 * hourMs);
  await hold(hub, second.id, Date.now() - 2 * dayMs);
  await settle(hub, second.id, accountIds);
  opening.use(await openWorkersOf(hub));
  const opened = opening.move();
  return {
    ...{ hub, debateId: first.id, settledId: second.id, members: accountIds },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Debates that the hub does not open by itself, one after the other, of a stage that is over. */
function dueNow(seed: Seed): Seed {
  return {
    ...seed,
    stages: seed.stages.map((stage) => ({ ...stage, opensInMs: -3 * dayMs, closesInMs: 0 })),
    debates: seed.debates.map((debate, nth) => ({ ...debate, startsInMs: 2 * dayMs + nth * hourMs })),
  };
}

/** What the job computes and two officials confirm, a day before anybody looks. */
async function settle({ stores }: TestHub, debateId: string, members: readonly string[]): Promise<void> {
  const home = await stores.debates.homeRecord(debateId);
  const entries = await stores.evidence.read(debateId);
  const presence = presenceOf(entries);
  const head = entries.at(-1);
  if (!presence || !head || home.endedAtMs === null) throw new Error('the debate was not held');
  const verdicts = verdictsOf(presence.facts, home.ruleSet);
  await stores.verdicts.propose(
    home.lineup.map(({ id: slotId }) => ({
      ...(verdicts[slotId] as SlotVerdict),
      ...{ debateId, slotId, ruleSetId: home.ruleSetId, ruleVersion: home.ruleSet.version },
      ...{ evidenceSequence: head.sequence, evidenceHash: head.hash },
      computedAtMs: home.endedAtMs as number,
    })),
  );
  await decideAbout(stores, {
    debateId,
    endedAtMs: home.endedAtMs,
    moderatorId: home.moderatorIds[0] as string,
    members,
  });
}

type Settling = { debateId: string; endedAtMs: number; moderatorId: string; members: readonly string[] };

async function decideAbout({ verdicts, judgements }: TestHub['stores'], settling: Settling): Promise<void> {
  const { debateId, endedAtMs, moderatorId, members } = settling;
  const all = (await verdicts.forDebate(debateId)).map(({ id }) => id);
  const nowMs = endedAtMs + hourMs;
  for (const accountId of [moderatorId, members[4] as string])
    await judgements.act(all, { kind: 'confirm' }, { accountId, nowMs });
  const partial = (await verdicts.forDebate(debateId)).filter(({ outcome }) => outcome === 'partial');
  const absent = { kind: 'rule-partial', ruling: 'absent', reason: 'Left without a word.' } as const;
  for (const accountId of members.slice(3, 5))
    for (const { id } of partial) await judgements.act([id], absent, { accountId, nowMs });
  for (const { id } of await verdicts.forDebate(debateId)) await judgements.passTime(id, endedAtMs + dayMs);
}

function withFiveMembers(seed: Seed): Seed {
  const members = ['Nura', 'Sarysu', 'Talas', 'Uil'].map((river) => ({
    key: `member-${river.toLowerCase()}`,
    name: `Committee member ${river} (fictional)`,
    email: `member-${river.toLowerCase()}@example.invalid`,
    roles: ['committee' as const],
  }));
  return { ...seed, people: [...seed.people, ...members] };
}

async function hold({ stores }: TestHub, debateId: string, startedAtMs: number): Promise<void> {
  const home = await stores.debates.homeRecord(debateId);
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
