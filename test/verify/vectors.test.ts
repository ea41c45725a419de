import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { at, idOf, logOf, opened } from '../rules/debate-log.ts';
import { asked } from './asked.ts';
import { fileOf, linesOf, partsOf } from './bundle-maker.ts';
import { Signer } from './signer.ts';

type Timed = readonly [number, EvidenceFact];
type Minutes = readonly (readonly [fromMs: number, toMs: number])[];

const [ana, ben] = [idOf(1), idOf(2)];
const signers = [new Signer()];
const allTheTime: Minutes = [[at(-1), at(60)]];

function seen(slotId: string, times: Minutes): Timed[] {
  const changed = (isPresent: boolean, sinceMs: number): Timed[] =>
    (['session', 'media'] as const).map((witness) => [
      sinceMs,
      { kind: 'witness.changed', payload: { slotId, device: idOf(51), witness, isPresent, sinceMs } },
    ]);
  return times.flatMap(([fromMs, toMs]) => [...changed(true, fromMs), ...changed(false, toMs)]);
}

function opens(slotId: string, minute: number): Timed[] {
  const turn = { slotId, phase: 0 };
  return [
    [
      at(minute),
      { kind: 'turn.started', payload: { ...turn, endsAtMs: at(minute + 3), kind: 'speech', planned: 0 } },
    ],
    [at(minute, 30), { kind: 'turn.ended', payload: { ...turn, cause: 'yielded', usedMs: 30_000 } }],
  ];
}

/** An hour's debate in which Ben did everything that is asked, and Ana what is said of her. */
async function anaIn(times: Minutes, more: readonly Timed[] = opens(ana, 11), endMs = at(60)) {
  const facts: Timed[] = [
    ...[ana, ben].map(
      (slotId): Timed => [at(-2), { kind: 'identity.confirmed', payload: { slotId, by: 'moderator' } }],
    ),
    [at(0), { kind: 'debate.started', payload: {} }],
    [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
    ...seen(ana, times),
    ...seen(ben, allTheTime),
    ...opens(ben, 12),
    ...more,
    [endMs, { kind: 'debate.ended', payload: { cause: endMs < at(60) ? 'failed' : 'moderator' } }],
  ];
  const log = logOf([[at(-9), opened(2, { silenceMs: 36_000_000 })], ...facts.sort(([a], [b]) => a - b)]);
  const result = await asked(fileOf(linesOf(partsOf(log, signers))));
  expect(result.problem).toBeNull();
  const { outcome, presentMs, countableMs } = result.verdicts[0]?.computed ?? expect.fail('no verdict');
  return [outcome, presentMs / 60_000, countableMs / 60_000];
}

const outage: Timed = [
  at(59),
  { kind: 'outage', payload: { slotId: null, fromMs: at(55), toMs: at(60), cause: 'server-stalled' } },
];

describe('the test vectors of domain spec 7.2, counted by the verifier', () => {
  it('(a) an outage of five minutes, and a gap of 90 s', async () => {
    const times: Minutes = [
      [at(3), at(20)],
      [at(21, 30), at(55)],
    ];
    expect(await anaIn(times, [...opens(ana, 11), outage])).toEqual(['attended', 52, 55]);
  });

  it('(b) three quarters exactly, and (c) a second less', async () => {
    expect(await anaIn([[at(0), at(45)]])).toEqual(['attended', 45, 60]);
    expect(await anaIn([[at(0), at(44, 59)]])).toEqual(['partial', 44 + 59 / 60, 60]);
  });

  it('(d) all the time and no turn', async () => {
    expect(await anaIn(allTheTime, [])).toEqual(['partial', 60, 60]);
  });

  it('(e) ten minutes after the start is in time, a second more is late', async () => {
    expect((await anaIn([[at(10), at(60)]]))[0]).toBe('attended');
    expect((await anaIn([[at(10, 1), at(60)]]))[0]).toBe('late');
  });

  it('(f) a gap of 120 s is bridged, one of 121 s is not', async () => {
    const gapTo = (seconds: number): Minutes => [
      [at(0), at(20)],
      [at(20, seconds), at(60)],
    ];
    expect(await anaIn(gapTo(120))).toEqual(['attended', 60, 60]);
    expect(await anaIn(gapTo(121))).toEqual(['attended', 60 - 121 / 60, 60]);
  });

  it('(g) twenty of sixty planned minutes, then everything was lost', async () => {
    expect((await anaIn(allTheTime, opens(ana, 11), at(20)))[0]).toBe('void');
  });

  it('(h) in a hall, by a desk and the moderator, without any media', async () => {
    const desk: Timed = [
      at(60),
      { kind: 'presence.attested', payload: { slotId: ana, fromMs: at(-3), toMs: at(60) } },
    ];
    expect(await anaIn([], [...opens(ana, 11), desk])).toEqual(['attended', 60, 60]);
  });
});
