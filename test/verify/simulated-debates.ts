import fc from 'fast-check';
import type { Format, RuleSet, Slot } from '../../server/protocol/campaign.ts';
import { type EvidenceEntry, type EvidenceFact, witnesses } from '../../server/protocol/evidence.ts';
import { idOf, logOf, ruleSet, tenMs } from '../rules/debate-log.ts';
import { debate, type Played } from '../rules/random-debates.ts';

type Timed = readonly [atMs: number, fact: EvidenceFact];
/** A number from 0 to under 1, the same ones for the same seed. */
export type Dice = () => number;

/** Mulberry32: small, and good enough to lay out people's comings and goings. */
export function diceOf(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (dice: Dice, least: number, most: number): number =>
  Math.floor(least + dice() * (most - least + 1));
const oneOf = <T>(dice: Dice, list: readonly T[]): T => list[between(dice, 0, list.length - 1)] as T;

/** Anything that can be done on a stage, and beside it people who come and go, and failures of ours. */
export const simulated: fc.Arbitrary<EvidenceEntry[]> = fc
  .tuple(debate, fc.integer())
  .map(([played, seed]) => logWith(played, diceOf(seed)));

function logWith(played: Played, dice: Dice): EvidenceEntry[] {
  const [opened, ...acts] = played.log as [EvidenceEntry, ...EvidenceEntry[]];
  if (opened.kind !== 'debate.opened') throw new Error('no debate');
  const { lineup } = opened.payload;
  const rules = { ...ruleSet, ...randomRule(dice) };
  const plannedMs = between(dice, 1, 20) * 60_000;
  const format = dice() < 0.5 ? allOpening(opened.payload.format) : opened.payload.format;
  const payload = { ...opened.payload, format, ruleSet: rules, plannedMs };
  const beside = [...presence(lineup, played.untilMs, dice), ...failures(lineup, played.untilMs, dice)];
  const all: (Timed & { sequence?: number })[] = [
    ...acts.map((entry) => Object.assign([entry.atMs, entry] as const, { sequence: entry.sequence })),
    ...beside,
  ];
  all.sort((a, b) => a[0] - b[0]);
  return logOf([[tenMs - 3_600_000, { kind: 'debate.opened', payload }], ...renumbered(all)]);
}

/** Only opening turns are asked for: so each turn of the debate, of whatever kind, is one that counts. */
function allOpening(format: Format): Format {
  return { ...format, phases: format.phases.map(() => ({ kind: 'opening', turnMs: 60_000 })) };
}

/** An act that is taken back is named by its place in the log, which is another one between the other entries. */
function renumbered(all: readonly (Timed & { sequence?: number })[]): Timed[] {
  const places = new Map(all.map(({ sequence }, index) => [sequence, index + 2]));
  return all.map(([atMs, { kind, payload }]) => {
    const fact = { kind, payload } as EvidenceFact;
    if (fact.kind !== 'act.undone') return [atMs, fact];
    return [
      atMs,
      { ...fact, payload: { ...fact.payload, sequence: places.get(fact.payload.sequence) ?? 0 } },
    ];
  });
}

function randomRule(dice: Dice): Partial<RuleSet> {
  return {
    lateAfterMs: oneOf(dice, [0, 20_000, 600_000]),
    bridgeMs: oneOf(dice, [0, 10_000, 120_000]),
    sharePercent: oneOf(dice, [1, 50, 75, 100]),
    openingTurnMinMs: oneOf(dice, [0, 3_000, 30_000]),
    voidOutagePercent: oneOf(dice, [10, 50, 100]),
    minimumSpeakers: oneOf(dice, [1, 2, 2, 3]),
    witnessesNeeded: oneOf(dice, [1, 2, 2, 3]),
    silenceMs: oneOf(dice, [30_000, 90_000, 3_600_000]),
  };
}

type Stay = { slotId: string; device: string; fromMs: number; toMs: number };

function presence(lineup: readonly Slot[], untilMs: number, dice: Dice): Timed[] {
  const stays = lineup.flatMap(({ id }) => staysOf(id, untilMs, dice));
  const confirmed = lineup.filter(() => dice() < 0.85);
  return [
    ...stays.flatMap((stay) => noticed(stay, dice)),
    ...snapshots(stays, untilMs, dice),
    ...confirmed.map(
      ({ id }): Timed => [
        between(dice, tenMs, untilMs),
        { kind: 'identity.confirmed', payload: { slotId: id, by: 'moderator' } },
      ],
    ),
    ...lineup
      .filter(() => dice() < 0.05)
      .map(
        ({ id }): Timed => [
          untilMs,
          { kind: 'presence.attested', payload: { slotId: id, ...spanIn(untilMs, dice) } },
        ],
      ),
  ];
}

/** Most are there all the time; some come late, go early, come again, or have two devices. */
function staysOf(slotId: string, untilMs: number, dice: Dice): Stay[] {
  const habit = dice();
  if (habit < 0.1) return [];
  const count = habit < 0.5 ? 1 : between(dice, 1, 5);
  const edges = Array.from({ length: count * 2 }, () => between(dice, tenMs - 60_000, untilMs + 20_000));
  if (habit < 0.5)
    edges.splice(0, 2, tenMs - between(dice, -30_000, 60_000), untilMs + between(dice, -9_000, 9_000));
  edges.sort((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => ({
    slotId,
    device: idOf(between(dice, 700, 701)),
    fromMs: edges[index * 2] as number,
    toMs: edges[index * 2 + 1] as number,
  }));
}

/** Each witness turns on its own, a loss is noticed later than it was, and some transitions are never written down. */
function noticed({ slotId, device, fromMs, toMs }: Stay, dice: Dice): Timed[] {
  const changed = (witness: (typeof witnesses)[number], isPresent: boolean, sinceMs: number): Timed => [
    sinceMs + between(dice, 0, 6_000),
    { kind: 'witness.changed', payload: { slotId, device, witness, isPresent, sinceMs } },
  ];
  const turned = witnesses.flatMap((witness) => [
    ...(dice() < 0.95 ? [changed(witness, true, fromMs + between(dice, 0, 4_000))] : []),
    ...(dice() < 0.9 ? [changed(witness, false, toMs - between(dice, 0, 4_000))] : []),
  ]);
  const left: Timed = [toMs, { kind: 'member.left', payload: { slotId, device, cause: 'connection-lost' } }];
  const joined: Timed = [fromMs, { kind: 'member.joined', payload: { slotId, device } }];
  return [...turned, ...(dice() < 0.7 ? [joined] : []), ...(dice() < 0.7 ? [left] : [])];
}

function snapshots(stays: readonly Stay[], untilMs: number, dice: Dice): Timed[] {
  const everyMs = oneOf(dice, [15_000, 30_000, 200_000]);
  const count = Math.min(60, Math.floor((untilMs - tenMs) / everyMs) + 1);
  return Array.from({ length: count }, (_, index): Timed => {
    const atMs = tenMs + index * everyMs;
    const there = stays.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs && dice() < 0.98);
    const seen = () => ({ session: dice() < 0.97, transport: dice() < 0.97, media: dice() < 0.9 });
    const readings = there.map(({ slotId, device }) => ({ slotId, device, ...seen() }));
    return [atMs, { kind: 'witness.snapshot', payload: { readings } }];
  });
}

function failures(lineup: readonly Slot[], untilMs: number, dice: Dice): Timed[] {
  const count = dice() < 0.5 ? 0 : between(dice, 1, 3);
  return Array.from({ length: count }, (): Timed => {
    const slotId = dice() < 0.6 ? null : oneOf(dice, lineup).id;
    const cause = oneOf(dice, ['server-down', 'server-stalled', 'media-worker-died'] as const);
    const span = spanIn(untilMs, dice);
    return [span.toMs + between(dice, 0, 5_000), { kind: 'outage', payload: { slotId, cause, ...span } }];
  });
}

function spanIn(untilMs: number, dice: Dice): { fromMs: number; toMs: number } {
  const fromMs = between(dice, tenMs - 30_000, untilMs);
  return { fromMs, toMs: fromMs + between(dice, 0, oneOf(dice, [3_000, 60_000, 600_000])) };
}
