import { sha256 } from '../platform/hash.ts';
import type { EvidenceEntry } from '../protocol/evidence.ts';
import type { DebateCard, Review, Verdict } from '../protocol/http.ts';
import { firstBrokenEntry } from '../rules/chain.ts';
import type { Interval } from '../rules/intervals.ts';
import { type PresenceFacts, presenceOf } from '../rules/presence.ts';
import { type DeviceSeen, devicesSeen } from '../rules/witnesses.ts';
import type { Stores } from '../store/stores.ts';

/** One debate as the committee judges it: what each witness saw, the turns, our outages, verdicts and duties. */
export async function reviewOf(stores: Stores, debateId: string): Promise<Review> {
  const [debate, home, entries, verdicts, duties] = await Promise.all([
    stores.debates.card(debateId),
    stores.debates.homeRecord(debateId),
    stores.evidence.read(debateId),
    stores.verdicts.forDebate(debateId),
    stores.obligations.forDebate(debateId),
  ]);
  const facts = presenceOf(entries)?.facts;
  const devices = devicesSeen(entries, facts?.endedAtMs ?? entries.at(-1)?.atMs ?? 0);
  return {
    debate: debate satisfies DebateCard,
    ruleSet: home.ruleSet,
    startedAtMs: facts?.startedAtMs ?? null,
    endedAtMs: facts?.endedAtMs ?? null,
    isChainIntact: firstBrokenEntry(entries, sha256) === null,
    outages: facts?.outages ?? [],
    pauses: facts?.pauses ?? [],
    slots: home.lineup.map((slot) => ({
      slot,
      ...seen(facts, slot.id),
      devices: devicesOf(devices, slot.id),
      verdict: verdictOf(verdicts, slot.id),
      duties: duties.get(slot.id) ?? [],
    })),
    entries: entries.map(row),
  };
}

type Seen = Record<'present' | 'outages' | 'turns', Interval[]>;

function seen(facts: PresenceFacts | undefined, slotId: string): Seen {
  const slot = facts?.slots[slotId];
  return {
    present: slot?.present ?? [],
    outages: slot?.outages ?? [],
    turns: (slot?.turns ?? []).map(({ fromMs, toMs }) => ({ fromMs, toMs })),
  };
}

function devicesOf(devices: readonly DeviceSeen[], slotId: string) {
  return devices.filter((seen) => seen.slotId === slotId).map(({ slotId: _, ...seen }) => seen);
}

function verdictOf(verdicts: readonly Verdict[], slotId: string): Verdict | null {
  return verdicts.find((verdict) => verdict.slotId === slotId) ?? null;
}

function row({ sequence, atMs, kind, actor, payload, hash }: EvidenceEntry): Review['entries'][number] {
  return { sequence, atMs, kind, actor, payload: { ...payload }, hash };
}
