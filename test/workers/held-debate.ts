import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { sha256 } from '../../server/platform/hash.ts';
import type { Format, RuleSet, Slot } from '../../server/protocol/campaign.ts';
import type { EvidenceBody, EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { genesisHash, preimage } from '../../server/rules/chain.ts';
import type { Stores } from '../../server/store/stores.ts';
import type { Tables } from '../../server/store/tables.ts';

const names = (en: string) => ({ kk: en, ru: en, en });
const format: Format = { names: names('Short'), phases: [{ kind: 'opening', turnMs: 10_000 }] };
const ruleSet: RuleSet = {
  version: 1,
  validFromMs: 0,
  lateAfterMs: 10_000,
  bridgeMs: 30_000,
  sharePercent: 75,
  openingTurnMinMs: 5_000,
  voidOutagePercent: 50,
  minimumSpeakers: 2,
  witnessesNeeded: 2,
  silenceMs: 90_000,
};

export const heldMs = 120_000;

/** How each of the four came to the debate, in the order of the lineup. */
const cameAs = ['in-time', 'late', 'left-early', 'never'] as const;

export type HeldDebate = {
  debateId: string;
  campaignId: string;
  lineup: Slot[];
  startedAtMs: number;
  endedAtMs: number;
  facts: (readonly [number, EvidenceFact])[];
};

type World = { stores: Stores; database: Kysely<Tables> };
type Times = { startedAtMs: number; dueAtMs: number };

/** A debate of four that ended with nobody having computed anything yet: its evidence is handed back, not written. */
export async function holdDebate({ stores, database }: World, times: Times): Promise<HeldDebate> {
  const laid = await stores.campaigns.create({
    names: names('Primaries'),
    isFictional: true,
    createdAtMs: Date.now(),
    ruleSet,
    areas: [{ key: 'town', parentKey: null, kind: 'unit', names: names('Town'), zone: 'Asia/Almaty' }],
    stages: [
      { key: 'first', kind: 'unit-debate', names: names('First'), opensAtMs: 1, closesAtMs: times.dueAtMs },
    ],
    offices: [],
    formats: [{ key: 'short', names: names('Short'), phases: format.phases }],
  });
  const { campaignId } = laid;
  const [areaId, stageId, formatId] = [
    laid.areas.get('town'),
    laid.stages.get('first'),
    laid.formats.get('short'),
  ];
  if (!areaId || !stageId || !formatId) throw new Error('the campaign was not laid');
  const moderator = await account(database, 'Moderator');
  await database
    .insertInto('roleGrant')
    .values({ accountId: moderator, campaignId, role: 'moderator' })
    .execute();
  const candidacyIds: string[] = [];
  for (const name of cameAs) {
    const accountId = await account(database, name);
    const candidacy = { campaignId, areaId, accountId, name, status: 'registered' as const, offices: [] };
    const candidacyId = await stores.candidacies.register(candidacy);
    const duty = { stageId, rule: 'O-1' as const, ordinal: 1, dueAtMs: times.dueAtMs };
    await stores.obligations.createFor(candidacyId, [duty]);
    candidacyIds.push(candidacyId);
  }
  const debateId = await stores.debates.create({
    ...{
      campaignId,
      areaId,
      stageId,
      formatId,
      candidacyIds,
      order: candidacyIds,
      moderatorIds: [moderator],
    },
    title: names('Debate'),
    plannedStartMs: times.startedAtMs,
    drawSeed: 'seed',
    createdBy: moderator,
    nowMs: Date.now(),
  });
  const { lineup } = await stores.debates.homeRecord(debateId);
  const { startedAtMs } = times;
  const endedAtMs = startedAtMs + heldMs;
  await stores.debates.setStatus(debateId, 'lobby');
  await stores.debates.setStatus(debateId, 'live', { startedAtMs });
  await stores.debates.setStatus(debateId, 'ended', { endedAtMs });
  const facts = course(lineup, startedAtMs);
  return { debateId, campaignId, lineup, startedAtMs, endedAtMs, facts };
}

/** The chain of these facts, as the debate's home would have written it. */
export function chainOf({ debateId, facts }: HeldDebate): EvidenceEntry[] {
  const entries: EvidenceEntry[] = [];
  const bootId = randomUUID();
  for (const [atMs, fact] of facts) {
    const body: EvidenceBody = {
      ...fact,
      ...{ debateId, sequence: entries.length + 1, previousHash: entries.at(-1)?.hash ?? genesisHash },
      ...{ atMs, monotonicMs: entries.length, bootId, actor: { kind: 'system' }, commandId: null },
    };
    entries.push({ ...body, hash: sha256(preimage(body)) });
  }
  return entries;
}

async function account(database: Kysely<Tables>, name: string): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into auth_user (id, name, email, "emailVerified", "updatedAt")
    values (${id}, ${name}, ${`${id}@example.invalid`}, false, now())
  `.execute(database);
  return id;
}

function course(lineup: Slot[], startMs: number): HeldDebate['facts'] {
  const [inTime, late, leftEarly] = lineup.map(({ id }) => ({ slotId: id, device: randomUUID() }));
  if (!inTime || !late || !leftEarly) throw new Error('a lineup of four');
  const opened = { format, ruleSet, lineup, plannedStartMs: startMs, plannedMs: heldMs };
  const facts: HeldDebate['facts'] = [
    [startMs - 30_000, { kind: 'debate.opened', payload: opened }],
    ...arrival(inTime, startMs - 20_000),
    ...arrival(leftEarly, startMs - 10_000),
    [startMs, { kind: 'debate.started', payload: {} }],
    [startMs, { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
    ...turn(inTime.slotId, startMs + 1_000),
    ...turn(leftEarly.slotId, startMs + 12_000),
    ...arrival(late, startMs + 25_000),
    [startMs + 30_000, { kind: 'member.left', payload: { ...leftEarly, cause: 'own-leave' } }],
    ...turn(late.slotId, startMs + 31_000),
    ...[60_000, 90_000].map((afterMs) => snapshot([inTime, late], startMs + afterMs)),
    [startMs + heldMs, { kind: 'debate.ended', payload: { cause: 'moderator' } }],
  ];
  return facts;
}

type Device = { slotId: string; device: string };

function arrival(who: Device, atMs: number): HeldDebate['facts'] {
  const witnesses = ['session', 'transport', 'media'] as const;
  const seen = witnesses.map((witness): readonly [number, EvidenceFact] => [
    atMs,
    { kind: 'witness.changed', payload: { ...who, witness, isPresent: true, sinceMs: atMs } },
  ]);
  const confirmed = { slotId: who.slotId, by: 'moderator' as const };
  return [
    [atMs, { kind: 'member.joined', payload: who }],
    ...seen,
    [atMs, { kind: 'identity.confirmed', payload: confirmed }],
  ];
}

function turn(slotId: string, atMs: number): HeldDebate['facts'] {
  const endsAtMs = atMs + 10_000;
  return [
    [atMs, { kind: 'turn.started', payload: { slotId, phase: 0, endsAtMs } }],
    [endsAtMs, { kind: 'turn.ended', payload: { slotId, phase: 0, cause: 'clock', usedMs: 10_000 } }],
  ];
}

function snapshot(present: Device[], atMs: number): readonly [number, EvidenceFact] {
  const readings = present.map((who) => ({ ...who, session: true, transport: true, media: true }));
  return [atMs, { kind: 'witness.snapshot', payload: { readings } }];
}
