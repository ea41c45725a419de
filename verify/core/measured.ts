/** What of a debate counts, and what each slot did in it, as the log stood after some entry. */
import type { Account, Instant, Plan, SlotSpan } from './account.ts';
import type { Span, Stretch } from './floor.ts';
import type { Device } from './sightings.ts';
import { silences } from './silence.ts';
import { type Times, walk } from './sweep.ts';

/** The log as it stood after the entry `upTo`. */
type Log = { account: Account; plan: Plan; upTo: number };
export type Debate = Log & { debate: Span; outages: Span[]; isHeld: boolean };
export type Slot = { times: Times; isIdentified: boolean; openingMs: number; wasLookedAt: boolean };

/** Null where the debate had not begun. */
export function debateOf(log: Log): Debate | null {
  const { account, plan, upTo } = log;
  const { started, ended } = account;
  if (!started || started.sequence > upTo) return null;
  const isHeld = ended !== null && ended.sequence <= upTo;
  const debate = { fromMs: started.atMs, toMs: isHeld ? ended.atMs : account.lastAtMs };
  const restMs = isHeld && ended.isFailed ? started.atMs + plan.plannedMs : debate.toMs;
  const lost = { fromMs: debate.toMs, toMs: restMs };
  const within = { fromMs: debate.fromMs, toMs: Math.max(debate.toMs, restMs) };
  const recorded = said(account.outages, upTo).filter(({ slotId }) => slotId === null);
  const samplesMs = said(account.samples, upTo).map(({ atMs }) => atMs);
  const silent = silences({ debate, recorded, samplesMs, silenceMs: plan.rule.silenceMs });
  return { ...log, debate, isHeld, outages: clipped([...recorded, ...silent, lost], within) };
}

export function slotIn({ account, plan, upTo, debate, outages }: Debate, slotId: string): Slot {
  const own = (list: readonly SlotSpan[]) => said(list, upTo).filter((one) => one.slotId === slotId);
  const { witnessesNeeded, bridgeMs } = plan.rule;
  const times = walk({
    debate,
    witnessesNeeded,
    bridgeMs,
    devices: account.sightings.devicesOf(slotId).map((device) => asOf(device, upTo, debate.toMs)),
    attested: own(account.attested),
    outages,
    ownOutages: clipped(own(account.outages), debate),
    pauses: account.floor?.pauses ?? [],
  });
  const isWithin = ({ sequence, atMs }: Instant) =>
    sequence <= upTo && debate.fromMs <= atMs && atMs <= debate.toMs;
  return {
    times,
    isIdentified: (account.identified.get(slotId) ?? Number.POSITIVE_INFINITY) <= upTo,
    openingMs: longestOpening((account.floor?.openings ?? []).filter((turn) => turn.slotId === slotId)),
    wasLookedAt: [null, slotId].some((whom) => account.looks.get(whom)?.some(isWithin)),
  };
}

function said<T extends { sequence: number }>(list: readonly T[], upTo: number): T[] {
  return list.filter(({ sequence }) => sequence <= upTo);
}

/** A sighting that had not ended by then goes on to the end of the debate. */
function asOf({ slotId, sightings }: Device, upTo: number, untilMs: number): Device {
  const known = sightings.filter(({ opened }) => opened <= upTo);
  return {
    slotId,
    sightings: known.map((one) => (one.closed <= upTo ? one : { ...one, toMs: untilMs })),
  };
}

function clipped(spans: readonly Span[], within: Span): Span[] {
  return spans.map(({ fromMs, toMs }) => ({
    fromMs: Math.max(fromMs, within.fromMs),
    toMs: Math.min(toMs, within.toMs),
  }));
}

/** The longest of the turns, each in all of its stretches; what two of them share counts once. */
function longestOpening(stretches: readonly Stretch[]): number {
  const turns = new Map<number, { untilMs: number; lengthMs: number }>();
  for (const { turn, fromMs, toMs } of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const so = turns.get(turn) ?? { untilMs: fromMs, lengthMs: 0 };
    const newMs = Math.max(0, toMs - Math.max(fromMs, so.untilMs));
    turns.set(turn, { untilMs: Math.max(so.untilMs, toMs), lengthMs: so.lengthMs + newMs });
  }
  return Math.max(0, ...[...turns.values()].map(({ lengthMs }) => lengthMs));
}
